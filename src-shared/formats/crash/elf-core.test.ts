import { describe, expect, it } from 'vitest'
import { first, fixture, open, rows } from '#test/support/opened-files.ts'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { categoryOf } from '../../memory/category.ts'
import { elfCore } from './elf-core.ts'

it('opens the beginning of a core file: files, permissions, command line, without its memory', () => {
  const capture = first(fixture('waiting.core-head'))
  expect(capture).toMatchObject({ name: 'waiting', command: './waiting one', detail: 'maps' })
  const text = rows(capture)
  expect(text.some((row) => / r-xp .*\/waiting$/.test(row))).toBe(true)
  expect(text.some((row) => / r-xp .*libc\.so\.6$/.test(row))).toBe(true)
  // The 4 MiB that may not be touched take part though nothing of them is in the file.
  expect(capture.table.rowCount).toBe(25)
  for (const cut of [52, 64, 500, 1400, 3000]) {
    try {
      expect(open(fixture('waiting.core-head').subarray(0, cut)).notes.length).toBeGreaterThan(0)
    } catch (error) {
      expect(String(error)).toContain('file')
    }
  }
})

it('ends at a note of a core file whose length is damaged', () => {
  const core = Buffer.from(fixture('waiting.core-head'))
  const note = core.indexOf('CORE\0')
  expect(note).toBeGreaterThan(64)
  core.writeUInt32LE(0x80000001, note - 12)
  core.writeUInt32LE(0, note - 8)
  expect(first(core).table.rowCount).toBe(25)
})

describe('a core without the list of its files, as old kernels wrote it', () => {
  const withoutFiles = (): Buffer => {
    const core = Buffer.from(fixture('waiting.core-head'))
    const kind = Buffer.from('454c4946', 'hex')
    const at = core.indexOf(Buffer.concat([kind, Buffer.from('CORE\0')]))
    expect(at).toBeGreaterThan(64)
    core.writeUInt32LE(0x1234, at)
    return core
  }

  it('names the program and the vdso by the auxiliary vector, and nothing else', () => {
    const capture = first(withoutFiles())
    const names = rows(capture).flatMap((row) => {
      const name = row.split(' ').slice(3).join(' ').trim()
      return name === '' ? [] : [name]
    })
    expect(names).toEqual([expect.stringMatching(/^…\/./), '[vdso]'])
  })
})

it('the program of a core is an image, also where its code was not saved', () => {
  // As gcore leaves it: of the program's mappings only those that can be read without being executed.
  const core = Buffer.from(fixture('waiting.core-head'))
  const from = Number(core.readBigUInt64LE(32))
  for (let index = 0; index < core.readUInt16LE(56); index++) {
    const flags = from + index * 56 + 4
    if (core.readUInt32LE(flags - 4) === 1 && (core.readUInt32LE(flags) & 1) !== 0) core.writeUInt32LE(0, flags - 4)
  }
  const capture = first(core)
  const program = capture.name
  const row = rows(capture).findIndex((text) => text.endsWith(`/${program}`))
  expect(row).toBeGreaterThanOrEqual(0)
  expect(categoryOf(capture.classification, row)).toBe('image')
  expect(capture.cut).toBe('rows-left-out')
})

it('what is no ELF file is refused in words', () => {
  expect(() => elfCore.read(Buffer.alloc(64), 'file', nodeFormatContext)).toThrow('it is no ELF file')
})
