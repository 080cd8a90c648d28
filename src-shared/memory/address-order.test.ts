import { expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { inAddressOrder } from './address-order.ts'

it('rows in address order keep twins as they came', () => {
  const { table } = captureOfText(
    ['3000-4000', '1000-2000', '3000-5000', '2000-3000'].map((range) => `${range} rw-p 00000000 00:00 0 `).join('\n')
  )
  expect(inAddressOrder(table, [0, 1, 2, 3])).toEqual([1, 3, 0, 2])
  expect(inAddressOrder(table, [2, 0])).toEqual([2, 0])
})
