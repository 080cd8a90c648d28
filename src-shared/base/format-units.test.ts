import { describe, expect, it, test } from 'vitest'
import { formatAmount, formatKib, formatSignedKib } from './format-units.ts'

test.each([
  [0, '0 KiB'],
  [4, '4 KiB'],
  [1023, '1023 KiB'],
  [1024, '1.0 MiB'],
  [62_669, '61.2 MiB'],
  [99.95 * 1024, '100 MiB'],
  [102_350, '100 MiB'],
  [1_048_064, '1.0 GiB'],
  [21_474_836_480, '20.0 TiB'],
  [2 ** 53, '8.0 EiB'],
  [2 ** 63, '8192 EiB'],
  [-2048, '-2.0 MiB']
])('%d KiB is written %s', (kib, text) => {
  expect(formatKib(kib)).toBe(text)
})

test.each([
  [3174, '+3.1 MiB'],
  [-512, '−512 KiB'],
  [0, '±0']
])('a difference of %d KiB is written %s', (kib, text) => expect(formatSignedKib(kib)).toBe(text))

describe('an amount in the chosen unit', () => {
  it.each([
    ['auto', 1536 * 1024, '1.5 MiB'],
    ['kib', 2048, '2 KiB'],
    ['kib', 2560, '2.50 KiB'],
    ['mib', 3 * 1024 ** 2, '3 MiB'],
    ['mib', 10.24 * 1024 ** 2, '10.2 MiB'],
    ['mib', 9.99 * 1024 ** 2, '9.99 MiB'],
    ['mib', -10.5 * 1024 ** 2, '-10.5 MiB'],
    ['pages', 12_288, '3'],
    ['pages', 6144, '1.50'],
    ['bytes', 2 ** 53, '9007199254740992 B'],
    ['hex', 4096, '0x1000']
  ] as const)('%s: %d bytes are %s', (unit, bytes, text) => expect(formatAmount(bytes, unit, 4096)).toBe(text))

  it('is exact to a tenth where a unit has ten', () => expect(formatAmount(10.06 * 1024, 'kib', 4096)).toBe('10.1 KiB'))
})
