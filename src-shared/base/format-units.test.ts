import { expect, test } from 'vitest'
import { formatKib } from './format-units.ts'

test.each([
  [0, '0 KiB'],
  [4, '4 KiB'],
  [1023, '1023 KiB'],
  [1024, '1.0 MiB'],
  [62_669, '61.2 MiB'],
  [102_350, '100 MiB'],
  [1_048_064, '1.0 GiB'],
  [21_474_836_480, '20.0 TiB'],
  [2 ** 53, '8.0 EiB'],
  [-2048, '-2.0 MiB']
])('%d KiB is written %s', (kib, text) => {
  expect(formatKib(kib)).toBe(text)
})
