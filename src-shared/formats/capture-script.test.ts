import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { openBytes } from './index.ts'

const SCRIPT = fileURLToPath(new URL('../../build/vmatlas-capture.sh', import.meta.url))
const MOST = { maxBuffer: 1 << 30 }

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

it('says which process is missing', () => {
  const none = spawnSync('sh', [SCRIPT, '4194305'])
  expect(none.status).toBe(1)
  expect(none.stderr.toString()).toContain('process 4194305 is not there')
  expect(spawnSync('sh', [SCRIPT, '1;ls']).status).toBe(1)
})
