import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  followScroll,
  isStuck,
  MAX_SCROLL_HEIGHT,
  revealRow,
  rowRangeOf,
  scrollExtentOf,
  scrollTopOf,
  type ScrollPosition
} from './scroll-extent.ts'

const ROW = 22
const VIEW = 600

describe('scroll extent', () => {
  it('is the content itself while the browser can hold it', () => {
    const extent = scrollExtentOf(65_530, ROW, VIEW)
    expect(extent.scroll).toBe(65_530 * ROW)
    expect(scrollTopOf(extent, 12_345)).toBe(12_345)
    expect(followScroll(extent, { scrollTop: 0, contentTop: 0 }, 1_000_000)).toBe(1_000_000)
  })

  it('never gets taller than browsers allow', () => {
    expect(scrollExtentOf(50_000_000, ROW, VIEW).scroll).toBe(MAX_SCROLL_HEIGHT)
  })

  it.each([1_000_000, 5_000_000, 40_000_000])('reaches both ends of %i rows with the scroll bar', (rows) => {
    const extent = scrollExtentOf(rows, ROW, VIEW)
    const end = followScroll(extent, { scrollTop: 0, contentTop: 0 }, extent.scroll - VIEW)
    expect(rowRangeOf(extent, end, ROW, rows, 0).end).toBe(rows)
    const start = followScroll(extent, { scrollTop: extent.scroll - VIEW, contentTop: end }, 0)
    expect(rowRangeOf(extent, start, ROW, rows, 0).first).toBe(0)
  })

  it('moves by the pixels of the step when a long table is turned with the wheel', () => {
    const extent = scrollExtentOf(5_000_000, ROW, VIEW)
    const position = { scrollTop: scrollTopOf(extent, 7_000_000), contentTop: 7_000_000 }
    expect(followScroll(extent, position, position.scrollTop + 100)).toBe(7_000_100)
    expect(followScroll(extent, position, position.scrollTop - 33)).toBe(6_999_967)
  })

  it('gets to the last row by wheel steps alone, though the scroll bar arrives first', () => {
    const rows = 2_000_000
    const extent = scrollExtentOf(rows, ROW, VIEW)
    const bottom = extent.scroll - VIEW
    let position: ScrollPosition = { scrollTop: bottom - 1000, contentTop: extent.content - VIEW - 3000 }
    for (let step = 0; step < 100; step++) {
      const scrollTop = Math.min(bottom, position.scrollTop + 100)
      position = { scrollTop, contentTop: followScroll(extent, position, scrollTop) }
      if (isStuck(extent, position))
        position = { ...position, scrollTop: Math.floor(scrollTopOf(extent, position.contentTop)) }
    }
    expect(rowRangeOf(extent, position.contentTop, ROW, rows, 0).end).toBe(rows)
  })

  it('keeps the position of a row within a pixel on the way to the scroll bar and back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20_000_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (rows, part) => {
        const extent = scrollExtentOf(rows, ROW, VIEW)
        const contentTop = part * Math.max(0, extent.content - VIEW)
        const scrollTop = scrollTopOf(extent, contentTop)
        expect(scrollTop).toBeLessThanOrEqual(Math.max(0, extent.scroll - VIEW) + 1e-6)
        // A jump from far away is scaled: the way back must lead to the same position.
        const far = { scrollTop: scrollTop > 1000 ? -1e9 : 1e9, contentTop: 0 }
        expect(Math.abs(followScroll(extent, far, scrollTop) - contentTop)).toBeLessThan(1)
      })
    )
  })
})

describe('row range', () => {
  it('holds what is in sight and the spare rows', () => {
    const extent = scrollExtentOf(1000, ROW, VIEW)
    expect(rowRangeOf(extent, 2200, ROW, 1000, 2)).toEqual({ first: 98, end: 130 })
    expect(rowRangeOf(extent, 0, ROW, 10, 2)).toEqual({ first: 0, end: 10 })
    expect(rowRangeOf(scrollExtentOf(0, ROW, VIEW), 0, ROW, 0, 2)).toEqual({ first: 0, end: 0 })
  })
})

describe('revealing a row', () => {
  const extent = scrollExtentOf(1000, ROW, VIEW)
  it('does not move for a row in sight', () => expect(revealRow(extent, 2200, ROW, 105, 'middle')).toBe(2200))
  it('moves no further than needed', () => {
    expect(revealRow(extent, 2200, ROW, 99, 'nearest')).toBe(99 * ROW)
    expect(revealRow(extent, 2200, ROW, 200, 'nearest')).toBe(201 * ROW - VIEW)
  })
  it('puts a far row in the middle, and stays inside the table', () => {
    expect(revealRow(extent, 0, ROW, 500, 'middle')).toBe(500 * ROW - (VIEW - ROW) / 2)
    expect(revealRow(extent, 0, ROW, 999, 'middle')).toBe(extent.content - VIEW)
  })
})
