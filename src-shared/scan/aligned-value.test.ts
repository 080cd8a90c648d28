import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alignedValue } from './aligned-value.ts'
import { bytesOf, viewOf } from '#test/support/latin-bytes.ts'

describe('a value of eight columns', () => {
  const value = (text: string): number => alignedValue(viewOf(bytesOf(`xy${text}`)), 2 + text.length)

  it('is blanks and then digits', () => {
    fc.assert(
      fc.property(fc.oneof(fc.nat(99_999_999), fc.nat(9999)), (number) => {
        expect(value(String(number).padStart(8))).toBe(number)
      })
    )
    expect([value('       0'), value('00000000'), value('    0007'), value('99999999')]).toEqual([0, 0, 7, 99_999_999])
  })

  it.each([
    '        ',
    '       a',
    '      1 ',
    '    1 23',
    '   1 234',
    '  1x2345',
    'x      1',
    '     x12',
    '    x123',
    '    x  1',
    '      /1',
    '      :1',
    '       /',
    '       :',
    '   -1234',
    '1 345678',
    '\t      1'
  ])('is none in %j', (text) => expect(value(text)).toBe(-1))
})
