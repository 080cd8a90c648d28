import { expect, test } from 'vitest'
import { positionBeside, tooltipElement } from './pointer-tooltip.ts'

test('a tooltip shows names as text, whatever they contain', () => {
  const element = tooltipElement({ title: '<img src=x>', subtitle: '', rows: [['RSS', '<b>']] })
  expect(element.querySelector('img, b')).toBeNull()
  expect(element.textContent).toContain('<img src=x>')
})

test('it is beside the pointer and never out of the window', () => {
  expect(positionBeside(100, 200, 1000)).toBe(114)
  expect(positionBeside(900, 200, 1000)).toBe(686)
  expect(positionBeside(150, 900, 1000)).toBe(100)
  expect(positionBeside(150, 1200, 1000)).toBe(0)
})
