import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { openBytes } from '#shared/formats/index.ts'
import { textAt } from '#shared/memory/text-list.ts'
import { scanMappings } from '#shared/scan/mapping-scanner.ts'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { collectSnapshot, type SnapshotRequest } from './collect-snapshot.ts'

const request = (pid: number): SnapshotRequest => ({
  root: '/proc',
  processes: [{ pid, startTime: 0 }],
  note: 'a note',
  tool: '0.0.1',
  pageSize: 4096,
  progress: () => undefined,
  isCancelled: () => false
})

it('has the files that it needs of a process, and the environment is none of them', async () => {
  const archive = Buffer.from(await collectSnapshot(request(process.pid))).toString('latin1')
  // Names are in an archive as they are; the content of the files is packed.
  const names = [...archive.matchAll(new RegExp(`m1/${process.pid}/([\\w/.-]+?)(?=\\W|PK)`, 'g'))].map(
    ([, name]) => name
  )
  const kept = new Set(
    names.map(
      (name) =>
        /^(smaps_rollup|smaps|status|stat|cmdline|maps|cgroup|oom_score|limits|coredump_filter|max_map_count)/.exec(
          name ?? ''
        )?.[1] ?? name
    )
  )
  expect([...kept].sort()).toEqual([
    'cgroup',
    'cmdline',
    'coredump_filter',
    'limits',
    'max_map_count',
    'oom_score',
    'smaps',
    'smaps_rollup',
    'stat',
    'status'
  ])
})

it('is not of another process that has the number by now', async () => {
  const reused = { ...request(process.pid), processes: [{ pid: process.pid, startTime: 1 }] }
  await expect(collectSnapshot(reused)).rejects.toMatchObject({ failure: { kind: 'gone' } })
})

it('keeps on which nodes the memory lies, where that is asked for', async () => {
  const bytes = await collectSnapshot({ ...request(process.pid), readsNuma: true })
  const { table } = openBytes(bytes, 'x.vmsnap', nodeFormatContext).moments[0]!.processes[0]!.capture()
  const nodes = table.texts.find(({ name }) => name === 'NumaNodes')
  expect(Array.from(nodes?.id ?? []).some((id) => textAt(nodes!.texts, id).startsWith('N0='))).toBe(true)
})

it('opens again as the same mappings', async () => {
  // It echoes a line when it is loaded, and then changes no more.
  const child = spawn('cat', ['-u', '-'], { env: { ...process.env, VMATLAS_SECRET: 'do-not-capture-me' } })
  child.stdin.write('ready\n')
  await once(child.stdout, 'data')
  try {
    const pid = child.pid ?? 0
    const bytes = await collectSnapshot(request(pid))
    const opened = openBytes(bytes, 'x.vmsnap', nodeFormatContext)
    expect(opened.source).toMatchObject({ format: 'vmsnap', note: 'a note', tool: 'vmatlas 0.0.1' })
    const found = opened.moments[0]?.processes[0]
    expect(found).toMatchObject({ name: 'cat', command: 'cat -u -' })
    expect(Buffer.from(bytes).includes('do-not-capture-me')).toBe(false)
    const capture = found?.capture()
    const live = scanMappings(new Uint8Array(readFileSync(`/proc/${pid}/maps`))).table
    expect(capture?.detail).toBe('smaps')
    expect(Array.from(capture?.table.start.lo.subarray(0, live.rowCount) ?? [])).toEqual(
      Array.from(live.start.lo.subarray(0, live.rowCount))
    )
  } finally {
    child.kill()
  }
})
