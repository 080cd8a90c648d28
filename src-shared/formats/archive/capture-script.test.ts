import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { CgroupMemory } from '#shared/machine/cgroup-memory.ts'
import { parseProcessCgroup } from '#shared/machine/cgroup-path.ts'
import { findCgroupMounts, readCgroupPath } from '#main/machine/read-cgroup.ts'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { openBytes } from '../index.ts'

const SCRIPT = fileURLToPath(new URL('../../../build/vmatlas-capture.sh', import.meta.url))
const MOST = { maxBuffer: 1 << 30 }

/** Every shell of this machine that a server might call sh. */
const SHELLS = [['sh'], ['dash'], ['bash', '--posix'], ['busybox', 'sh'], ['ksh'], ['mksh'], ['yash']].filter(
  ([name]) => pathOf(name!)
)
const PACKERS = ['tar', 'cpio'].filter(pathOf)

function pathOf(program: string): string {
  return spawnSync('sh', ['-c', `command -v ${program}`], { encoding: 'utf8' }).stdout.trim()
}

/** A folder with nothing in it but what the script states that it needs. */
function bareTools(folder: string, packer: string): string {
  mkdirSync(folder)
  for (const tool of ['cat', 'mkdir', 'rm', 'mv', packer]) symlinkSync(pathOf(tool), join(folder, tool))
  return folder
}

describe.each(SHELLS)('run by %s', (...shell) => {
  const [program = 'sh', ...options] = shell.filter((word) => word !== undefined)
  it.each(PACKERS)('with nothing but cat, mkdir, rm, mv and %s, it captures a real process', async (packer) => {
    const folder = mkdtempSync(join(tmpdir(), 'vmatlas-script-'))
    // It echoes a line when it is loaded, and then changes no more.
    const waiting = spawn('cat', ['-u', '-'])
    waiting.stdin.write('ready\n')
    await once(waiting.stdout, 'data')
    try {
      const pid = waiting.pid ?? 0
      const env = { PATH: bareTools(join(folder, 'bin'), packer), TMPDIR: folder, VMATLAS_SECRET: 'do-not-capture-me' }
      // As `ssh host sh -s PID` runs it; one of the two processes is not there any more.
      const call = spawnSync(pathOf(program), [...options, '-s', '--', String(pid), '4194305'], {
        ...MOST,
        env,
        input: readFileSync(SCRIPT)
      })
      expect(call.stderr.toString()).toContain('process 4194305 is not there')
      expect(call.status).toBe(1)
      const opened = openBytes(new Uint8Array(call.stdout), 'host', nodeFormatContext)
      expect(opened.source.format).toBe(packer)
      expect(opened.source.kernel).not.toBeNull()
      const [found, ...others] = opened.moments[0]?.processes ?? []
      expect(others).toEqual([])
      expect(found).toMatchObject({ name: 'cat', command: 'cat -u -' })
      expect(found?.capture().table.rowCount).toBe(
        readFileSync(`/proc/${pid}/maps`, 'utf8').trimEnd().split('\n').length
      )
      // Its limits come with it, where the machine counts memory by cgroup.
      const cgroup = parseProcessCgroup(found?.cgroup?.() ?? new Uint8Array())
      if (cgroup !== null) {
        const limitsOf = (levels: readonly CgroupMemory[]) => levels.map(({ path, max, high }) => ({ path, max, high }))
        expect(limitsOf(opened.moments[0]?.cgroups?.(cgroup) ?? [])).toEqual(
          limitsOf(readCgroupPath(cgroup, findCgroupMounts(readFileSync('/proc/self/mountinfo', 'utf8'))))
        )
      }
      expect(call.stdout.includes('do-not-capture-me')).toBe(false)
      // Nothing stays behind.
      expect(readdirSync(folder)).toEqual(['bin'])
    } finally {
      waiting.kill()
      rmSync(folder, { recursive: true })
    }
  })
})

it('captures a real process, through ssh-like standard input, and opens', async () => {
  // It echoes a line when it is loaded, and then changes no more.
  const sleeper = spawn('cat', ['-u', '-'])
  sleeper.stdin.write('ready\n')
  await once(sleeper.stdout, 'data')
  try {
    const pid = sleeper.pid ?? 0
    const maps = readFileSync(`/proc/${pid}/maps`, 'utf8')
    const tar = execFileSync('sh', ['-s', '--', String(pid)], { ...MOST, input: readFileSync(SCRIPT), stdio: 'pipe' })
    const opened = openBytes(new Uint8Array(tar), 'host.tar', nodeFormatContext)
    expect(opened.source.host).not.toBeNull()
    expect(opened.source.kernel).not.toBeNull()
    const found = opened.moments[0]?.processes[0]
    expect(opened.moments[0]?.processes.length).toBe(1)
    expect(found).toMatchObject({ name: 'cat', command: 'cat -u -' })
    expect(found?.process.pid).toBe(pid)
    const capture = found?.capture()
    expect(capture?.detail).toBe('smaps')
    expect(capture?.table.rowCount).toBe(maps.trimEnd().split('\n').length)
    expect(Math.abs((opened.moments[0]?.takenAt ?? 0) - Date.now())).toBeLessThan(60_000)
  } finally {
    sleeper.kill()
  }
})

it('captures all that is there, copes with what vanishes, and never reads an environment', () => {
  // A /proc of this test's own: some of the real one, and a process that is gone between being listed and being read.
  const root = mkdtempSync(join(tmpdir(), 'vmatlas-proc-'))
  const file = join(root, 'all.tar')
  try {
    for (const name of ['stat', 'uptime', 'sys', 'version', '2', String(process.pid)])
      symlinkSync(`/proc/${name}`, join(root, name))
    symlinkSync('/proc/4194305', join(root, '4194305'))
    const env = { ...process.env, VMATLAS_PROC: root, VMATLAS_SECRET: 'do-not-capture-me' }
    const all = spawnSync('sh', [SCRIPT, '-o', file], { ...MOST, env })
    expect(all.stderr.toString()).toMatch(/\d processes/)
    expect(all.status).toBe(0)
    const bytes = readFileSync(file)
    expect(bytes.includes('do-not-capture-me')).toBe(false)
    const pids = openBytes(new Uint8Array(bytes), 'all.tar', nodeFormatContext).moments[0]?.processes.map(
      (one) => one.process.pid
    )
    expect(pids).toContain(process.pid)
    expect(pids).not.toContain(4194305)
  } finally {
    rmSync(root, { recursive: true })
  }
})

it('reports which process is missing', () => {
  const none = spawnSync('sh', [SCRIPT, '4194305'])
  expect(none.status).toBe(1)
  expect(none.stderr.toString()).toContain('process 4194305 is not there')
  expect(spawnSync('sh', [SCRIPT, '1;ls']).status).toBe(1)
})

it('leaves alone what a killed one left, also where its number comes again', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vmatlas-left-'))
  try {
    const command = 'mkdir "$TMPDIR/vmatlas-capture.$$" && exec sh "$0" "$1"'
    const { status, stdout } = spawnSync('sh', ['-c', command, SCRIPT, String(process.pid)], {
      ...MOST,
      env: { ...process.env, TMPDIR: folder }
    })
    expect(status).toBe(0)
    const { moments } = openBytes(new Uint8Array(stdout), 'host.tar', nodeFormatContext)
    expect(moments[0]?.processes[0]?.process.pid).toBe(process.pid)
    expect(readdirSync(folder)).toEqual([expect.stringMatching(/^vmatlas-capture\.\d+$/)])
  } finally {
    rmSync(folder, { recursive: true })
  }
})

it('writes through links, into devices and pipes, and leaves an old file where it can not write', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vmatlas-out-'))
  const run = (file: string) => spawnSync('sh', [SCRIPT, '-o', file, String(process.pid)], MOST)
  const opens = (file: string): void => {
    const { moments } = openBytes(new Uint8Array(readFileSync(file)), file, nodeFormatContext)
    expect(moments[0]?.processes[0]?.process.pid).toBe(process.pid)
  }
  try {
    writeFileSync(join(folder, 'real.tar'), 'old')
    symlinkSync('real.tar', join(folder, 'link.tar'))
    expect(run(join(folder, 'link.tar')).status).toBe(0)
    expect(lstatSync(join(folder, 'link.tar')).isSymbolicLink()).toBe(true)
    opens(join(folder, 'real.tar'))
    expect(run('/dev/null').status).toBe(0)
    expect(lstatSync('/dev/null').isCharacterDevice()).toBe(true)
    execFileSync('mkfifo', [join(folder, 'pipe')])
    const reader = spawn('sh', ['-c', `cat "$1" > "$1.tar"`, 'sh', join(folder, 'pipe')])
    expect(run(join(folder, 'pipe')).status).toBe(0)
    spawnSync('sh', [
      '-c',
      `while kill -0 ${reader.pid} 2>/dev/null && [ ! -s "$1.tar" ]; do sleep 0.05; done`,
      'sh',
      join(folder, 'pipe')
    ])
    expect(lstatSync(join(folder, 'pipe')).isFIFO()).toBe(true)
    opens(join(folder, 'pipe.tar'))
    expect([run('/dev/full').status, run(folder).status]).toEqual([1, 1])
    // A name that is taken beside it costs the new archive, not the old one.
    const shell = `mkdir "$2.$$.part"; exec sh "$1" -o "$2" ${process.pid}`
    const taken = spawnSync('sh', ['-c', shell, 'sh', SCRIPT, join(folder, 'real.tar')], MOST)
    expect([taken.status, taken.stderr.toString()]).toEqual([1, expect.stringContaining('could not be written')])
    opens(join(folder, 'real.tar'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
