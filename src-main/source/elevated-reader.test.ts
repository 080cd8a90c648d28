import { ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { FailureError } from '#shared/contract/failure.ts'
import { createElevatedReader, readElevatedFiles } from './elevated-reader.ts'

const folder = mkdtempSync(join(tmpdir(), 'vmatlas-reader-'))
const reader = join(folder, 'vmatlas-read')
execFileSync('cc', ['-O1', '-o', reader, join(import.meta.dirname, '../../build/helper/vmatlas-read.c')])
afterAll(() => rmSync(folder, { recursive: true }))

const run = (...args: string[]) => spawnSync(reader, args, { maxBuffer: 1e9 })
const script = (text: string): string => {
  const file = join(folder, `script-${Math.random().toString(36).slice(2)}`)
  writeFileSync(file, `#!/bin/sh\n${text}\n`, { mode: 0o755 })
  return file
}

describe('the privileged reader', () => {
  it('gives the fixed list of files of one process, unchanged', () => {
    const child = spawnSync(
      'sh',
      [
        '-c',
        `sleep 60 & echo $!; kill -STOP $!; ${reader} $! > ${folder}/out; cat /proc/$!/maps > ${folder}/maps; kill -9 $!`
      ],
      { encoding: 'utf8' }
    )
    const files = readElevatedFiles(new Uint8Array(execFileSync('cat', [join(folder, 'out')]))) ?? {}
    expect(Object.keys(files).sort()).toEqual(['cmdline', 'maps', 'smaps', 'smaps_rollup', 'stat', 'status'])
    expect(Buffer.from(files.maps ?? [])).toEqual(execFileSync('cat', [join(folder, 'maps')]))
    expect(Buffer.from(files.stat ?? []).toString()).toMatch(new RegExp(`^${child.stdout.trim()} `))
  })

  it('gives nothing else, the environment least of all', () => {
    const child = spawn('sleep', ['60'], { env: { SECRET_OF_THE_ENVIRONMENT: 'kept' }, stdio: 'ignore' })
    const { stdout } = run(String(child.pid))
    child.kill()
    expect(stdout.includes('Pss:')).toBe(true)
    expect(stdout.includes('SECRET_OF_THE_ENVIRONMENT')).toBe(false)
  })

  it.each([[], ['1', '2'], [''], ['0'], ['01'], ['-1'], ['1x'], ['../1'], ['1/../2'], ['99999999999'], ['--help']])(
    'refuses anything but a pid: %j %j',
    (...args) => {
      const { status, stdout } = run(...args)
      expect(status).toBe(2)
      expect(stdout).toHaveLength(0)
    }
  )

  it('follows no links, neither to a process nor to a file of one', () => {
    const proc = join(folder, 'proc')
    mkdirSync(join(proc, '41'), { recursive: true })
    writeFileSync(join(folder, 'secret'), 'secret')
    writeFileSync(join(proc, '41', 'stat'), 'a stat')
    symlinkSync(join(folder, 'secret'), join(proc, '41', 'status'))
    symlinkSync(join(proc, '41'), join(proc, '42'))
    const other = join(folder, 'reader-of-a-folder')
    const source = join(import.meta.dirname, '../../build/helper/vmatlas-read.c')
    execFileSync('cc', ['-O1', `-DPROC="${proc}"`, '-o', other, source])
    const { status, stdout } = spawnSync(other, ['41'])
    expect([status, stdout.includes('a stat'), stdout.includes('secret')]).toEqual([0, true, false])
    expect(readElevatedFiles(new Uint8Array(stdout))).toEqual({ stat: new Uint8Array(Buffer.from('a stat')) })
    expect(spawnSync(other, ['42']).status).toBe(1)
  })

  it('reports when there is no such process', () => {
    expect(run('2147483647').status).toBe(1)
  })

  it('calls output that ends early cut off, not a bug', async () => {
    const reading = createElevatedReader([script("printf '\\005\\000\\000\\000ab'")])?.capture({ pid: 7, startTime: 0 })
    await expect(reading).rejects.toMatchObject({ failure: { kind: 'truncated', target: 'process 7' } })
  })

  it('makes a capture of another process', async () => {
    const capture = await createElevatedReader([reader])?.capture({ pid: process.pid, startTime: 0 })
    expect(capture?.detail).toBe('smaps')
    expect(capture?.table.rowCount).toBeGreaterThan(50)
    expect(capture?.rollup?.['Rss']).toBeGreaterThan(0)
  })

  it('takes a refusal as an answer, and a reused number as gone', async () => {
    for (const [status, kind] of [
      [126, 'denied'],
      [127, 'denied'],
      [1, 'gone'],
      [2, 'bug']
    ] as const) {
      const reading = createElevatedReader([script(`exit ${status}`)])?.capture({ pid: 1, startTime: 0 })
      await expect(reading, String(status)).rejects.toMatchObject({ failure: { kind } })
    }
    const killed = createElevatedReader([script('kill -9 $$')])?.capture({ pid: 1, startTime: 0 })
    await expect(killed).rejects.toMatchObject({ failure: { kind: 'bug' } })
    await expect(createElevatedReader([reader])?.capture({ pid: process.pid, startTime: 1 })).rejects.toMatchObject({
      failure: { kind: 'gone' }
    })
  })

  it('stops reading where it would be too much, and the reader with it', async () => {
    // It belongs to root: signals of this user do nothing.
    const kill = vi.spyOn(ChildProcess.prototype, 'kill').mockReturnValue(false)
    const endless = script(`while echo 'more and more and more'; do :; done 2>/dev/null`)
    await expect(createElevatedReader([endless], 100_000)?.capture({ pid: 1, startTime: 0 })).rejects.toMatchObject({
      failure: { kind: 'too-large' }
    })
    expect(spawnSync('pgrep', ['-f', endless]).status).toBe(1)
    kill.mockRestore()
  })

  it('is started with its own path and a pid, and with nothing of the environment but the way to the screen', async () => {
    const said = join(folder, 'said')
    const asked = script(`{ echo "$0 $*"; tr '\\0' '\\n' < /proc/$$/environ | cut -d= -f1; } > '${said}'; exit 126`)
    await createElevatedReader([asked])
      ?.capture({ pid: 4711, startTime: 0 })
      .catch(() => undefined)
    const [words, ...names] = execFileSync('cat', [said], { encoding: 'utf8' }).trim().split('\n')
    expect(words).toBe(`${asked} 4711`)
    expect(names.filter((name) => !['DISPLAY', 'XAUTHORITY', ''].includes(name))).toEqual([])
  })

  it('reads one process at a time, and lets no more than eight wait', async () => {
    const under = join(folder, 'under-way')
    const slow = script(`mkdir '${under}' || exit 9; sleep 0.1; rmdir '${under}'; exit 126`)
    const elevated = createElevatedReader([slow])
    const answers = Array.from({ length: 12 }, async (_, pid) => {
      const error: unknown = await elevated?.capture({ pid: pid + 1, startTime: 0 }).catch((thrown: unknown) => thrown)
      return error instanceof FailureError ? error.failure.kind : error
    })
    const kinds = await Promise.all(answers)
    expect(kinds).toEqual([...Array<string>(9).fill('denied'), ...Array<string>(3).fill('too-large')])
    // Those that ended make room again.
    await expect(elevated?.capture({ pid: 1, startTime: 0 })).rejects.toMatchObject({ failure: { kind: 'denied' } })
  })

  it('is not there where it is not installed', () => {
    expect(createElevatedReader([join(folder, 'nothing')])).toBeNull()
  })

  it('does not take a cut-off output for a whole one', () => {
    expect(readElevatedFiles(new Uint8Array([8, 0, 0, 0, 1, 2]))).toBeNull()
  })
})
