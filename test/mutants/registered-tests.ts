import fc from 'fast-check'
import { expect } from 'vitest'
import { SLOW_TESTS } from './slow-tests.ts'

/**
 * Stands in for the package vitest where tests run in the process that has the faults (in-process-runner.ts): collects what
 * test files describe. It has what tests of src-shared use; `expect` is vitest's own.
 */
export { expect }

// As in quick-tests.ts: no smaller example of a property that fails, and a second for one that holds.
fc.configureGlobal({ endOnFailure: true, interruptAfterTimeLimit: 1000 })

/** What was compared with a snapshot, by test and order, in the run without a fault: the vitest run compares that with the file. */
const snapshots = new Map<string, unknown>()
let running = ''
let count = 0

// A matcher that is not its own makes vitest look up its worker, of which there is none here.
Object.assign(globalThis, { __vitest_worker__: { filepath: '' } })

expect.extend({
  toMatchSnapshot(received: unknown) {
    const key = `${running} ${++count}`
    if (!snapshots.has(key)) snapshots.set(key, structuredClone(received))
    return { pass: this.equals(received, snapshots.get(key)), message: () => `${key} is another than without a fault` }
  }
})

/** Runs a test. @throws what it throws */
export async function runTest({ name, body }: RegisteredTest): Promise<void> {
  ;[running, count] = [name, 0]
  await body()
}

type Body = (...given: never[]) => unknown

export interface RegisteredTest {
  readonly name: string
  readonly body: () => unknown
}

let tests: RegisteredTest[] = []
/** Names of the file and of the groups that are being described, from outside in. */
let path: readonly string[] = []

/** The tests of a file while it is loaded. */
export async function testsOf(load: () => Promise<unknown>, file: string): Promise<readonly RegisteredTest[]> {
  tests = []
  path = [file]
  await load()
  return tests
}

function addTest(name: string, body: () => unknown): void {
  if (SLOW_TESTS.has(name)) return
  const whole = [...path, name].join(' > ')
  // Tests of one name are distinguished by their order.
  const same = tests.filter((each) => each.name === whole || each.name.startsWith(`${whole} #`)).length
  tests.push({ name: same === 0 ? whole : `${whole} #${same}`, body })
}

function addGroup(name: string, body: () => unknown): void {
  const outer = path
  path = [...path, name]
  body()
  path = outer
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
