import { afterAll, expect, it } from 'vitest'
import { captureLive } from '#main/commands/support/capture-live.ts'
import { grownList } from '#shared/history/grown-entries.ts'
import { History } from '#shared/history/history.ts'
import { movingProgram, startMoving, type MovingMode } from '#test/support/moving-process.ts'

const program = movingProgram()
afterAll(() => program.remove())

interface Recorded {
  readonly history: History
  /** What the program had touched of its own at each moment, as it prints itself, kB. */
  readonly saidKb: readonly number[]
}

const recorded = async (mode: MovingMode, count: number, options = {}): Promise<History> =>
  (await recordedWithWords(mode, count, options)).history

/** A recording of this many steps of the program, one moment after each. */
async function recordedWithWords(mode: MovingMode, count: number, options = {}): Promise<Recorded> {
  const moving = await startMoving(program.path, mode, { steps: 1000, ...options })
  const history = new History()
  try {
    history.add({ ...captureLive(moving.pid), takenAt: 0 })
    for (let step = 1; step <= count; step++) {
      await moving.step()
      // A second each: the machine's own time for a step does not count.
      history.add({ ...captureLive(moving.pid), takenAt: step * 1000 })
    }
  } finally {
    await moving.kill()
  }
  return { history, saidKb: moving.said.map(({ kb }) => kb) }
}

const whole = (history: History, by: 'mapping' | 'category') =>
  grownList(history, { by, metric: 'rss', from: 0, to: history.moments.length - 1 })
const kinds = (history: History): Set<string> => new Set(history.events.map(({ kind }) => kind))

it('takes a mapping that wanders for one thing that does not grow', async () => {
  const history = await recorded('wander', 6, { kb: 256 })
  const { entries } = grownList(history, { by: 'mapping', metric: 'rss', from: 1, to: history.moments.length - 1 })
  expect(entries.filter(({ deltaKb }) => Math.abs(deltaKb) >= 256)).toEqual([])
})

it('reports mappings that come and go as such, and no growth', async () => {
  const history = await recorded('churn', 10)
  expect(kinds(history)).toContain('appeared')
  expect(Math.max(...whole(history, 'category').entries.map(({ deltaKb }) => deltaKb), 0)).toBeLessThan(256)
})

it.each([
  ['saw', 36, 1000, 'saw-tooth'],
  // Ends in the middle of a tooth.
  ['saw', 40, 1000, 'saw-tooth'],
  ['plateau', 30, 31, 'levelled-off'],
  ['steps', 30, 1000, 'steps'],
  ['leak', 20, 1000, 'steady'],
  ['merge', 20, 1000, 'steady']
] as const)('says how %s goes over %i steps, and how fast', async (mode, count, steps, shape) => {
  const kb = 256
  const { history, saidKb } = await recordedWithWords(mode, count, { steps, kb })
  const category = mode === 'leak' ? 'heap' : 'anonymous'
  const entry = whole(history, 'category').entries.find((each) => each.category === category)
  expect(entry?.shape).toBe(shape)
  const said = ((saidKb.at(-1)! - saidKb[0]!) / count) * 60
  // Of a saw-tooth that is as low as at first, 5 % of how fast its teeth rise.
  const most = 0.05 * (said === 0 ? kb * 60 : said)
  expect(Math.abs(entry!.kbPerMinute! - said)).toBeLessThan(most)
})

it('notices another program, threads and permissions', async () => {
  expect(kinds(await recorded('exec', 5, { steps: 4 }))).toContain('exec')
  const threads = kinds(await recorded('threads', 3))
  expect(threads).toContain('thread-started')
  expect(threads).toContain('thread-ended')
  const permissions = (await recorded('permissions', 3, { kb: 1024 })).events.filter(
    ({ kind }) => kind === 'permissions'
  )
  expect(permissions.length).toBeGreaterThan(0)
})

it('has one entry for a mapping that the kernel makes larger downwards', async () => {
  const history = await recorded('merge', 8, { kb: 512 })
  const [first, ...others] = whole(history, 'mapping').entries
  expect(first).toMatchObject({ deltaKb: 8 * 512, starts: [expect.any(Number)] })
  expect(others.every(({ deltaKb }) => Math.abs(deltaKb) < 64)).toBe(true)
})
