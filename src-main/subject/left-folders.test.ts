import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { removeLeftFolders } from './left-folders.ts'

const folder = mkdtempSync(join(tmpdir(), 'vmatlas-left-folders-'))
afterAll(() => rmSync(folder, { recursive: true }))

it('removes what a subject left that was killed in the moment of making a file, and nothing else', () => {
  const names = ['vmatlas-lesson-abc123', 'vmatlas-lesson-new123', 'vmatlas-lesson-longer7', 'vmatlas-other-abc123']
  const old = new Date(Date.now() - 3_600_000)
  for (const name of names) {
    mkdirSync(join(folder, name))
    writeFileSync(join(folder, name, 'lesson-1-a.dat'), 'F')
    if (!name.includes('new')) utimesSync(join(folder, name), old, old)
  }
  symlinkSync(folder, join(folder, 'vmatlas-lesson-link12'))
  removeLeftFolders(folder)
  expect(names.filter((name) => existsSync(join(folder, name)))).toEqual(names.slice(1))
  expect(existsSync(join(folder, 'vmatlas-lesson-link12'))).toBe(true)
  removeLeftFolders(join(folder, 'missing'))
})
