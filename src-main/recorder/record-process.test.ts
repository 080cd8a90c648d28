import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { recordProcess, type RecordResult } from './record-process.ts'

const folder = mkdtempSync(join(tmpdir(), 'vmatlas-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A record of one moment of a process. */
function recorded(pid: number, root: string): Promise<RecordResult> {
  return recordProcess(
    {
      pid,
      output: join(folder, 'one.vmsnap'),
      everyMs: 20,
      isPaceGiven: true,
      forMs: 0,
      keep: 10,
      keepsLatest: false,
      when: null,
      until: null,
      note: '',
      facts: { root, note: '', tool: 'test', pageSize: 4096 },
      command: null
    },
    { isEnded: () => false, takeMarks: () => [], wait: async () => undefined },
    () => undefined
  )
}

it('reports how closely its moments were looked at', async () => {
  expect(await recorded(process.pid, '/proc')).toMatchObject({ moments: 1, looking: { depth: 'inside' } })
  // A folder like /proc without the memory of the process.
  const closed = join(folder, 'proc/4711')
  mkdirSync(closed, { recursive: true })
  for (const name of ['stat', 'status', 'smaps']) {
    writeFileSync(join(closed, name), readFileSync(`/proc/self/${name}`, 'latin1').replace(/^\d+ /, '4711 '), 'latin1')
  }
  const { moments, looking } = await recorded(4711, join(folder, 'proc'))
  expect([moments, looking?.couldLookInside]).toEqual([1, false])
})
