import { execFileSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { ProjectCopy, TOOK_TOO_LONG } from '../support/project-copy.ts'
import { mutantsOf, withMutant, type Mutant } from './mutate.ts'

// Puts small faults into a copy of the project, one at a time, and runs the tests of the file that has it: what no test
// notices is listed. `npm run mutants -- src-shared/memory --sample 100`. Outside of the gate, because it takes hours for
// all. Our own, because TypeScript's parser is here anyway and does in fifty lines what is needed of Stryker.

const SECONDS = 120
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { sample: { type: 'string', default: '0' }, seed: { type: 'string', default: '1' } }
})

interface Fault {
  readonly file: string
  readonly mutant: Mutant
}

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let value = Math.imul(state ^ (state >>> 15), 1 | state)
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296
  }
}

function sampled(all: readonly Fault[], count: number): readonly Fault[] {
  if (count === 0 || count >= all.length) return all
  const random = randomFrom(Number(values.seed))
  const chosen = all.map((fault) => ({ fault, order: random() })).sort((a, b) => a.order - b.order)
  return chosen.slice(0, count).map(({ fault }) => fault)
}

const folders = positionals.length > 0 ? positionals : ['src-shared']
const files = execFileSync('git', ['ls-files', '--', ...folders], { encoding: 'utf8' })
  .split('\n')
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.includes('/lessons/'))

const copy = new ProjectCopy()
const survivors: string[] = []
/** Faults that made the tests so slow that they were ended; noticed, but a busy machine would look the same. */
let slow = 0
let killed = 0

/** What the tests of a file say; empty where they pass. */
const testsOf = (file: string): string =>
  copy.run('vitest', ['related', '--run', '--bail=1', '--passWithNoTests', '--reporter=dot', file], SECONDS)
try {
  const all = files.flatMap((file) => mutantsOf(copy.read(file) ?? '').map((mutant) => ({ file, mutant })))
  const chosen = sampled(all, Number(values.sample))
  // Tests that fail by themselves would notice everything.
  const broken = copy.run('vitest', ['run', '--bail=1', '--reporter=dot', ...folders], 10 * SECONDS)
  if (broken !== '') throw new Error(`the tests fail without any fault:\n${broken}`)
  process.stdout.write(`${chosen.length} of ${all.length} mutants in ${files.length} files\n`)
  for (const [index, { file, mutant }] of chosen.entries()) {
    copy.write(file, withMutant(copy.read(file) ?? '', mutant))
    const said = testsOf(file)
    copy.putBack()
    if (said === TOOK_TOO_LONG) slow++
    else if (said !== '') killed++
    else {
      survivors.push(`${file}:${mutant.line}  ${mutant.what}`)
      // Whoever ends the run early has seen them.
      process.stderr.write(`\nnot noticed: ${survivors.at(-1)}\n`)
    }
    process.stderr.write(`\r${index + 1}/${chosen.length}, ${killed} killed `)
  }
} finally {
  copy.remove()
}
const count = killed + slow + survivors.length
process.stdout.write(
  `\nkilled ${killed} of ${count} (${count === 0 ? 0 : Math.round((killed * 100) / count)} %)${slow === 0 ? '' : `, ${slow} took too long`}\n`
)
if (survivors.length > 0) process.stdout.write(`not noticed:\n${survivors.sort().join('\n')}\n`)
