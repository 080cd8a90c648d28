import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { madeTar } from '#test/support/made-archives.ts'
import { openSource } from './pmap-from.ts'

const FOLDER = mkdtempSync(join(tmpdir(), 'vmatlas-from-'))
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }))

async function toldOf(bytes: Uint8Array | string): Promise<string> {
  const file = join(FOLDER, 'file')
  writeFileSync(file, bytes)
  let told = ''
  const stderr = { write: (text: string) => (told += text) } as unknown as NodeJS.WriteStream
  await openSource(file, [], { ...process, stderr, environment: {}, programName: 'pmap' })
  return told
}

it('says what is missing of the whole, with nothing in it that could steer a terminal', async () => {
  expect(await toldOf(madeTar([{ path: 'proc/1/maps' }]))).toContain('tar can not copy /proc itself')
  const maps = '00001000-00002000 r--p 00000000 00:00 0 \n'
  const cutOff = madeTar([
    { path: 'proc/1/maps', content: maps },
    { path: 'x\x1b[2J/2/maps', content: maps.repeat(100) }
  ]).subarray(0, 3 * 1024)
  expect(await toldOf(cutOff)).toMatch(/^pmap: .*file: x.*\/2\/maps was cut off/)
  expect(await toldOf(cutOff)).not.toContain('\x1b')
})

it('says nothing of what is whole', async () => {
  expect(await toldOf('00001000-00002000 r--p 00000000 00:00 0 \n')).toBe('')
})

it('waits for a pipe that has nothing yet, and reads it to its end', () => {
  const maps = join(FOLDER, 'some.maps')
  const row = (at: number): string =>
    `${(0x10000 + at).toString(16)}000-${(0x10001 + at).toString(16)}000 r--p 0 00:00 0 \n`
  writeFileSync(maps, Array.from({ length: 5000 }, (_, at) => row(at)).join(''))
  // As a shell does it: a real pipe, whose other end is slow to begin and stops in between.
  const cli = new URL('../../cli.ts', import.meta.url).pathname
  const script = `(sleep 0.5; head -c 70000 "$1"; sleep 0.3; tail -c +70001 "$1") | "$2" "$3" pmap --from - `
  const { status, stdout, stderr } = spawnSync('sh', ['-c', script, 'sh', maps, process.execPath, cli], {
    encoding: 'utf8'
  })
  expect(stderr).toBe('')
  expect(status).toBe(0)
  expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/ total +20000K$/)
})
