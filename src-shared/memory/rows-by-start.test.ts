import { expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { rowOfStart, rowsOfStarts } from './rows-by-start.ts'

it('finds rows by where they start, also those of a torn reading that start alike', () => {
  const ranges = ['1000-2000', '2000-3000', '1000-1800', '5000-6000', '1000-1400']
  const { table } = captureOfText(ranges.map((range) => `${range} rw-p 0 00:00 0\n`).join(''))
  expect([0x1000, 0x2000, 0x5000, 0x1001].map((start) => rowOfStart(table, start))).toEqual([0, 1, 3, -1])
  expect([...rowsOfStarts(table, new Set([0x5000, 0x1000, 0x7000]))]).toEqual([0, 2, 3, 4])
  expect([...rowsOfStarts(table, [])]).toEqual([])
})
