import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { openBytes } from '#shared/formats/index.ts'
import { nodeFormatContext } from '#main/source/node-inflate.ts'

const FOLDER = mkdtempSync(join(tmpdir(), 'vmatlas-capture-test-'))
const CLI = join(import.meta.dirname, '../cli.ts')
const FILE = join(FOLDER, 'x.vmsnap')
const environment = { ...process.env, TMPDIR: FOLDER }
const children: ChildProcess[] = []
/** How an open file without a name is listed. */
const NAMELESS = new RegExp(`${FOLDER}/\\S+ \\(deleted\\)`)

/** A process that waits, and is loaded when it is given. */
async function waiting(): Promise<ChildProcess & { readonly pid: number }> {
  const child = spawn('cat', ['-u', '-'])
  children.push(child)
  child.stdin.write('ready\n')
  await once(child.stdout, 'data')
  if (child.pid === undefined) throw new Error('it did not start')
  return Object.assign(child, { pid: child.pid })
}

const start = (...args: readonly string[]): ChildProcess => {
  const child = spawn(process.execPath, [CLI, 'capture', ...args], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe']
  })
  children.push(child)
  return child
}
const ended = async (child: ChildProcess): Promise<{ status: number; stderr: string }> => {
  let stderr = ''
  child.stderr?.on('data', (text) => (stderr += String(text)))
  const [status] = (await once(child, 'close')) as [number]
  return { status, stderr }
}
const opened = () => openBytes(new Uint8Array(readFileSync(FILE)), 'x', nodeFormatContext)
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  // Whatever happened, nothing half is left, beside the file or elsewhere.
  expect(readdirSync(FOLDER).filter((name) => name !== 'x.vmsnap')).toEqual([])
  rmSync(FILE, { force: true })
})
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }))

describe('many moments', () => {
  it('are in one snapshot, in order', async () => {
    const { pid } = await waiting()
    const call = start(String(pid), '--count', '5', '--every', '0', '-o', FILE, '--note', 'five')
    expect(await ended(call)).toEqual({ status: 0, stderr: '' })
    const { moments, source, notes } = opened()
    expect(source.note).toBe('five')
    expect(notes).toEqual([])
    const times = moments.map(({ takenAt }) => takenAt ?? 0)
    expect(times).toHaveLength(5)
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    const first = moments[0]?.processes[0]?.capture()
    for (const { processes } of moments) {
      expect(processes.map(({ process }) => process.pid)).toEqual([pid])
      expect(processes[0]?.capture().table.rowCount).toBe(first?.table.rowCount)
    }
  })

  it('Ctrl+C ends it and keeps what there is', async () => {
    const { pid } = await waiting()
    const call = start(String(pid), '--count', '60000', '--every', '0.001', '-o', FILE)
    const end = ended(call)
    // Its first moments lie in a file without a name, which it holds open once it has begun.
    await expect.poll(() => openFiles(call.pid ?? 0), { timeout: 20_000 }).toMatch(NAMELESS)
    call.kill('SIGINT')
    const { status, stderr } = await end
    expect(status).toBe(0)
    expect(stderr).toMatch(/it was stopped; \d+ of 60000 moments were kept/)
    const { moments } = opened()
    expect(moments.length).toBe(Number(/(\d+) of/.exec(stderr)?.[1]))
    expect(moments.length).toBeGreaterThan(0)
    expect(moments.at(-1)?.processes[0]?.capture().detail).toBe('smaps')
  })

  it('the end of the process ends it too, and another process of that number is not captured instead', async () => {
    const child = await waiting()
    const call = start(String(child.pid), '--count', '60000', '--every', '0.001', '-o', FILE)
    const end = ended(call)
    await expect.poll(() => openFiles(call.pid ?? 0), { timeout: 20_000 }).toMatch(NAMELESS)
    child.kill('SIGKILL')
    const { status, stderr } = await end
    expect(status).toBe(0)
    expect(stderr).toContain('none of the processes is there any more; ')
    expect(opened().moments.length).toBeGreaterThan(0)
  })
})

it('writes a file that is this user’s alone, whatever the umask is', async () => {
  const { pid } = await waiting()
  const before = process.umask(0)
  const call = start(String(pid), '-o', FILE)
  process.umask(before)
  expect((await ended(call)).status).toBe(0)
  expect(statSync(FILE).mode & 0o777).toBe(0o600)
})

it('writes to standard output too', async () => {
  const { pid } = await waiting()
  const call = spawnSync(process.execPath, [CLI, 'capture', String(pid), '--count', '2', '--every', '0', '-o', '-'], {
    env: environment
  })
  expect(call.status).toBe(0)
  expect(openBytes(new Uint8Array(call.stdout), 'x', nodeFormatContext).moments).toHaveLength(2)
})

it.each([
  [['--count', '0'], '--count'],
  [['--count', 'many'], '--count'],
  [['--every', '-1'], 'every'],
  [['--every', ''], '--every'],
  [['-o', '/nonexistent/x'], '/nonexistent/x could not be written: No such file or directory']
])('reports what is wrong: %j', (words, expected) => {
  const call = spawnSync(process.execPath, [CLI, 'capture', String(process.pid), '-o', FILE, ...words], {
    env: environment
  })
  expect(call.status).toBeGreaterThan(0)
  expect(call.stderr.toString()).toContain(expected)
  expect(call.stderr.toString()).not.toContain('    at ')
})

it('holds a process once that is given twice', async () => {
  const { pid } = await waiting()
  expect(await ended(start(String(pid), String(pid), '-o', FILE))).toEqual({ status: 0, stderr: '' })
  const { moments, notes } = opened()
  expect([moments[0]?.processes.map(({ process }) => process.pid), notes]).toEqual([[pid], []])
})

it('reports that a process is not there', () => {
  const call = spawnSync(process.execPath, [CLI, 'capture', '4194304', '-o', FILE], { env: environment })
  expect(call.status).toBe(1)
  expect(call.stderr.toString()).toContain('none of the processes is there')
})

function openFiles(pid: number): string {
  return spawnSync('ls', ['-l', `/proc/${pid}/fd`]).stdout.toString()
}

describe('processes that may not be read', () => {
  const isRoot = process.getuid?.() === 0
  /** Of root, the rights to look into others' processes are taken (CAP_SYS_PTRACE, CAP_PERFMON since Linux 6.16). */
  const without = isRoot ? ['setpriv', '--bounding-set=-all', '--inh-caps=-all'] : ['env']
  const startWithout = (...args: readonly string[]): ChildProcess => {
    const [program = '', ...words] = [...without, process.execPath, CLI, 'capture', ...args]
    const child = spawn(program, words, { env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
    children.push(child)
    return child
  }
  async function waitingAs(...words: readonly string[]): Promise<number> {
    const [program = '', ...rest] = [...words, 'cat', '-u', '-']
    const child = spawn(program, rest)
    children.push(child)
    child.stdin.write('ready\n')
    await once(child.stdout, 'data')
    return child.pid!
  }
  const own = (): Promise<number> => waitingAs(...without)
  const ofAnother = async (): Promise<number> =>
    isRoot ? waitingAs('setpriv', '--reuid=65534', '--regid=65534', '--clear-groups') : 1

  it('are named, and alone they make no file', async () => {
    const pid = await ofAnother()
    const { status, stderr } = await ended(startWithout(String(pid), '-o', FILE))
    expect([status, stderr]).toEqual([1, expect.stringContaining(String(pid))])
    expect(stderr).toMatch(/may not be read|could not be read|not be read/)
    expect(readdirSync(FOLDER)).toEqual([])
  })

  it('are named beside those that could be read, which are kept', async () => {
    const [mine, others] = [await own(), await ofAnother()]
    const { status, stderr } = await ended(startWithout(String(mine), String(others), '-o', FILE))
    expect([status, stderr]).toEqual([1, expect.stringContaining(String(others))])
    const processes = opened().moments.flatMap((moment) => moment.processes)
    const withRows = processes.filter((each) => each.capture().table.rowCount > 0)
    expect(withRows.map(({ process: { pid } }) => pid)).toEqual([mine])
    // Shown again, the other one is not a process of nothing.
    const shown = spawnSync(process.execPath, [CLI, 'pmap', '--from', FILE, String(others)], { encoding: 'utf8' })
    expect([shown.status, shown.stdout]).not.toEqual([0, expect.stringContaining('total')])
  })
})
