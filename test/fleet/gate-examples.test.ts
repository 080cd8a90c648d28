import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { parseDocument } from 'yaml'

const FOLDER = mkdtempSync(join(tmpdir(), 'vmatlas-ci-'))
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }))
const TOP = join(import.meta.dirname, '../..')
const CLI = join(TOP, 'src-main/cli.ts')

/** The members of a documented file; any fault of its YAML fails. */
function example(name: string): unknown {
  const document = parseDocument(readFileSync(join(TOP, 'docs/ci', name), 'utf8'), { strict: true, uniqueKeys: true })
  expect([...document.errors, ...document.warnings]).toEqual([])
  return document.toJS()
}

/** Programs that the examples start: a server that waits, or one that takes more; a pause until it has what it takes. */
function programs(kb: number): void {
  const ready = join(FOLDER, 'ready')
  const write = (name: string, lines: readonly string[]): void => {
    writeFileSync(join(FOLDER, name), ['#!/bin/sh', ...lines, ''].join('\n'))
    chmodSync(join(FOLDER, name), 0o755)
  }
  const program = `const kept=Buffer.alloc(${kb}*1024,1);fs.writeFileSync("${ready}","");setTimeout(()=>kept,60000)`
  write('server', [`exec '${process.execPath}' -e '${program}'`])
  write('make', [':'])
  write('sleep', [`until [ -e '${ready}' ]; do /bin/sleep 0.02; done`])
  write('vmatlas', [`exec '${process.execPath}' '${CLI}' "$@"`])
}

/** Runs a script as the service does, in one shell that ends at the first failure, and ends what it started. */
function runScript(script: string): { readonly status: number | null; readonly output: string } {
  rmSync(join(FOLDER, 'ready'), { force: true })
  const { status, stdout, stderr } = spawnSync('bash', ['-e', '-c', `trap 'kill $(jobs -p)' EXIT\n${script}`], {
    cwd: FOLDER,
    encoding: 'utf8',
    env: { ...process.env, PATH: `${FOLDER}:${process.env['PATH'] ?? ''}` }
  })
  return { status, output: stdout + stderr }
}

const github = (): string => {
  const { jobs } = example('github.yml') as { jobs: { memory: { steps: { run?: string; uses?: string }[] } } }
  const { steps } = jobs.memory
  // Each step does one thing.
  for (const step of steps) expect('run' in step).not.toBe('uses' in step)
  return steps.map(({ run = '' }) => run).join('\n')
}
const gitlab = (): string => (example('gitlab.yml') as { memory: { script: string[] } }).memory.script.join('\n')

it.each([
  ['GitHub', github],
  ['GitLab', gitlab]
])(
  'has an example for %s that passes an idle program and stops one that takes more',
  (_name, scriptOf) => {
    const script = scriptOf()
    programs(1024)
    const baseline = script.replace(/vmatlas check.*/, 'vmatlas capture "$!" -o baseline.vmsnap')
    expect(baseline).not.toBe(script)
    expect(runScript(baseline)).toMatchObject({ status: 0 })
    expect(runScript(script)).toMatchObject({ status: 0 })
    programs(40 * 1024)
    const { status, output } = runScript(script)
    expect([status, output]).toEqual([1, expect.stringContaining('BEYOND')])
    expect(readFileSync(join(FOLDER, 'memory.xml'), 'utf8')).toMatch(/failures="[1-9]/)
  },
  60_000
)
