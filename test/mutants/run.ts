import { Stryker } from '@stryker-mutator/core'
import { globSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import { SLOW_FILES } from './slow-tests.ts'
import { isSurvivor, survivorLine } from './survivors.ts'

// Puts small faults into the code, one at a time, and lists those that no test notices, folder by folder:
// `npm run mutants -- src-shared/memory src-renderer/tasks`, or files (`src-shared/formats/*.ts`). Without either, all of
// src-shared. Outside of the gate, because all takes more than half an hour. Stryker switches the faults on inside one
// process and runs only the tests that reach them: those of the same folder, and what `--tests GLOB` adds. It leaves out
// what a module computes when it is loaded ("static"), because each of those faults would need every test of the module;
// what a file of tests computes while it is loaded notices none either, so tests compute in `it`. `--sample N` takes every
// Nth ten lines of the code only, from the first; `--skip M` begins M times ten lines later, for another sample of the same
// code. `--own` runs the tests of the folder itself only, which is several times faster, and can only find fewer.

/** Of the faults in a folder of src-shared, what part must be noticed, in per cent. */
const LEAST_KILLED = 85

/** Not behaviour: English and Chinese texts, and lessons, which are texts and data with checks of their own. */
const TEXTS = ['src-shared/words/**', 'src-shared/lesson/lessons/**', 'src-renderer/locales/**']

const SHARED = `address base capture classify compare contract elf findings fleet formats glossary history jvm layout lesson
  machine memory pages pmap redact scan`

const LINES_A_SAMPLE = 10

/** Folders whose code is tested through what uses it. */
const TESTED_FROM: Readonly<Record<string, readonly string[]>> = {
  'src-shared/base': ['src-shared/{findings,memory,pmap}/**/*.test.ts'],
  ...Object.fromEntries(
    ['archive', 'crash', 'listing', 'record', 'snapshot', 'tool'].map((room) => [
      `src-shared/formats/${room}`,
      ['src-shared/formats/*.test.ts']
    ])
  ),
  'src-shared/formats/unwrap': ['src-shared/formats/*.test.ts', 'src-shared/formats/archive/packed-files.test.ts'],
  'src-shared/memory': ['src-shared/{compare,findings,history,pmap}/**/*.test.ts']
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    tests: { type: 'string', multiple: true, default: [] },
    concurrency: { type: 'string', default: '2' },
    sample: { type: 'string', default: '1' },
    skip: { type: 'string', default: '0' },
    own: { type: 'boolean', default: false },
    // Folder where results are kept, so that the next run asks only what new tests may have changed.
    keep: { type: 'string' }
  }
})

type Mutant = Awaited<ReturnType<Stryker['runMutationTest']>>[number]

/** What Stryker changes: all the code of a folder or those of its files that are given, or every Nth ten lines of that. */
function changedIn(folder: string, given: readonly string[]): readonly string[] {
  const every = Number(values.sample)
  const texts = TEXTS.map((pattern) => `!${pattern}`)
  const files = globSync(given.length > 0 ? given : `${folder}/**/*.ts`, {
    exclude: ['**/*.test.ts', '**/*.d.ts']
  }).sort()
  if (every === 1) return [...files, ...texts]
  let window = every - Number(values.skip)
  const samples = files.flatMap((file) => {
    const lines = readFileSync(file, 'utf8').split('\n').length
    const starts = Array.from({ length: Math.ceil(lines / LINES_A_SAMPLE) }, (_, at) => at * LINES_A_SAMPLE + 1)
    return starts.filter(() => window++ % every === 0).map((line) => `${file}:${line}-${line + LINES_A_SAMPLE - 1}`)
  })
  return [...samples, ...texts]
}

/** The tests of a folder: its own, those of what it is tested through, and what was asked for. Tests of a component reach what is below it. */
function testsOf(folder: string): string[] {
  const own = folder.startsWith('src-renderer') ? 'src-renderer/**/*.test.ts' : `${folder}/**/*.test.ts`
  const others = values.own ? [] : (TESTED_FROM[folder] ?? [])
  return globSync([own, ...others, ...values.tests], { exclude: SLOW_FILES })
}

/** Milliseconds until a run is given up that its own watch on processor time does not end; a busy machine needs many times what a test takes. */
const LAST_RESORT = 120_000

const OWN_PLUGINS = ['in-process-runner.ts', 'survivors.ts'].map((file) => join(import.meta.dirname, file))

/** The faults of one folder or of some of its files, each with what happened to it. */
async function mutantsOf(folder: string, files: readonly string[]): Promise<readonly Mutant[]> {
  const kept = values.keep === undefined ? undefined : join(values.keep, `${folder.replaceAll('/', '-')}.json`)
  const testFiles = testsOf(folder)
  const stryker = new Stryker({
    configFile: join(import.meta.dirname, 'stryker.json'),
    plugins: ['@stryker-mutator/vitest-runner', ...OWN_PLUGINS],
    // Tests of other folders use more of vitest.
    ...(testFiles.every((file) => /^src-(shared|renderer)\//.test(file))
      ? { testRunner: 'in-process', timeoutMS: LAST_RESORT }
      : { testRunner: 'vitest' }),
    mutate: [...changedIn(folder, files)],
    testFiles,
    concurrency: Number(values.concurrency),
    tempDirName: join(tmpdir(), 'mutants-of-vmatlas'),
    ...(kept === undefined ? {} : { incremental: true, incrementalFile: kept })
  })
  return await stryker.runMutationTest()
}

/** The faults by the folder that their file lies in. */
function byFolder(mutants: readonly Mutant[]): ReadonlyMap<string, readonly Mutant[]> {
  const folders = Map.groupBy(mutants, ({ fileName }) => dirname(relative('', fileName)))
  return new Map([...folders].sort(([a], [b]) => (a < b ? -1 : 1)))
}

const count = (mutants: readonly Mutant[], ...statuses: readonly Mutant['status'][]): number =>
  mutants.filter(({ status }) => statuses.includes(status)).length

interface Score {
  /** Noticed by a failing test, or by running without end. */
  readonly killed: number
  /** Those of them that ran without end: on a machine that is too busy, others count as such. */
  readonly endless: number
  readonly survived: number
  /** In code that no test runs. */
  readonly unreached: number
  /** Per cent of all that were killed. */
  readonly share: number
}

function scoreOf(mutants: readonly Mutant[]): Score {
  const killed = count(mutants, 'Killed', 'Timeout')
  const [survived, unreached] = [count(mutants, 'Survived'), count(mutants, 'NoCoverage')]
  const all = killed + survived + unreached
  const endless = count(mutants, 'Timeout')
  return { killed, endless, survived, unreached, share: all === 0 ? 100 : (killed * 100) / all }
}

function scoreLine(name: string, { killed, endless, survived, unreached, share }: Score): string {
  const numbers = [killed + survived + unreached, killed, endless, survived, unreached, `${share.toFixed(1)} %`]
  return `${name.padEnd(30)}${numbers.map((each) => String(each).padStart(10)).join('')}\n`
}

/** A line for each fault that no test noticed. */
const survivorLines = (mutants: readonly Mutant[]): string =>
  mutants.filter(isSurvivor).map(survivorLine).sort().join('')

const isFile = (name: string): boolean => name.endsWith('.ts')
const asked =
  positionals.length > 0
    ? positionals.map((name) => name.replace(/\/$/, ''))
    : SHARED.split(/\s+/).map((name) => `src-shared/${name}`)
const all: Mutant[] = []
let table = `${''.padEnd(30)}   mutants    killed   endless  survived unreached     share\n`
for (const [within, names] of Map.groupBy(asked, (name) => (isFile(name) ? dirname(name) : name))) {
  for (const [folder, mutants] of byFolder(await mutantsOf(within, names.filter(isFile)))) {
    const score = scoreOf(mutants)
    all.push(...mutants)
    table += scoreLine(folder, score)
    process.stdout.write(`${scoreLine(folder, score)}${survivorLines(mutants)}`)
    if (folder.startsWith('src-shared') && score.share < LEAST_KILLED) process.exitCode = 1
  }
}
process.stdout.write(`\n${table}${scoreLine('all', scoreOf(all))}`)
