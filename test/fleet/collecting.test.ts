import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it, vi } from 'vitest'
import { parse } from 'yaml'
import { openBytes } from '#shared/formats/index.ts'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { snapshotName } from '#main/commands/support/snapshot-name.ts'

// Each case starts the program a few times.
vi.setConfig({ testTimeout: 120_000 })
const FOLDER = mkdtempSync(join(tmpdir(), 'vmatlas-collect-'))
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }))
const TOP = join(import.meta.dirname, '../..')
const CLI = join(TOP, 'src-main/cli.ts')
const SCRIPT = join(TOP, 'build/vmatlas-capture.sh')
const example = (name: string): string => readFileSync(join(TOP, 'docs/collecting', name), 'utf8')

let folders = 0
function freshFolder(): string {
  const folder = join(FOLDER, String(folders++))
  mkdirSync(folder)
  return folder
}
interface Done {
  readonly status: number | null
  readonly line: Readonly<Record<string, unknown>>
}
function run(program: string, ...words: string[]): Done {
  const { status, stdout, stderr } = spawnSync(program, words, { encoding: 'utf8' })
  expect(stdout.split('\n'), stderr).toHaveLength(2)
  return { status, line: JSON.parse(stdout) as Done['line'] }
}
const capture = (...words: string[]): Done => run(process.execPath, CLI, 'capture', ...words)
const opened = (file: string) => openBytes(new Uint8Array(readFileSync(file)), file, nodeFormatContext)

it('names snapshots so that they need no quotes, whatever the host is called', () => {
  const time = Date.UTC(2026, 10, 28, 20, 15)
  expect(snapshotName('web1.example', time, null)).toBe('web1.example-20261128T201500Z-all.vmsnap')
  expect(snapshotName('../x y\n', time, [12])).toBe('_x_y_-20261128T201500Z-12.vmsnap')
  expect(snapshotName(null, time, [1, 2])).toBe('host-20261128T201500Z-2-processes.vmsnap')
})

it('writes one whole file into a folder, and a line of what it did; without what is to be left out', () => {
  const folder = freshFolder()
  const pid = String(process.pid)
  const { status, line } = capture(
    pid,
    '--folder',
    folder,
    '--redact',
    'users,commands,host,paths',
    '--nice',
    '19',
    '--json'
  )
  const [name = ''] = readdirSync(folder)
  expect(name).toMatch(new RegExp(`^host-\\d{8}T\\d{6}Z-${pid}\\.vmsnap$`))
  const file = join(folder, name)
  const bytes = readFileSync(file)
  expect({ status, line }).toMatchObject({
    status: 0,
    line: { file, host: null, moments: 1, processes: 1, leftOut: 0, bytes: bytes.length, status: 0 }
  })
  const { source, moments } = opened(file)
  expect([source.host, source.bootId]).toEqual([null, null])
  const [process0] = moments[0]?.processes ?? []
  expect(process0?.user ?? null).not.toBe(userInfo().username)
  expect(process0?.command).not.toContain(TOP)
  expect(process0?.capture().table.rowCount).toBeGreaterThan(20)
})

it('keeps what there was time and room for, and reports what it lacks', () => {
  for (const budget of [
    ['--max-time', '0'],
    ['--max-size', '1B']
  ]) {
    const folder = freshFolder()
    const { status, line } = capture(String(process.pid), String(process.ppid), '--folder', folder, ...budget, '--json')
    expect({ status, line }).toMatchObject({ status: 3, line: { processes: 1, leftOut: 1, status: 3 } })
    const { source, moments } = opened(String(line['file']))
    expect(source.host).toBe(hostname())
    expect(source.bootId).toMatch(/^[0-9a-f-]{36}$/)
    expect(moments[0]?.processes).toHaveLength(1)
    expect(moments[0]?.note).toMatch(/^1 of 2 processes were left out/)
  }
})

it('has a budget that is large enough change nothing', () => {
  const { status, line } = capture(String(process.pid), '--folder', freshFolder(), '--max-time', '600', '--json')
  expect({ status, line }).toMatchObject({ status: 0, line: { leftOut: 0 } })
})

it('reports a folder that is not there, and wrong arguments', () => {
  const statusOf = (...words: string[]): number | null =>
    spawnSync(process.execPath, [CLI, 'capture', String(process.pid), ...words]).status
  expect(statusOf('--folder', join(FOLDER, 'none'))).toBe(1)
  expect(statusOf('--folder', FOLDER, '-o', 'x')).toBe(2)
  expect(statusOf('--folder', FOLDER, '--max-size', '64')).toBe(2)
  expect(statusOf('--folder', FOLDER, '--nice', '-5')).toBe(2)
})

it('the script does the same', () => {
  const folder = freshFolder()
  const whole = run('sh', SCRIPT, '-d', folder, '-j', String(process.pid))
  const cut = run('sh', SCRIPT, '-d', folder, '-t', '0', '-j', String(process.pid), String(process.ppid))
  expect(whole).toMatchObject({ status: 0, line: { processes: 1, leftOut: 0, status: 0 } })
  expect(cut).toMatchObject({ status: 3, line: { processes: 1, leftOut: 1, status: 3 } })
  const { source } = opened(join(folder, String(cut.line['file'])))
  expect(source.note).toMatch(/^1 processes were left out/)
  expect(source.bootId).toMatch(/^[0-9a-f-]{36}$/)
  for (const words of [
    ['-d', join(FOLDER, 'none')],
    ['-o', join(FOLDER, 'none', 'x.tar')]
  ]) {
    // Before it reads anything: there is nothing to read.
    const { status, stderr } = spawnSync('sh', [SCRIPT, ...words], { env: { ...process.env, VMATLAS_PROC: '/none' } })
    expect([status, String(stderr)]).toEqual([
      1,
      expect.stringMatching(/^\S+ \S+ is no folder that may be written to\n$/)
    ])
  }
  expect(spawnSync('sh', [SCRIPT, '-j']).status).toBe(2)
  expect(spawnSync('sh', [SCRIPT, '-t', 'x']).status).toBe(2)
})

/** The words after `vmatlas capture` or the script's name in an example, for one process and another folder. */
function wordsOf(text: string, folder: string): string[] {
  const [, words = ''] = /(?:vmatlas capture|vmatlas-capture\.sh) (.*?)(?: 2>&1.*)?$/m.exec(text) ?? []
  return words.split(' ').map((word) => (/^\/(var\/lib\/vmatlas|snapshots)$/.test(word) ? folder : word))
}

it.each(['vmatlas-capture.service', 'vmatlas.cron'])('the command of %s runs', (name) => {
  const { status, line } = capture(...wordsOf(example(name), freshFolder()))
  expect([0, 3]).toContain(status)
  expect(Number(line['processes'])).toBeGreaterThan(0)
})

it('the DaemonSet is one, and its command runs', () => {
  const set = parse(example('daemonset.yaml')) as {
    kind: string
    spec: {
      selector: { matchLabels: object }
      template: {
        metadata: { labels: object }
        spec: {
          hostPID: boolean
          volumes: { name: string }[]
          containers: { command: string[]; volumeMounts: { name: string }[] }[]
        }
      }
    }
  }
  const { selector, template } = set.spec
  const { containers, volumes, hostPID } = template.spec
  expect([set.kind, hostPID, template.metadata.labels]).toEqual(['DaemonSet', true, selector.matchLabels])
  const [container] = containers
  expect(container!.volumeMounts.map(({ name }) => name)).toEqual(volumes.map(({ name }) => name))
  const command = container!.command[2]!
  execFileSync('sh', ['-n', '-c', command])
  expect([0, 3]).toContain(run('sh', SCRIPT, ...wordsOf(command, freshFolder())).status)
})

it('systemd accepts the units', () => {
  const folder = freshFolder()
  for (const name of ['vmatlas-capture.service', 'vmatlas-capture.timer']) {
    // It wants the program to be there.
    writeFileSync(join(folder, name), example(name).replace('/usr/bin/vmatlas', process.execPath))
  }
  const units = readdirSync(folder).map((name) => join(folder, name))
  const { error, status, stdout, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', ...units], {
    encoding: 'utf8'
  })
  if (error !== undefined) throw new Error('systemd-analyze is missing: install the package systemd', { cause: error })
  expect({ status, said: stdout + stderr }).toEqual({ status: 0, said: '' })
})
