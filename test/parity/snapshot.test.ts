import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { collectSnapshot } from '#main/capture/collect-snapshot.ts'

const FOLDER = mkdtempSync(join(tmpdir(), 'vmatlas-snapshots-'))
const PROGRAM = join(FOLDER, 'kinds')
const ENTRY = join(import.meta.dirname, 'pmap-entry.ts')
const SCRIPT = join(import.meta.dirname, '../../build/vmatlas-capture.sh')
const FORMATS: readonly (readonly string[])[] = [[], ['-d'], ['-x'], ['-X'], ['-XX'], ['-XX', '-p']]
const environment = { ...process.env, LC_ALL: 'C' }
const children: ChildProcess[] = []

// Static, because whoever reads shares the C library with what it reads, and so changes its proportional sizes.
execFileSync('cc', ['-O1', '-w', '-static', '-o', PROGRAM, join(import.meta.dirname, 'programs/kinds.c'), '-lpthread'])
afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
  rmSync(FOLDER, { recursive: true, force: true })
})

/** A process that does nothing from then on. */
async function stopped(kind: string): Promise<number> {
  const child = spawn(PROGRAM, [kind, FOLDER, ...(kind === 'plain' ? ['an argument', 'ü', ''] : [])], {
    stdio: ['pipe', 'pipe', 'inherit']
  })
  children.push(child)
  await new Promise((resolve) => child.stdout.once('data', resolve))
  child.kill('SIGSTOP')
  return child.pid ?? 0
}

const real = (pid: number): string[] =>
  FORMATS.map((options) => spawnSync('pmap', [...options, String(pid)], { env: environment }).stdout.toString('latin1'))

/** What ours prints of a source in all formats, in one run of Node. */
function ours(source: string, pid: number): string[] {
  const batch = FORMATS.map((options, index) => ({
    words: [...options, `--from=${source}`, String(pid)],
    to: join(FOLDER, `ours-${index}`)
  }))
  writeFileSync(join(FOLDER, 'batch.json'), JSON.stringify(batch))
  execFileSync(process.execPath, [ENTRY, '--batch', join(FOLDER, 'batch.json')], { env: environment })
  return batch.map(({ to }) => readFileSync(`${to}.out`, 'latin1'))
}

/** Each way to keep a process in a file; gives the file. */
const WAYS: Readonly<Record<string, (pid: number) => string | Promise<string>>> = {
  async 'a snapshot'(pid) {
    const file = join(FOLDER, 'one.vmsnap')
    const request = { root: '/proc', processes: [{ pid, startTime: 0 }], note: '', tool: 'test', pageSize: 4096 }
    writeFileSync(file, await collectSnapshot({ ...request, progress: () => undefined, isCancelled: () => false }))
    return file
  },
  'the capture script'(pid) {
    const file = join(FOLDER, 'one.tar')
    execFileSync('sh', [SCRIPT, '-o', file, String(pid)], { stdio: 'pipe' })
    return file
  },
  'a directory like /proc'(pid) {
    const folder = join(FOLDER, 'tree/proc', String(pid))
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true })
    for (const name of ['stat', 'status', 'cmdline', 'maps', 'smaps'])
      writeFileSync(join(folder, name), readFileSync(`/proc/${pid}/${name}`))
    return join(FOLDER, 'tree')
  },
  'a tar.gz of such a directory'(pid) {
    const file = join(FOLDER, 'tree.tar.gz')
    void WAYS['a directory like /proc']!(pid)
    cpSync(join(FOLDER, 'tree'), join(FOLDER, 'sosreport'), { recursive: true })
    execFileSync('tar', ['-czf', file, '-C', FOLDER, `sosreport/proc/${pid}`])
    return file
  }
}

describe.each(['plain', 'names', 'sysv', 'shared', 'threads'])('a stopped process (%s)', (kind) => {
  it.each(Object.keys(WAYS))('is printed from %s as pmap prints it live', async (way) => {
    const pid = await stopped(kind)
    const live = real(pid)
    const source = await WAYS[way]!(pid)
    expect(live[0]).toContain(' total ')
    expect(ours(source, pid)).toEqual(live)
  })
})
