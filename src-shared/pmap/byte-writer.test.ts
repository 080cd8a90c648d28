import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ByteWriter } from './byte-writer.ts'

function written(write: (out: ByteWriter) => void): string {
  let text = ''
  const out = new ByteWriter((bytes) => {
    text += Buffer.from(bytes).toString('latin1')
  })
  write(out)
  out.flush()
  return text
}
const uint32 = fc.integer({ min: 0, max: 0xffffffff })
const width = fc.integer({ min: 0, max: 24 })

describe('numbers as bytes are what they are as text', () => {
  it('decimal, also beyond 32 bits', () => {
    fc.assert(
      fc.property(fc.oneof(uint32, fc.maxSafeNat()), width, (value, columns) => {
        expect(written((out) => out.number(value, columns))).toBe(String(value).padStart(columns))
      })
    )
    for (const value of [0, 9, 10, 99, 100, 0xffffffff, 0x100000000]) {
      expect(written((out) => out.number(value, 0))).toBe(String(value))
    }
  })

  it('hexadecimal of 64 bits', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.constant(0), uint32),
        uint32,
        fc.integer({ min: 1, max: 16 }),
        width,
        (hi, lo, digits, columns) => {
          const value = (BigInt(hi) << 32n) | BigInt(lo)
          const text = value.toString(16).padStart(digits, '0').padStart(columns)
          expect(written((out) => out.hex(hi, lo, digits, columns))).toBe(text)
        }
      )
    )
  })

  it('of every kind, at every offset of the buffer', () => {
    const kinds: readonly (readonly [string, (out: ByteWriter) => void])[] = [
      ['text', (out) => out.ascii('text')],
      ['   right', (out) => out.right('right', 8)],
      ['longer', (out) => out.right('longer', 2)],
      ['    42', (out) => out.number(42, 6)],
      ['  00ff', (out) => out.hex(0, 0xff, 4, 6)],
      ['x', (out) => out.byte(120)],
      ['abc', (out) => out.bytes(Uint8Array.of(97, 98, 99))]
    ]
    for (const [text, write] of kinds) {
      for (const before of [65_536 - text.length, 65_537 - text.length, 65_535, 65_536]) {
        const pieces: number[] = []
        let all = ''
        const out = new ByteWriter((bytes) => {
          pieces.push(bytes.length)
          all += Buffer.from(bytes).toString('latin1')
        })
        out.bytes(new Uint8Array(before).fill(46))
        write(out)
        out.flush()
        expect(all.slice(before), text).toBe(text)
        // In as few pieces as there is room for.
        expect(pieces).toEqual(before + text.length <= 65_536 ? [before + text.length] : [before, text.length])
      }
    }
  })

  it('longer than the buffer is handed on whole', () => {
    const long = 'y'.repeat(200_000)
    expect(written((out) => out.ascii(long))).toBe(long)
    expect(written((out) => out.right('z', 100_000))).toBe('z'.padStart(100_000))
    let calls = 0
    new ByteWriter(() => calls++).flush()
    expect(calls).toBe(0)
  })

  it('hexadecimal of more digits than a value has', () => {
    expect(written((out) => out.hex(0x12, 0x34, 20, 22))).toBe('12'.padStart(12, '0').padStart(14) + '00000034')
  })

  it('whatever is before them and however much of it', () => {
    const text = written((out) => {
      for (let value = 0; value < 30_000; value++) out.number(value, 6)
    })
    expect(text.match(/.{6}/g)!.map(Number)).toEqual(Array.from({ length: 30_000 }, (_, value) => value))
  })
})
