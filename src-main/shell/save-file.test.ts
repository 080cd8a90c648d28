import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { saveWhole } from './save-file.ts'

let folder = ''
const bytes = new TextEncoder().encode('new')
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'vmatlas-save-'))))
afterEach(() => rmSync(folder, { recursive: true }))

it('makes a file for its owner, and replaces one with its permissions', async () => {
  const file = join(folder, 'a.vmsnap')
  await saveWhole(file, bytes)
  expect(readFileSync(file, 'utf8')).toBe('new')
  expect(statSync(file).mode & 0o777).toBe(0o600)
  writeFileSync(file, 'old')
  chmodSync(file, 0o640)
  await saveWhole(file, bytes)
  expect(readFileSync(file, 'utf8')).toBe('new')
  expect(statSync(file).mode & 0o777).toBe(0o640)
  expect(readdirSync(folder)).toEqual(['a.vmsnap'])
})

it('saves through a link, which stays one', async () => {
  writeFileSync(join(folder, 'real'), 'old')
  symlinkSync('real', join(folder, 'link'))
  await saveWhole(join(folder, 'link'), bytes)
  expect(readFileSync(join(folder, 'real'), 'utf8')).toBe('new')
})

it('a full disk is reported in words, and leaves no device replaced', async () => {
  await expect(saveWhole('/dev/full', bytes)).rejects.toMatchObject({
    failure: { kind: 'disk', target: 'full', detail: expect.stringContaining('the disk is full') as string }
  })
  await saveWhole('/dev/null', bytes)
  expect(statSync('/dev/null').isFile()).toBe(false)
})

it('what can not take its name leaves the old one and nothing half', async () => {
  mkdirSync(join(folder, 'absent'))
  await expect(saveWhole(join(folder, 'absent/deeper/a'), bytes)).rejects.toMatchObject({ failure: { kind: 'disk' } })
  // A folder can't be replaced by a file.
  await expect(saveWhole(join(folder, 'absent'), bytes)).rejects.toMatchObject({ failure: { kind: 'disk' } })
  expect(readdirSync(folder)).toEqual(['absent'])
})
