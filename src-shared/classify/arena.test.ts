import { describe, expect, it } from 'vitest'
import { purposeOf } from '../memory/purpose.ts'
import { classify } from './classify.ts'
import { KIB, MIB, type Row, anon, hole, tableOf, labels, LIBC, NOTHING } from '#test/support/made-mappings.ts'

describe('an arena of glibc', () => {
  const ARENA = 64 * MIB
  const at = 0x40000000
  const arena = (used: number, more: Partial<Row> = {}, rest: Partial<Row> = {}): string[] =>
    labels([anon(used, { at, ...more }), hole(ARENA - used, rest), LIBC]).slice(0, 2)
  const BOTH = ['arena arena', 'reserved arena-rest']

  it('is used from a multiple of 64 MiB on, and reserved up to the next', () => {
    expect(arena(132 * KIB)).toEqual(BOTH)
    expect(arena(ARENA - 4 * KIB)).toEqual(BOTH)
    expect(labels([anon(132 * KIB, { at }), hole(ARENA - 136 * KIB), LIBC])[0]).toBe(NOTHING)
    expect(labels([anon(132 * KIB, { at: at + 4 * KIB }), hole(ARENA - 136 * KIB), LIBC])[0]).toBe(NOTHING)
    expect(labels([anon(132 * KIB, { at }), hole(ARENA - 132 * KIB, { at: at + 136 * KIB }), LIBC])[0]).toBe(NOTHING)
    expect(labels([anon(ARENA, { at }), LIBC])[0]).toBe(NOTHING)
    const unaligned = at + 4 * KIB
    expect(labels([anon(132 * KIB, { at: unaligned }), hole(ARENA - 132 * KIB), LIBC])[0]).toBe(NOTHING)
    // With a gap before what would be the rest.
    expect(labels([anon(132 * KIB, { at }), hole(ARENA - 136 * KIB, { at: at + 136 * KIB }), LIBC])[0]).toBe(NOTHING)
    expect(labels([LIBC, anon(132 * KIB, { at: 0x80000000 })])[1]).toBe(NOTHING)
  })

  it('is readable and writable, and nothing is of its rest', () => {
    expect(arena(132 * KIB, { perms: 'r--p' })[0]).toBe(NOTHING)
    expect(arena(132 * KIB, { perms: 'rwxp' })[0]).toBe('anonymous writable-executable')
    expect(arena(132 * KIB, { perms: 'rw-s' })[0]).toBe('shared shared-mapping')
    expect(arena(132 * KIB, {}, { perms: 'r--p' })[0]).toBe(NOTHING)
    expect(arena(132 * KIB, {}, { name: '[anon:x]' })[0]).toBe(NOTHING)
  })

  it('is reserved without swap, and none of a sanitizer’s or of Go’s', () => {
    const flags = (own: string): string => arena(132 * KIB, { flags: own }, { flags: 'nr' })[0]!
    expect([flags('rd wr nr'), flags('rd wr'), flags('nr dc'), flags('nr dd')]).toEqual([
      BOTH[0],
      NOTHING,
      'runtime v8-flags',
      NOTHING
    ])
    const starts = [0xbffc000000, 0xc000000000, 0xc7fc000000, 0xc800000000]
    expect(starts.map((start) => labels([LIBC, anon(132 * KIB, { at: start }), hole(ARENA - 132 * KIB)])[1])).toEqual([
      BOTH[0],
      'runtime go-heap-place',
      'runtime go-heap-place',
      BOTH[0]
    ])
  })

  it('is one of glibc alone, and not guessed where the memory was looked into', () => {
    expect(labels([anon(132 * KIB, { at }), hole(ARENA - 132 * KIB)])[0]).toBe(NOTHING)
    expect(labels([anon(132 * KIB, { at }), hole(ARENA - 132 * KIB), LIBC], { isInside: true })[0]).toBe(NOTHING)
  })

  it('is counted, of all', () => {
    const one = [anon(132 * KIB), hole(ARENA - 132 * KIB)]
    const table = tableOf([{ ...one[0]!, at }, one[1]!, ...one, LIBC])
    const classification = classify(table)
    expect([0, 2].map((row) => purposeOf(classification, row).values)).toEqual([
      { number: 1, count: 2 },
      { number: 2, count: 2 }
    ])
    expect(purposeOf(classification, 1)).toBe(purposeOf(classification, 0))
    expect(purposeOf(classification, 0).owner).toBe('glibc')
  })
})
