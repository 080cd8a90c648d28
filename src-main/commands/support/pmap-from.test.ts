import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { madeTar } from '#test/support/made-archives.ts'

const FOLDER = mkdtempSync(join(tmpdir(), 'vmatlas-from-'))
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }))

const CLI = new URL('../../cli.ts', import.meta.url).pathname
const runPmap = (words: readonly string[]): { status: number | null; stdout: string; stderr: string } =>
  spawnSync(process.execPath, [CLI, 'pmap', ...words], { encoding: 'utf8' })

function stderrOf(bytes: Uint8Array | string): string {
  const file = join(FOLDER, 'file')
  writeFileSync(file, bytes)
  return runPmap(['--from', file]).stderr
}

it('reports what is missing, with nothing in it that could steer a terminal', () => {
  expect(stderrOf(madeTar([{ path: 'proc/1/maps' }]))).toContain('tar can not copy /proc itself')
  const maps = '00001000-00002000 r--p 00000000 00:00 0 \n'
  const cutOff = madeTar([
    { path: 'proc/1/maps', content: maps },
    { path: 'x\x1b[2J/2/maps', content: maps.repeat(100) }
  ]).subarray(0, 3 * 1024)
  expect(stderrOf(cutOff)).toMatch(/^pmap: .*file: x.*\/2\/maps was cut off/)
  expect(stderrOf(cutOff)).not.toContain('\x1b')
})

it('reports nothing about what is complete', () => {
  expect(stderrOf('00001000-00002000 r--p 00000000 00:00 0 \n')).toBe('')
})

it('waits for a pipe that has nothing yet, and reads it to its end', () => {
  const maps = join(FOLDER, 'some.maps')
  const row = (at: number): string =>
    `${(0x10000 + at).toString(16)}000-${(0x10001 + at).toString(16)}000 r--p 0 00:00 0 \n`
  writeFileSync(maps, Array.from({ length: 5000 }, (_, at) => row(at)).join(''))
  // As a shell does it: a real pipe, whose other end is slow to begin and stops in between.
  const script = `(sleep 0.5; head -c 70000 "$1"; sleep 0.3; tail -c +70001 "$1") | "$2" "$3" pmap --from - `
  const { status, stdout, stderr } = spawnSync('sh', ['-c', script, 'sh', maps, process.execPath, CLI], {
    encoding: 'utf8'
  })
  expect(stderr).toBe('')
  expect(status).toBe(0)
  expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/ total +20000K$/)
})

const ROW = '00001000-00002000 r--p 00000000 00:00 0 \n'

it('shows sizes that a source does not report as unknown, and reads that again', () => {
  const file = join(FOLDER, 'psutil')
  writeFileSync(
    file,
    'Address                 RSS  Mode    Mapping\n0000000000400000      1200K  r-xp    /usr/bin/demod\n0000000000838000         4K  rw-p    [heap]\n'
  )
  const reported = runPmap(['--from', file]).stdout
  expect(reported).toContain('0000000000400000      ?K r-x-- demod\n')
  expect(reported).toMatch(/ total {16}\?K\n$/)
  expect(runPmap(['-d', '--from', file]).stdout).toMatch(/ {6}\? r-x-- .*mapped: \?K {4}writeable\/private: \?K/s)
  expect(runPmap(['-x', '--from', file]).stdout).toMatch(/ {6}\? {4}1200 .*total kB {15}\? {4}1204 {7}\?\n$/s)
  const printed = join(FOLDER, 'printed')
  for (const option of [[], ['-d'], ['-x']]) {
    writeFileSync(printed, runPmap([...option, '--from', file]).stdout)
    expect(runPmap(['--from', printed]).stdout.replaceAll(/^\?:.*$/gm, '')).toMatch(/ {6}\?K r-x-- demod\n[^]* \?K\n$/)
  }
})

it('shows no sums of mappings that could not be read when the file was made', () => {
  const file = join(FOLDER, 'unread')
  writeFileSync(file, madeTar([{ path: 'proc/7/comm', content: 'a\n' }]))
  const { status, stdout, stderr } = runPmap(['--from', file])
  expect([status, stdout.includes('total')]).toEqual([1, false])
  expect(stderr).toContain('process 7: its mappings are not in the file')
})

it('reports why a listing of maps can not be shown with resident sizes', () => {
  const file = join(FOLDER, 'maps')
  writeFileSync(file, ROW)
  for (const option of ['-x', '-X', '-XX']) {
    const { status, stderr } = runPmap([option, '--from', file])
    expect([status, stderr]).toEqual([1, expect.stringMatching(/^pmap: .*the file holds maps, which have no resident/)])
  }
})

it('shows the last of several moments, reports it, and any other on request', () => {
  const file = join(FOLDER, 'two')
  const listing = (address: string): string => `7:   prog\n${address}      4K r---- x\n total                4K\n`
  writeFileSync(file, listing('0000000000001000') + listing('0000000000003000'))
  const last = runPmap(['--from', file])
  expect(last.stdout).toContain('0000000000003000')
  expect(last.stderr).toContain('it holds 2 moments; the last one is shown, --moment=NUMBER chooses another')
  const first = runPmap(['--from', file, '--moment=1'])
  expect([first.stderr, first.stdout.includes('0000000000001000')]).toEqual(['', true])
  expect(runPmap(['--from', file, '--moment=3'])).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('no moment 3')
  })
})
