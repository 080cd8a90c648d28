// `npm run protections`: takes each protection of the list away on a copy of the tree and runs the tests that should notice.
// An argument chooses those whose file or name holds it. It fails when more than 2 % stay green, or when the list is stale.
import { execFileSync, spawnSync } from 'node:child_process'
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { PROTECTIONS } from './list.ts'
import type { Protection } from './protection.ts'

const ROOT = join(import.meta.dirname, '../..')
/** Share of removals that must be noticed. */
const ENOUGH = 0.98
/** Seconds for the tests of one removal: without a limit some would run for ever, which is noticing too. */
const TIMEOUT = 120
/** The same for all tests together, before anything is taken away. */
const PATIENCE_FOR_ALL = 1800

type Outcome = 'noticed' | 'green' | 'equivalent' | 'stale' | 'not equivalent'

/** Where the tests of a copy put what they need: without a protection they may remove more than their own. */
const temporary = (copy: string): string => join(copy, 'tmp')

function copyTree(): string {
  const copy = mkdtempSync(join(tmpdir(), 'vmatlas-protections-'))
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: ROOT })
  for (const file of files.toString().split('\0')) {
    if (file === '' || !existsSync(join(ROOT, file))) continue
    mkdirSync(dirname(join(copy, file)), { recursive: true })
    copyFileSync(join(ROOT, file), join(copy, file))
  }
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'))
  if (existsSync(join(ROOT, 'out'))) cpSync(join(ROOT, 'out'), join(copy, 'out'), { recursive: true })
  mkdirSync(temporary(copy))
  return copy
}

function testsPass(copy: string, tests: readonly string[], timeout = TIMEOUT): boolean {
  const vitest = [process.execPath, 'node_modules/vitest/vitest.mjs', 'run', '--bail=1', '--reporter=dot', ...tests]
  // Ends all processes of the tests, also one that goes round in a loop (timeout(1) makes a group of them).
  const { status } = spawnSync('timeout', ['--kill-after=5', String(timeout), ...vitest], {
    cwd: copy,
    // What fails before anything is taken away is of interest.
    stdio: timeout === TIMEOUT ? 'ignore' : ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, TMPDIR: temporary(copy) }
  })
  return status === 0
}

function tryRemoval(copy: string, { file, find, put, tests, equivalent }: Protection): Outcome {
  const path = join(copy, file)
  const text = existsSync(path) ? readFileSync(path, 'utf8') : ''
  if (text.split(find).length !== 2 || tests.some((test) => !existsSync(join(copy, test)))) return 'stale'
  writeFileSync(
    path,
    text.replace(find, () => put)
  )
  const isGreen = testsPass(copy, tests)
  writeFileSync(path, text)
  if (equivalent !== undefined) return isGreen ? 'equivalent' : 'not equivalent'
  return isGreen ? 'green' : 'noticed'
}

const wanted = process.argv[2] ?? ''
const chosen = PROTECTIONS.filter(({ file, what }) => `${file}: ${what}`.includes(wanted))
const copy = copyTree()
const counts: Record<Outcome, number> = { noticed: 0, green: 0, equivalent: 0, stale: 0, 'not equivalent': 0 }
try {
  const tests = [...new Set(chosen.flatMap((protection) => protection.tests))]
  if (!testsPass(copy, tests, PATIENCE_FOR_ALL))
    throw new Error(`The tests do not pass before anything is taken away: ${tests.join(' ')}`)
  for (const protection of chosen) {
    const outcome = tryRemoval(copy, protection)
    counts[outcome]++
    const why = outcome === 'equivalent' ? ` (${protection.equivalent})` : ''
    console.log(`${outcome.padEnd(14)} ${protection.file}: ${protection.what}${why}`)
  }
} finally {
  rmSync(copy, { recursive: true, force: true })
}
const tried = counts.noticed + counts.green
console.log(
  `${counts.noticed} of ${tried} noticed, ${counts.equivalent} equivalent, ${counts.stale} stale, ${counts['not equivalent']} wrongly called equivalent`
)
process.exitCode = counts.noticed >= tried * ENOUGH && counts.stale + counts['not equivalent'] === 0 ? 0 : 1
