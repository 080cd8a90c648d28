import fc from 'fast-check'
import { expect, vi } from 'vitest'
import { SLOW_TESTS } from './slow-tests.ts'

/**
 * Stands in for the package vitest where tests run in the process that has the faults (in-process-runner.ts): collects what
 * test files describe. It has what tests of src-shared use; `expect` is vitest's own.
 */
export { expect, vi }

// As in quick-tests.ts: no smaller example of a property that fails, and a second for one that holds.
fc.configureGlobal({ endOnFailure: true, interruptAfterTimeLimit: 1000 })

/** What was compared with a snapshot, by test and order, in the run without a fault: the vitest run compares that with the file. */
const snapshots = new Map<string, unknown>()
let running = ''
let count = 0

// A matcher that is not its own makes vitest look up its worker, of which there is none here.
Object.assign(globalThis, { __vitest_worker__: { filepath: '', config: { fakeTimers: {} } } })

expect.extend({
  toMatchSnapshot(received: unknown) {
    const key = `${running} ${++count}`
    if (!snapshots.has(key)) snapshots.set(key, structuredClone(received))
    return { pass: this.equals(received, snapshots.get(key)), message: () => `${key} is another than without a fault` }
  }
})

/** Takes away what the tests of a file have left on the page. */
let tidyUp = (): unknown => undefined
export const betweenFiles = (step: Step): void => {
  tidyUp = step
}

const fileOf = (test: string): string => test.slice(0, test.indexOf(' > '))

/** Runs a test with what is to be done before and after it. @throws what it throws */
export async function runTest({ name, body, before, after }: RegisteredTest): Promise<void> {
  const file = fileOf(name)
  if (file !== fileOf(running)) tidyUp()
  ;[running, count] = [name, 0]
  for (const each of before) await each()
  try {
    await body()
  } finally {
    for (const each of after) await each()
  }
}

type Body = (...given: never[]) => unknown

export interface RegisteredTest {
  readonly name: string
  readonly body: () => unknown
  readonly before: readonly Step[]
  readonly after: readonly Step[]
}
type Step = () => unknown

let tests: RegisteredTest[] = []
/** Names of the file and of the groups that are being described, from outside in. */
let path: readonly string[] = []
/** Done before and after each test of the groups that are being described. */
let steps: { before: readonly Step[]; after: readonly Step[] } = { before: [], after: [] }

/** The tests of a file while it is loaded. */
export async function testsOf(load: () => Promise<unknown>, file: string): Promise<readonly RegisteredTest[]> {
  tests = []
  path = [file]
  steps = { before: [], after: [] }
  await load()
  return tests
}

function addTest(name: string, body: () => unknown): void {
  if (SLOW_TESTS.has(name)) return
  const whole = [...path, name].join(' > ')
  // Tests of one name are distinguished by their order.
  const same = tests.filter((each) => each.name === whole || each.name.startsWith(`${whole} #`)).length
  tests.push({ name: same === 0 ? whole : `${whole} #${same}`, body, ...steps })
}

function addGroup(name: string, body: () => unknown): void {
  const outer = [path, steps] as const
  path = [...path, name]
  body()
  ;[path, steps] = outer
}

function withEach(add: (name: string, body: () => unknown) => void) {
  const each =
    (cases: readonly unknown[]) =>
    (name: string, body: Body): void => {
      for (const given of cases) add(name, () => body(...((Array.isArray(given) ? given : [given]) as never[])))
    }
  return Object.assign((name: string, body: Body) => add(name, () => body()), { each })
}

export const describe = withEach(addGroup)
export const it = withEach(addTest)
export const test = it

export const beforeEach = (step: Step): void => {
  steps = { ...steps, before: [...steps.before, step] }
}
export const afterEach = (step: Step): void => {
  steps = { ...steps, after: [step, ...steps.after] }
}
