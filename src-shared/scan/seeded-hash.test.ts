import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SeededHash } from './seeded-hash.ts'

const keyed = (...key: readonly number[]): SeededHash => {
  const left = key.map((word) => word / 0x100000000)
  return new SeededHash(() => left.shift() ?? 0)
}
const bytes = (length: number): Uint8Array => Uint8Array.from({ length }, (_, at) => at)

/** FNV-1a, which this replaces: names with the same hash are found in seconds. */
const fnv = (text: Uint8Array): number =>
  text.reduce((hash, byte) => Math.imul(hash ^ byte, 0x01000193), 0x811c9dc5 ^ text.length) >>> 0

describe('the seeded hash', () => {
  // hsiphash of 32-bit machines in the kernel's lib/tests/siphash_kunit.c.
  it('gives the vectors of HalfSipHash-1-3 for the key 00 01 … 07', () => {
    const hash = keyed(0x03020100, 0x07060504)
    expect([0, 1, 2, 3, 4, 5, 8].map((length) => hash.ofBytes(bytes(length), 0, length))).toEqual([
      0x5814c896, 0xe7e864ca, 0xbc4b0e30, 0x01539939, 0x7e059ea6, 0x88e3d89b, 0x577999b1
    ])
  })

  it('takes the same bytes for the same wherever they occur', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.nat(9), (text, before) => {
        const whole = new Uint8Array(before + text.length + 3)
        whole.set(text, before)
        const hash = new SeededHash()
        expect(hash.ofBytes(whole, before, before + text.length)).toBe(hash.ofBytes(text, 0, text.length))
      })
    )
  })

  it('spreads names that were made up for another key', () => {
    const same: Uint8Array[] = []
    for (let number = 0; same.length < 100; number++) {
      const name = new TextEncoder().encode(`/memfd:${number}`)
      if ((fnv(name) & 0x1ff) === 0) same.push(name)
    }
    const crowd = (hash: (text: Uint8Array) => number): number => {
      const counts = new Map<number, number>()
      for (const name of same) counts.set(hash(name) & 0x1ff, (counts.get(hash(name) & 0x1ff) ?? 0) + 1)
      return Math.max(...counts.values())
    }
    expect(crowd(fnv)).toBe(100)
    const hash = new SeededHash()
    expect(crowd((text) => hash.ofBytes(text, 0, text.length))).toBeLessThan(10)
  })

  it('has another key in every run', () => {
    const [one, other] = [new SeededHash(), new SeededHash()]
    const differing = Array.from({ length: 16 }, (_, at) => at).filter(
      (length) => one.ofBytes(bytes(length), 0, length) !== other.ofBytes(bytes(length), 0, length)
    )
    expect(differing.length).toBeGreaterThan(14)
  })
})
