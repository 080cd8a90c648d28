import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { createHostServices } from './host-services.ts'

const folder = mkdtempSync(join(tmpdir(), 'vmatlas-services-'))
const MAPPINGS = 20_000
mkdirSync(join(folder, 'proc/9/task'), { recursive: true })
writeFileSync(join(folder, 'proc/9/stat'), `9 (long) S ${new Array<string>(49).fill('0').join(' ')}\n`)
writeFileSync(
  join(folder, 'proc/9/smaps'),
  Array.from({ length: MAPPINGS }, (_, index) => {
    const start = 0x10000000 + index * 0x2000
    return `${start.toString(16)}-${(start + 0x1000).toString(16)} rw-p 00000000 00:00 0 \nRss:                   4 kB\n`
  }).join('')
)
const services = createHostServices(
  {
    kind: 'browser',
    versions: {},
    procRoot: join(folder, 'proc'),
    settingsFile: join(folder, 'settings.json'),
    logFile: join(folder, 'log')
  },
  () => undefined
)

afterAll(async () => {
  await services.dispose()
  rmSync(folder, { recursive: true })
})

const capture = (task: string): Promise<unknown> =>
  services.capture({ pid: 9, startTime: 0 }, { detail: 'smaps', elevated: false, task })
const WHOLE = { table: { rowCount: MAPPINGS } }

// The worker that reads answers later than this thread continues: what is cancelled here has not been read yet.
it('stops the reading of a name, and no other', async () => {
  const unwanted = capture('one')
  const wanted = capture('two')
  await services.cancel('one')
  await expect(unwanted).rejects.toMatchObject({ failure: { kind: 'cancelled', target: 'process 9' } })
  expect(await wanted).toMatchObject(WHOLE)
})

it('forgets a name with the end of its reading', async () => {
  expect(await capture('three')).toMatchObject(WHOLE)
  await services.cancel('three')
  await services.cancel('never heard of')
  expect(await capture('three')).toMatchObject(WHOLE)
})
