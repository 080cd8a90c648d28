import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ADDRESS_SCALES, addressScale } from './address-scale.ts'
import { panWindow, windowOfRange, windowWith, zoomWindow } from './ladder-window.ts'

const PAGE = 4096
const BOUNDS = { from: 0, to: 2 ** 64, least: PAGE }
const ranges = { bounds: Float64Array.from([0, 2 ** 22, 2 ** 22 + PAGE, 2 ** 40, 2 ** 40 + 2 ** 30, 2 ** 47, 2 ** 64]) }
const scales = fc.constantFrom(...ADDRESS_SCALES.map((kind) => addressScale(kind, ranges)))
const page = fc.integer({ min: 0, max: 2 ** 35 }).map((number) => number * PAGE)

describe('a window on addresses', () => {
  it('stays within its bounds and holds a page at least, whatever is done', () => {
    const steps = fc.array(fc.tuple(fc.constantFrom('near', 'far', 'left', 'right', 'to'), page), { maxLength: 60 })
    fc.assert(
      fc.property(scales, steps, (scale, all) => {
        let window = { from: 0, to: 2 ** 64 }
        for (const [step, address] of all) {
          if (step === 'near') window = zoomWindow(scale, window, BOUNDS, 0.3, address)
          if (step === 'far') window = zoomWindow(scale, window, BOUNDS, 3, address)
          if (step === 'left') window = panWindow(scale, window, BOUNDS, -0.4)
          if (step === 'right') window = panWindow(scale, window, BOUNDS, 0.4)
          if (step === 'to') window = windowWith(scale, window, BOUNDS, address)
          expect(window.from).toBeGreaterThanOrEqual(0)
          expect(window.to).toBeLessThanOrEqual(2 ** 64)
          expect(window.to - window.from).toBeGreaterThanOrEqual(PAGE)
          expect(window.from % PAGE).toBe(0)
          if (step === 'to') expect(window.from <= address && address <= window.to).toBe(true)
        }
      })
    )
  })

  it.each(ADDRESS_SCALES)('%s: comes from all addresses down to one page', (kind) => {
    const scale = addressScale(kind, ranges)
    let window = { from: 0, to: 2 ** 64 }
    const address = 2 ** 40 + 7.4 * PAGE
    for (let step = 0; step < 200; step++) window = zoomWindow(scale, window, BOUNDS, 0.5, address)
    expect(window.to - window.from).toBe(PAGE)
    expect(window.from <= address && address <= window.to).toBe(true)
    // And out again, to all of them.
    for (let step = 0; step < 200; step++) window = zoomWindow(scale, window, BOUNDS, 2, address)
    expect(window).toEqual({ from: 0, to: 2 ** 64 })
  })

  it('on a mapping has it whole', () => {
    const scale = addressScale('true', ranges)
    const window = windowOfRange(scale, { from: 2 ** 40, to: 2 ** 40 + 2 ** 30 }, BOUNDS)
    expect(window.from).toBeLessThan(2 ** 40)
    expect(window.to).toBeGreaterThan(2 ** 40 + 2 ** 30)
    expect(window.to - window.from).toBeLessThan(1.3 * 2 ** 30)
  })
})
