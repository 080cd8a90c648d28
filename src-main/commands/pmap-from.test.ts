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
  const sparse = madeTar([
    { path: 'proc/1/maps', content: maps },
    { path: 'x\x1b[2J/2/maps', kind: 'S' }
  ])
  expect(await toldOf(sparse)).toMatch(/^pmap: .*file: x.*\/2\/maps: it is stored as a sparse file/)
  expect(await toldOf(sparse)).not.toContain('\x1b')
})

it('says nothing of what is whole', async () => {
  expect(await toldOf('00001000-00002000 r--p 00000000 00:00 0 \n')).toBe('')
})
