import { describe, expect, it } from 'vitest'
import { bytesSource, madeElf, madeNote } from '#test/support/made-elf.ts'
import { buildIdOf } from './build-id.ts'
import { readElf } from './elf-file.ts'

const ID = [0x00, 0x0a, 0xbc, 0xff, 0x12]
const GNU = { name: 'GNU', kind: 3, holds: ID }
const NOTES_AT = 64 + 56

const KIND = { bits: 64, isLittleEndian: true } as const

/** The build id of a file with these notes in one segment. */
function idOf(
  notes: readonly number[],
  segment: { type?: number; fileSize?: number } = {},
  kind: { bits: 32 | 64; isLittleEndian: boolean } = KIND
): string | null {
  const offset = kind.bits === 64 ? NOTES_AT : 52 + 32
  const bytes = madeElf({
    ...kind,
    segments: [{ type: 4, offset, fileSize: notes.length, ...segment }],
    sections: [{ name: '.note', type: 7, content: notes }]
  })
  const source = bytesSource(bytes)
  return buildIdOf(source, readElf(source)!)
}
const note = (more: Partial<typeof GNU> = {}): number[] => madeNote(KIND, { ...GNU, ...more })

describe('the build id', () => {
  it('is the hexadecimal digits of the note of the linker, in every kind of file', () => {
    expect(idOf(note())).toBe('000abcff12')
    const big = { bits: 32, isLittleEndian: false } as const
    expect(idOf(madeNote(big, GNU), {}, big)).toBe('000abcff12')
  })

  it('is found behind other notes, of whatever length', () => {
    for (const holds of [[], [1], [1, 2, 3], [1, 2, 3, 4]]) {
      expect(idOf([...note({ kind: 1, holds }), ...note()])).toBe('000abcff12')
      expect(idOf([...note({ name: 'stapsdt', holds }), ...note()])).toBe('000abcff12')
    }
  })

  it('is no other note', () => {
    expect(idOf(note({ kind: 1 }))).toBeNull()
    expect(idOf(note({ name: 'GN' }))).toBeNull()
    expect(idOf(note({ name: 'XNU' }))).toBeNull()
    expect(idOf(note({ name: 'GXU' }))).toBeNull()
    expect(idOf(note({ name: 'GNUS' }))).toBeNull()
    expect(idOf(note(), { type: 1 })).toBeNull()
    expect(idOf([])).toBeNull()
  })

  it('is not read out of a note that ends too early', () => {
    const whole = note()
    // The bytes that fill the note up to four need not be there.
    const end = 12 + 4 + ID.length
    expect(idOf(whole, { fileSize: end })).toBe('000abcff12')
    expect(idOf(whole, { fileSize: end - 1 })).toBeNull()
    expect(idOf(whole, { fileSize: 11 })).toBeNull()
    expect(idOf(note({ holds: [] }), { fileSize: 16 })).toBe('')
  })

  it('is looked for in the first 64 KiB of notes only', () => {
    const filler = note({ kind: 1, holds: Array<number>(64 * 1024 - 16 - 24).fill(0) })
    expect(filler).toHaveLength(64 * 1024 - 24)
    expect(idOf([...filler, ...note()])).toBe('000abcff12')
    expect(idOf([...filler, ...note({ kind: 1, holds: [] }), ...note()])).toBeNull()
  })
})
