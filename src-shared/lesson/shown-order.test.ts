import { expect, it } from 'vitest'
import { shownOrder } from './shown-order.ts'

it('the order of answers is one of all, by lesson and step, and the same for ever: printed sheets have it', () => {
  expect([0, 1, 2, 3].map((step) => shownOrder('threads', step, 3).join(''))).toEqual(['201', '210', '012', '102'])
  expect(shownOrder('x', 0, 0)).toEqual([])
})
