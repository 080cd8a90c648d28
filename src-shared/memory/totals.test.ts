import { expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { findField } from './mapping-table.ts'
import { totalKb, totalOfField } from './totals.ts'

const block = (range: string, rss: number): string => `${range} rw-p 00000000 00:00 0\nRss: ${rss} kB\n`

it('adds up exactly what a double can not', () => {
  const largest = 2 ** 53 - 4 + 1
  const { table } = captureOfText(block('0-1000', 4) + block('1000-2000', largest) + block('2000-3000', largest))
  expect(totalOfField(table, findField(table, 'Rss')!, null)).toBe(2n * BigInt(largest) + 4n)
  expect(totalOfField(table, findField(table, 'Rss')!, Uint32Array.of(0, 1))).toBe(BigInt(largest) + 4n)
})

it('adds up exactly what only the sum makes too large for a double', () => {
  const each = 2 ** 51 + 1
  const { table } = captureOfText(block('0-1000', each).repeat(9))
  expect(
    totalOfField(
      table,
      findField(table, 'Rss')!,
      Uint32Array.from({ length: 9 }, (_, row) => row)
    )
  ).toBe(9n * BigInt(each))
  const some = captureOfText(`${block('0-1000', each).repeat(9)}1000-2000 rw-p 00000000 00:00 0\n`).table
  expect(totalOfField(some, findField(some, 'Rss')!, null)).toBe(9n * BigInt(each))
})

it('adds up sizes of whole address spaces', () => {
  const { table } = captureOfText(block('0-fffffffffffff000', 0).repeat(5))
  expect(totalKb(table, null)).toBe(5n * (2n ** 54n - 4n))
})
