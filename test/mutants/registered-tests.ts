import { expect } from 'vitest'

/**
 * Stands in for the package vitest where tests run in the process that has the faults (in-process-runner.ts): collects what
 * test files describe. It has what tests of src-shared use; `expect` is vitest's own.
 */
export { expect }

/** What was compared with a snapshot, by test and place, in the run without a fault: the vitest run compares that with the file. */
const snapshots = new Map<string, unknown>()
let running = ''
let place = 0

expect.extend({
  toMatchSnapshot(received: unknown) {
    const key = `${running} ${++place}`
    if (!snapshots.has(key)) snapshots.set(key, structuredClone(received))
    return { pass: this.equals(received, snapshots.get(key)), message: () => `${key} is another than without a fault` }
  }
})

/** Runs a test. @throws what it throws */
export async function runTest({ name, before, body }: RegisteredTest): Promise<void> {
  ;[running, place] = [name, 0]
  for (const once of before) {
    if (!once.isDone) await once.body()
    once.isDone = true
  }
  await body()
}

type Body = (...given: never[]) => unknown

export interface RegisteredTest {
  readonly name: string
  /** What stands before it for its file and its groups, each done once. */
  readonly before: readonly Once[]
  readonly body: () => unknown
}

interface Once {
  readonly body: () => unknown
  isDone: boolean
}

interface Group {
  readonly name: string
  readonly before: Once[]
  readonly outer: Group | null
}

let tests: RegisteredTest[] = []
let group: Group | null = null

/** The tests of a file while it is loaded. */
export async function testsOf(load: () => Promise<unknown>, file: string): Promise<readonly RegisteredTest[]> {
  tests = []
  group = { name: file, before: [], outer: null }
  await load()
  return tests
}

function groupsOutward(): Group[] {
  const groups: Group[] = []
  for (let at = group; at !== null; at = at.outer) groups.unshift(at)
  return groups
}

function addTest(name: string, body: () => unknown): void {
  const groups = groupsOutward()
  const path = [...groups.map((each) => each.name), name].join(' > ')
  // Tests of one name are told apart by their order.
  const same = tests.filter((each) => each.name === path || each.name.startsWith(`${path} #`)).length
  tests.push({
    name: same === 0 ? path : `${path} #${same}`,
    before: groups.flatMap((each) => each.before),
    body
  })
}

function addGroup(name: string, body: () => unknown): void {
  group = { name, before: [], outer: group }
  body()
  group = group.outer
}

export function beforeAll(body: () => unknown): void {
  group!.before.push({ body, isDone: false })
}

/** Nothing is cleared away between two runs of a test: processes and folders are needed again. */
export const afterAll = (): void => undefined

function withVariants(add: (name: string, body: () => unknown) => void) {
  const each =
    (cases: readonly unknown[]) =>
    (name: string, body: Body): void => {
      for (const given of cases) add(name, () => body(...((Array.isArray(given) ? given : [given]) as never[])))
    }
  return Object.assign((name: string, body: Body) => add(name, () => body()), {
    each,
    runIf: (isRun: boolean) => (name: string, body: Body) => {
      if (isRun) add(name, () => body())
    }
  })
}

export const describe = withVariants(addGroup)
export const it = withVariants(addTest)
export const test = it
