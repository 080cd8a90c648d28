import { closeSync, fstatSync, mkdtempSync, readdirSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { openNameless } from './nameless-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'vmatlas-nameless-'))
afterAll(() => rmSync(folder, { recursive: true }))

// A file system of the kernel's own has no files without a name; nor may it have any with one.
it.each([folder, '/dev/shm'])('reads back what was written, and %s holds nothing of it', (where) => {
  const before = readdirSync(where)
  const descriptor = openNameless(where)
  expect(readdirSync(where)).toEqual(before)
  expect(fstatSync(descriptor)).toMatchObject({ nlink: 0, mode: 0o100600 })
  writeSync(descriptor, 'abc')
  const bytes = Buffer.alloc(3)
  readSync(descriptor, bytes, 0, 3, 0)
  expect(bytes.toString()).toBe('abc')
  closeSync(descriptor)
})

it('reports why where it can not be', () => {
  expect(() => openNameless('/proc')).toThrow(/E/)
  expect(() => openNameless(join(folder, 'none'))).toThrow('ENOENT')
})
