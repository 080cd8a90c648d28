import { commonTokens, declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin'
import type { InstrumenterContext, StrykerOptions } from '@stryker-mutator/api/core'
import {
  determineHitLimitReached,
  DryRunStatus,
  TestStatus,
  toMutantRunResult,
  type DryRunResult,
  type MutantRunOptions,
  type MutantRunResult,
  type TestResult,
  type TestRunner
} from '@stryker-mutator/api/test-runner'
import { globSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { builtinEnvironments } from 'vitest/runtime'
import { EndlessRun, EndlessRuns } from './endless-runs.ts'
import { betweenFiles, runTest, testsOf, type RegisteredTest } from './registered-tests.ts'
import { loadLikeVite } from './vite-imports.ts'

/** Where faulty code looks up which fault is switched on, and counts what it reaches. */
const context = ((globalThis as unknown as { __stryker__?: InstrumenterContext }).__stryker__ ??= {})
/** Where tests of the renderer find the page. */
const page = globalThis as unknown as { document: { body: { replaceChildren(): void } } }
const VITEST = new URL('registered-tests.ts', import.meta.url).href

/**
 * Runs tests in this very process, one fault after another, without loading anything again: some milliseconds a fault where
 * vitest needs a worker and all modules again. Node itself runs TypeScript, and vite-imports.ts adds what the renderer needs.
 * What a fault leaves behind in a module would spoil the next ones: a test that fails is tried again without the fault, and
 * everything is reloaded where it still fails.
 */
class InProcessRunner implements TestRunner {
  static readonly inject: [typeof commonTokens.options] = [commonTokens.options]
  readonly #files: readonly string[]
  #tests: ReadonlyMap<string, RegisteredTest> | null = null
  #first: TestResult[] = []
  /** Processor time of each test without a fault, in ms. */
  readonly #cost = new Map<string, number>()
  readonly #endless = new EndlessRuns()
  #generation = 0
  /** Whether components are unmounted after the tests that ask for it. */
  #mayUnmount = (_: boolean): void => undefined

  constructor({ testFiles }: StrykerOptions) {
    this.#files = testFiles.flatMap((pattern) => globSync(pattern)).sort()
  }

  /**
   * Else Stryker would start a new process for each fault in code that also runs while modules are loaded. Nothing has to be
   * loaded anew for those: they are switched on only while tests run (`ignoreStatic`).
   */
  capabilities(): { reloadEnvironment: boolean } {
    return { reloadEnvironment: true }
  }

  async init(): Promise<void> {
    process.env['NODE_ENV'] = 'test'
    const folder = pathToFileURL(`${process.cwd()}/`).href
    registerHooks({
      resolve: (name, given, next) => {
        if (name === 'vitest' && given.parentURL?.startsWith(folder) === true)
          return { url: VITEST, shortCircuit: true }
        const found = next(name, given)
        const isOwn =
          found.url.startsWith(folder) && !found.url.includes('/node_modules/') && /\.(ts|vue)$/.test(found.url)
        return isOwn ? { ...found, url: `${found.url}?${this.#generation}` } : found
      },
      load: loadLikeVite
    })
    if (this.#files.some((file) => file.startsWith('src-renderer/'))) {
      await builtinEnvironments['happy-dom'].setup(globalThis, {})
      const { disableAutoUnmount, enableAutoUnmount } = await import('@vue/test-utils')
      // Each file may ask for it once, for its own tests, which begin with an empty page.
      this.#mayUnmount = (may) => (may ? enableAutoUnmount(() => undefined) : disableAutoUnmount())
      betweenFiles(() => {
        this.#mayUnmount(false)
        this.#mayUnmount(true)
        page.document.body.replaceChildren()
      })
    }
  }

  /** All tests, each of which has run once without a fault. */
  async #load(): Promise<ReadonlyMap<string, RegisteredTest>> {
    if (this.#tests !== null) return this.#tests
    delete context.activeMutant
    const tests = new Map<string, RegisteredTest>()
    for (const file of this.#files) {
      this.#mayUnmount(false)
      const url = `${pathToFileURL(resolve(file)).href}?${this.#generation}`
      for (const test of await testsOf(() => import(url), file)) tests.set(test.name, test)
    }
    this.#mayUnmount(true)
    this.#first = []
    for (const test of tests.values()) {
      context.currentTestId = test.name
      const before = process.cpuUsage()
      this.#first.push(await run(test))
      const { user, system } = process.cpuUsage(before)
      this.#cost.set(test.name, (user + system) / 1000)
    }
    delete context.currentTestId
    return (this.#tests = tests)
  }

  async dryRun(): Promise<DryRunResult> {
    await this.#load()
    return { status: DryRunStatus.Complete, tests: [...this.#first], mutantCoverage: context.mutantCoverage! }
  }

  async mutantRun({ activeMutant, testFilter, hitLimit, disableBail }: MutantRunOptions): Promise<MutantRunResult> {
    const tests = await this.#load()
    const asked = testFilter === undefined ? [...tests.values()] : testFilter.flatMap((name) => tests.get(name) ?? [])
    // The quickest one that fails is enough.
    asked.sort((a, b) => this.#cost.get(a.name)! - this.#cost.get(b.name)!)
    const results: TestResult[] = []
    let isEndless = false
    const watched = async (test: RegisteredTest): Promise<void> => {
      const most = this.#cost.get(test.name)! * TIMES_LONGER + MORE_TIME
      try {
        await this.#endless.watch(() => runInTime(test), most)
      } catch (error) {
        isEndless ||= error instanceof EndlessRun
        throw error
      }
    }
    Object.assign(context, { activeMutant: activeMutant.id, hitCount: 0, hitLimit })
    for (const test of asked) {
      const result = await run(test, watched)
      results.push(result)
      if (result.status === TestStatus.Failed && !disableBail) break
    }
    const timeout =
      determineHitLimitReached(context.hitCount, hitLimit) ??
      (isEndless ? { status: DryRunStatus.Timeout, reason: 'too much processor time' } : undefined)
    Object.assign(context, { activeMutant: undefined, hitCount: undefined, hitLimit: undefined })
    await this.#clean(results)
    return toMutantRunResult(timeout ?? { status: DryRunStatus.Complete, tests: results })
  }

  /** Loads all anew where a fault left something behind. */
  async #clean(results: readonly TestResult[]): Promise<void> {
    for (const { id, status } of results) {
      if (status !== TestStatus.Failed || (await run(this.#tests!.get(id)!)).status !== TestStatus.Failed) continue
      this.#generation++
      this.#tests = null
      return
    }
  }
}

/** Milliseconds until a test that waits is taken for one that waits for ever. */
const LONGEST_WAIT = 3000

/** With a fault a test may use this many times the processor time that it needs without, and this many ms more. */
const [TIMES_LONGER, MORE_TIME] = [3, 1000]

async function run(test: RegisteredTest, how = runTest): Promise<TestResult> {
  const started = performance.now()
  const of = (): Pick<TestResult, 'id' | 'name' | 'timeSpentMs'> => ({
    id: test.name,
    name: test.name,
    timeSpentMs: performance.now() - started
  })
  try {
    await how(test)
    return { ...of(), status: TestStatus.Success }
  } catch (error) {
    return {
      ...of(),
      status: TestStatus.Failed,
      failureMessage: error instanceof Error ? error.message : String(error)
    }
  }
}

async function runInTime(test: RegisteredTest): Promise<void> {
  const ended = new AbortController()
  const limit = setTimeout(LONGEST_WAIT, undefined, { signal: ended.signal }).then(() => {
    throw new Error('what it waits for does not come')
  })
  limit.catch(() => undefined)
  try {
    await Promise.race([runTest(test), limit])
  } finally {
    ended.abort()
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'in-process', InProcessRunner)]
