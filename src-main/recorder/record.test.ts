import { existsSync, readFileSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { grownList, type GrownBy, type GrownEntry } from '#shared/history/grown-entries.ts'
import { History } from '#shared/history/history.ts'
import { openBytes } from '#shared/formats/index.ts'
import type { Imported } from '#shared/formats/importer.ts'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { memoryCgroup } from '#test/support/memory-cgroup.ts'
import { openRecording, recordingFolder } from '#test/support/recording.ts'
import { movingProgram, startMoving, type MovingMode } from '#test/support/moving-process.ts'

const recordings = recordingFolder()
const startRecording = recordings.start
const opened = openRecording
const program = movingProgram()
/** Null where this user can't limit memory. */
const limited = memoryCgroup(32 * 1024 * 1024)

afterAll(() => {
  limited?.remove()
  program.remove()
  recordings.remove()
})

function historyOf({ moments }: Imported): History {
  const history = new History()
  for (const { processes } of moments) for (const process of processes) history.add(process.capture())
  return history
}

/** The entry that grew most. */
function most(history: History, by: GrownBy): GrownEntry | undefined {
  return grownList(history, { by, metric: 'rss', from: 0, to: history.moments.length - 1 }).entries[0]
}

describe.concurrent('the rate of growth', () => {
  it.each(['leak', 'merge', 'steps'] as const)('of %s is reported within 5 per cent', async (mode: MovingMode) => {
    const moving = await startMoving(program.path, mode, { milliseconds: 50, kb: 64 })
    const { file, ended } = startRecording(String(moving.pid), '--every', '100ms', '--for', '4s', '--keep', '100')
    const from = moving.said.length
    expect((await ended).said).toContain('the time is over')
    const rate = moving.rate()
    await moving.kill()
    expect(from).toBeGreaterThan(0)
    const history = historyOf(opened(file))
    for (const by of ['category', 'purpose', 'mapping'] as const) {
      const entry = most(history, by)
      expect(entry?.shape).toMatch(mode === 'steps' ? /steady|steps/ : /steady/)
      expect(Math.abs((entry?.kbPerMinute ?? 0) / rate - 1)).toBeLessThan(0.05)
    }
  })
})

it('leaves a file that opens wherever it is killed', async () => {
  const moving = await startMoving(program.path, 'merge', { milliseconds: 20, kb: 64, steps: 100_000 })
  for (let turn = 0; turn < 6; turn++) {
    const { child, file, ended } = startRecording(String(moving.pid), '--every', '20ms', '--keep', '6')
    while (!existsSync(file)) await new Promise((resolve) => setTimeout(resolve, 5))
    await new Promise((resolve) => setTimeout(resolve, 37 * turn))
    child.kill('SIGKILL')
    await ended
    const { moments } = opened(file)
    expect(moments.length).toBeGreaterThan(0)
    for (const { processes, takenAt } of moments) {
      expect(takenAt).not.toBeNull()
      expect(processes[0]?.capture().table.rowCount).toBeGreaterThan(10)
    }
  }
  await moving.kill()
}, 60_000)

it('opens what is left when the last write was cut off anywhere', async () => {
  const moving = await startMoving(program.path, 'merge', { milliseconds: 20, kb: 64, steps: 100_000 })
  const { file, ended } = startRecording(String(moving.pid), '--every', '20ms', '--for', '300ms')
  await ended
  await moving.kill()
  const whole = readFileSync(file)
  const count = opened(file).moments.length
  for (let part = 1; part < 40; part++) {
    const cut = whole.subarray(0, Math.floor(whole.length * (0.4 + part / 66)))
    const { moments } = openBytes(cut, 'cut', nodeFormatContext)
    expect(moments.length).toBeGreaterThan(0)
    expect(moments.length).toBeLessThanOrEqual(count)
    for (const { processes } of moments) expect(processes[0]?.capture().table.rowCount).toBeGreaterThan(10)
  }
})

it.runIf(limited !== null)(
  'names the kernel’s out-of-memory killer where it was the reason',
  async () => {
    const command = `echo $$ > ${limited!.procs} && exec ${program.path} merge 20 1024 1000`
    const { file, ended } = startRecording('--last-words', '--every', '20ms', '--', 'sh', '-c', command)
    const { said } = await ended
    expect(said).toContain('out-of-memory killer ended it')
    expect(said).not.toContain('goes on')
    expect(opened(file).moments.at(-1)?.note).toContain('out-of-memory killer')
  },
  60_000
)

it('keeps the first moment and those from the threshold on, and ends after the given number', async () => {
  const moving = await startMoving(program.path, 'merge', { kb: 512 })
  const { file, ended } = startRecording(
    String(moving.pid),
    '--every',
    '20ms',
    '--when',
    'anon > 10MiB',
    '--until',
    'anon > 14MiB'
  )
  while (!existsSync(file)) await new Promise((resolve) => setTimeout(resolve, 5))
  let isOver = false
  void ended.then(() => (isOver = true))
  while (!isOver) {
    await moving.step()
    await new Promise((resolve) => setTimeout(resolve, 60))
  }
  expect((await ended).said).toContain('anon > 14MiB holds')
  await moving.kill()
  const anon = opened(file).moments.map(({ processes }) => processes[0]?.numbers?.['RssAnon'] ?? 0)
  expect(anon[0]).toBeLessThan(1024)
  expect(anon.length).toBeGreaterThan(1)
  expect(Math.min(...anon.slice(1))).toBeGreaterThan(10 * 1024)
}, 60_000)

it('ends with a line and status 2 or 1 where it can not record', async () => {
  expect(await startRecording('--when', 'uss > 5M', '1').ended).toMatchObject({ status: 2 })
  expect(await startRecording('2147483647').ended).toMatchObject({ status: 1 })
})
