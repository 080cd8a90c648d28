import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { filesOf } from './fleet-source.ts'

const FOLDER = mkdtempSync(join(tmpdir(), 'vmatlas-files-'))
afterAll(() => rmSync(FOLDER, { recursive: true }))

for (const name of ['b.vmsnap', 'a.vmsnap', '.hidden.vmsnap']) writeFileSync(join(FOLDER, name), '')
mkdirSync(join(FOLDER, 'folder.vmsnap'))
symlinkSync('nowhere', join(FOLDER, 'lost.vmsnap'))
symlinkSync('folder.vmsnap', join(FOLDER, 'to-folder.vmsnap'))
execFileSync('mkfifo', [join(FOLDER, 'pipe.vmsnap')])
symlinkSync('pipe.vmsnap', join(FOLDER, 'to-pipe.vmsnap'))

const names = (from: string): string[] => filesOf(from).map((file) => basename(file))

it('of a folder and of a pattern are its files, and links that lead nowhere; nothing that would be waited for', () => {
  expect(names(FOLDER)).toEqual(['a.vmsnap', 'b.vmsnap', 'lost.vmsnap'])
  expect(names(join(FOLDER, '*.vmsnap'))).toEqual(['a.vmsnap', 'b.vmsnap', 'lost.vmsnap'])
})

it('a pipe that is named is read', () => {
  expect(names(join(FOLDER, 'pipe.vmsnap'))).toEqual(['pipe.vmsnap'])
})

it('a pattern without a file is an error, and so is a folder without one', () => {
  expect(() => filesOf(join(FOLDER, 'pipe*'))).toThrow('no file is called so')
  expect(() => filesOf(join(FOLDER, 'folder.vmsnap'))).toThrow('there is no file in it')
})
