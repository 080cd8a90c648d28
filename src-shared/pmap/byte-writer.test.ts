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

  it('whatever stands before them and however much of it', () => {
    const text = written((out) => {
      for (let value = 0; value < 30_000; value++) out.number(value, 6)
    })
    expect(text.match(/.{6}/g)!.map(Number)).toEqual(Array.from({ length: 30_000 }, (_, value) => value))
  })
})
