// `npm test`: everything that must hold, in the order in which a mistake shows fastest. Names of steps given as arguments
// run only those (`npm test -- lint types`).
import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { findBrowser } from './find-browser.mjs'

const ROOT = join(import.meta.dirname, '..')
const RESULTS = join(ROOT, 'test-results')
const UNIT_REPORT = join(RESULTS, 'unit.json')
const E2E_REPORT = join(RESULTS, 'e2e.json')

function run(command, args, environment = {}) {
  const { status } = spawnSync(command, args, { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...environment } })
  return status === 0
}

/** A browser for the end-to-end tests: found, or installed from Debian where that needs no question. */
function requireBrowser() {
  const found = findBrowser()
  if (found !== null) return found
  if (process.env.CHROMIUM) {
    console.error(`CHROMIUM is set to ${process.env.CHROMIUM}, which is not an executable file.`)
    return null
  }
  const isRoot = process.getuid?.() === 0
  if (isRoot && run('apt-get', ['--version'])) {
    console.log('No Chromium found: installing the Debian package chromium …')
    if (run('apt-get', ['update', '-qq']) && run('apt-get', ['install', '-y', '-qq', 'chromium'])) return findBrowser()
  }
  console.error(
    'The end-to-end tests need a Chromium. Install one, then run npm test again:\n\n  sudo apt-get install chromium\n'
  )
  return null
}

/** Programs one after the other, in parallel with others of the kind; their output comes in one piece when they have ended. */
async function runBeside(...programs) {
  for (const [command, ...args] of programs) {
    const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => (said += bytes))
    const status = await new Promise((resolve) => child.once('error', resolve).once('close', resolve))
    if (said !== '') console.log(said.trimEnd())
    if (status !== 0) return false
  }
  return true
}

let browser = null
const STEPS = {
  // Each is busy on one processor.
  lint: async () =>
    (
      await Promise.all([
        runBeside(['eslint', '.', '--max-warnings', '0']),
        runBeside(['prettier', '--check', '--log-level', 'warn', '.'])
      ])
    ).every(Boolean),
  types: async () =>
    (
      await Promise.all([
        runBeside(...['shared', 'node', 'e2e', 'preload'].map((name) => ['tsc', '-p', `tsconfig.${name}.json`])),
        runBeside(['vue-tsc', '-p', 'tsconfig.web.json'])
      ])
    ).every(Boolean),
  build: () => run('npm', ['run', '--silent', 'build']),
  unit: () => run('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${UNIT_REPORT}`]),
  e2e: () =>
    run('playwright', ['test', '--reporter=list,json'], { CHROMIUM: browser, PLAYWRIGHT_JSON_OUTPUT_NAME: E2E_REPORT })
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

/** How many tests passed, failed and were skipped, from the runners' own reports. */
function countTests() {
  const unit = readReport(UNIT_REPORT)
  const e2e = readReport(E2E_REPORT)?.stats
  const passed = (unit?.numPassedTests ?? 0) + (e2e?.expected ?? 0) + (e2e?.flaky ?? 0)
  const failed = (unit?.numFailedTests ?? 0) + (e2e?.unexpected ?? 0)
  const skipped = (unit?.numPendingTests ?? 0) + (e2e?.skipped ?? 0)
  if (e2e?.flaky) console.log(`\n${e2e.flaky} end-to-end tests needed a second try.`)
  return { passed, failed, skipped }
}

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !(name in STEPS))
if (unknown.length > 0) {
  console.error(`No such step: ${unknown.join(', ')}. Steps: ${Object.keys(STEPS).join(', ')}`)
  process.exit(2)
}
const steps = wanted.length > 0 ? wanted : Object.keys(STEPS)
rmSync(RESULTS, { recursive: true, force: true })
mkdirSync(RESULTS, { recursive: true })
if (steps.includes('e2e') || steps.includes('unit')) {
  browser = requireBrowser()
  if (browser === null && steps.includes('e2e')) process.exit(1)
}
let failedStep = null
for (const step of steps) {
  const began = performance.now()
  console.log(`\n== ${step}`)
  if (!(await STEPS[step]())) {
    failedStep = step
    break
  }
  console.log(`== ${step}: ${((performance.now() - began) / 1000).toFixed(1)} s`)
}
if (failedStep !== null) console.error(`\nStopped at ${failedStep}. Run it alone: npm test -- ${failedStep}`)
const { passed, failed, skipped } = countTests()
if (skipped > 0) console.log(`\nskipped: ${skipped}`)
// A step without tests that fails, such as lint, is a failure too.
console.log(`\n${passed} passed, ${failedStep === null ? failed : Math.max(1, failed)} failed`)
process.exit(failedStep === null ? 0 : 1)
