import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { bytesSource, madeElf, type MadeElf } from '#test/support/made-elf.ts'
import { readElf, sectionAt, sectionBytes, zeroEnded, type ElfFile } from './elf-file.ts'

const KINDS = [
  { bits: 64, isLittleEndian: true },
  { bits: 64, isLittleEndian: false },
  { bits: 32, isLittleEndian: true },
  { bits: 32, isLittleEndian: false }
] as const
const SEGMENT = { type: 1, flags: 6, offset: 0x1000, address: 0x40_1000, fileSize: 0x234, memorySize: 0x1234 }
const NOTE = { type: 4, flags: 4, offset: 0x200, address: 0x200, fileSize: 36, memorySize: 36 }
const TEXT = { name: '.text', type: 1, flags: 6, address: 0x40_1000, link: 0 }
const BSS = { name: '.bss', type: 8, flags: 3, address: 0x40_2000, offset: 0x1234, size: 0x100, link: 0 }
const INFO = { name: '.info', type: 1, flags: 0, address: 0, link: 2 }

const made = (kind: Pick<MadeElf, 'bits' | 'isLittleEndian'>, more: Partial<MadeElf> = {}): Uint8Array =>
  madeElf({
    ...kind,
    type: 2,
    machine: 183,
    segments: [SEGMENT, NOTE],
    sections: [{ ...TEXT, content: [1, 2, 3] }, BSS, { ...INFO, content: [9] }],
    ...more
  })
const read = (bytes: Uint8Array): ElfFile | null => readElf(bytesSource(bytes))

/** The bytes with a few of them changed. */
function changed(bytes: Uint8Array, changes: Readonly<Record<number, number>>): Uint8Array {
  const copy = bytes.slice()
  for (const [at, byte] of Object.entries(changes)) copy[Number(at)] = byte
  return copy
}

describe.each(KINDS)('a file of $bits bits, little-endian: $isLittleEndian', (kind) => {
  it('is read as it was written', () => {
    const file = read(made(kind))!
    expect(file).toMatchObject({ ...kind, type: 2, machine: 183 })
    expect(file.segments).toEqual([SEGMENT, NOTE])
    const { offset } = file.sections[1]!
    expect(file.sections.slice(1, 4)).toEqual([
      { ...TEXT, offset, size: 3 },
      BSS,
      { ...INFO, offset: offset + 3, size: 1 }
    ])
    expect(file.sections.map(({ name }) => name)).toEqual(['', '.text', '.bss', '.info', '.shstrtab'])
  })

  it('may lack segments, sections and names', () => {
    const bare = read(madeElf(kind))!
    expect([bare.segments, bare.sections.length]).toEqual([[], 2])
    // e_shstrndx is the last field of the header.
    const at = (kind.bits === 64 ? 62 : 50) + (kind.isLittleEndian ? 0 : 1)
    expect(read(changed(made(kind), { [at]: 200 }))!.sections.map(({ name }) => name)).toEqual(['', '', '', '', ''])
  })

  it('gives bytes of a section that holds some in the file', () => {
    const bytes = made(kind)
    const [source, file] = [bytesSource(bytes), read(bytes)!]
    expect(sectionBytes(source, file, '.text', 3)).toEqual(Uint8Array.of(1, 2, 3))
    expect(sectionBytes(source, file, '.text', 2)).toBeNull()
    expect(sectionBytes(source, file, '.bss', 4096)).toBeNull()
    expect(sectionBytes(source, file, '.data', 4096)).toBeNull()
  })

  it('is cut off anywhere without harm', () => {
    const bytes = made(kind)
    for (let length = 0; length < bytes.length; length++) {
      const file = read(bytes.subarray(0, length))
      expect(file === null).toBe(length < (kind.bits === 64 ? 64 : 52))
      for (const segment of file?.segments ?? []) expect([SEGMENT, NOTE]).toContainEqual(segment)
    }
    expect(read(bytes.subarray(0, -1))!.sections).toHaveLength(4)
  })
})

describe('what is no ELF file', () => {
  const bytes = made(KINDS[0])

  it.each([
    ['another first byte', { 0: 0x7e }],
    ['another second byte', { 1: 0x44 }],
    ['another third byte', { 2: 0x44 }],
    ['another fourth byte', { 3: 0x44 }],
    ['an unknown width', { 4: 3 }],
    ['no width', { 4: 0 }],
    ['an unknown byte order', { 5: 3 }],
    ['no byte order', { 5: 0 }]
  ])('%s', (_what, changes) => expect(read(changed(bytes, changes))).toBeNull())
})

describe('headers that lie', () => {
  const kind = KINDS[0]

  it('entries that are too small for their fields are not read', () => {
    const bytes = made(kind)
    // e_phentsize and e_shentsize
    expect(read(changed(bytes, { 54: 55 }))!.segments).toEqual([])
    expect(read(changed(bytes, { 58: 63 }))!.sections).toEqual([])
    expect(read(changed(bytes, { 54: 0, 58: 0 }))).toMatchObject({ segments: [], sections: [] })
    // None there, though there is an offset and a size for them: e_phnum, e_shnum.
    expect(read(changed(bytes, { 56: 0, 60: 0 }))).toMatchObject({ segments: [], sections: [] })
  })

  it('a segment with a number that no address has is left out, and a table at such an address is not read', () => {
    const bytes = made(kind)
    // The high byte of the first segment's offset, address, size in the file and in memory.
    for (const at of [8, 16, 32, 40]) expect(read(changed(bytes, { [64 + at + 7]: 1 }))!.segments).toEqual([NOTE])
    expect(read(changed(bytes, { 39: 1 }))!.segments).toEqual([])
    expect(read(changed(bytes, { 47: 1 }))!.sections).toEqual([])
  })

  it('names longer than any table of them are not read', () => {
    const asked: number[] = []
    const bytes = made(kind)
    const { sections } = readElf(bytesSource(bytes))!
    // The size of the last section header, which is the last in the file: 48 GiB.
    const lying = changed(bytes, { [bytes.length - 64 + 36]: 12 })
    readElf({ size: lying.length, read: (at, length) => (asked.push(length), lying.subarray(at, at + length)) })
    expect(Math.max(...asked)).toBe(1024 * 1024)
    expect(sections).toHaveLength(5)
  })
})

describe('an address of the file', () => {
  const file = read(made(KINDS[0]))!

  it('lies in a section from its first to its last byte', () => {
    expect([0x40_0fff, 0x40_1000, 0x40_1002, 0x40_1003].map((at) => sectionAt(file, at))).toEqual([
      null,
      '.text',
      '.text',
      null
    ])
    expect([0x40_1fff, 0x40_2000, 0x40_20ff, 0x40_2100].map((at) => sectionAt(file, at))).toEqual([
      null,
      '.bss',
      '.bss',
      null
    ])
  })

  it('lies in no section that takes up no memory', () => expect(sectionAt(file, 0)).toBeNull())
})

it('a text ends at its zero byte, or with the bytes', () => {
  const bytes = new TextEncoder().encode('one\0two')
  expect([0, 1, 3, 4, 7].map((at) => zeroEnded(bytes, at))).toEqual(['one', 'ne', '', 'two', ''])
})

describe('a real program', () => {
  const PROGRAM = '/usr/bin/pmap'
  const bytes = readFileSync(PROGRAM)
  // Asked once, not in each test: it starts a process.
  const listed = execFileSync('readelf', ['-S', '-l', '-W', PROGRAM], { encoding: 'utf8', env: { LC_ALL: 'C' } })
  const rows = (row: RegExp): string[][] => [...listed.matchAll(row)].map((found) => found.slice(1))
  const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0')

  it('is read as readelf reads it', () => {
    const file = read(bytes)!
    const sections = rows(/^ +\[ *[1-9]\d*\] (\S+) +\S+ +([0-9a-f]{16}) ([0-9a-f]{6}) ([0-9a-f]{6}) /gm)
    const segments = rows(/^ +[A-Z_]+ +0x([0-9a-f]{6}) 0x([0-9a-f]{16}) 0x\w{16} 0x([0-9a-f]{6}) 0x([0-9a-f]{6}) /gm)
    expect([sections.length, segments.length].every((count) => count > 8)).toBe(true)
    expect(
      file.sections
        .slice(1)
        .map(({ name, address, offset, size }) => [name, hex(address, 16), hex(offset, 6), hex(size, 6)])
    ).toEqual(sections)
    expect(
      file.segments.map(({ offset, address, fileSize, memorySize }) => [
        hex(offset, 6),
        hex(address, 16),
        hex(fileSize, 6),
        hex(memorySize, 6)
      ])
    ).toEqual(segments)
  })
})
