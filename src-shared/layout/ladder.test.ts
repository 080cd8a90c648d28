import { describe, expect, it } from 'vitest'
import { addressScale } from './address-scale.ts'
import { bandAt, firstAbove, ladderBands, ladderRows, type LadderBands, type LadderSize } from './ladder-bands.ts'
import { panWindow, windowOfRange, windowWith, zoomWindow } from './ladder-window.ts'

const PAGE = 4096
const TRUE = addressScale('true', { bounds: Float64Array.of(0, 1000 * PAGE) })

describe('a compressed scale', () => {
  const bounds = Float64Array.of(PAGE, 2 * PAGE, 5 * PAGE, 12 * PAGE)
  const scale = addressScale('compressed', { bounds })

  it('gives a page the length 1, and each doubling about one more', () => {
    expect([1, 2, 5, 12].map((page) => scale.at(page * PAGE))).toEqual([0, 1, 3, 6])
    expect([0, 1, 3, 6].map((position) => scale.addressAt(position) / PAGE)).toEqual([1, 2, 5, 12])
  })

  it('is to scale within a range, and ends at its ends', () => {
    expect([1.5, 3.5, 8.5].map((page) => scale.at(page * PAGE))).toEqual([0.5, 2, 4.5])
    expect([0.5, 2, 4.5].map((position) => scale.addressAt(position) / PAGE)).toEqual([1.5, 3.5, 8.5])
    expect([scale.at(0), scale.at(99 * PAGE), scale.addressAt(-1), scale.addressAt(7)]).toEqual([0, 6, PAGE, 12 * PAGE])
  })

  it('with a range of no length stays at its position', () => {
    const empty = addressScale('compressed', { bounds: Float64Array.of(PAGE, PAGE) })
    expect([empty.at(PAGE), empty.addressAt(0)]).toEqual([0, PAGE])
  })
})

it('the first value above another one is found, within the count', () => {
  const values = Float64Array.of(1, 3, 3, 7)
  expect([0, 1, 2, 3, 6, 7].map((wanted) => firstAbove(values, 4, wanted))).toEqual([0, 1, 1, 3, 3, 4])
  expect([firstAbove(values, 2, 3), firstAbove(values, 0, 0)]).toEqual([2, 0])
})

/** Mappings by their first and last page (not included), in address order. */
function rowsOf(...pieces: readonly (readonly [number, number])[]) {
  return ladderRows(
    Uint32Array.from(pieces.keys()),
    (row) => pieces[row]![0] * PAGE,
    (row) => pieces[row]![1] * PAGE,
    Uint8Array.from(pieces, (_, row) => row % 5),
    TRUE
  )
}
const listOf = (bands: LadderBands): number[][] =>
  Array.from({ length: bands.count }, (_, at) => [
    bands.from[at]!,
    bands.to[at]!,
    bands.lane[at]!,
    bands.first[at]!,
    bands.largest[at]!,
    bands.members[at]!
  ])
const SIZE: LadderSize = { length: 100, least: 4, lanes: 2 }

describe('the pieces of a ladder', () => {
  it('are wide by themselves, or small in the lanes beside; what finds no lane joins the last small one', () => {
    // A pixel a page.
    const rows = rowsOf([10, 20], [20, 22], [22, 23], [23, 26], [26, 27], [60, 64], [97, 98], [99, 100])
    const bands = ladderBands(rows, TRUE, { from: 0, to: 100 * PAGE }, SIZE)
    expect(listOf(bands)).toEqual([
      [10, 20, 0, 0, 0, 1],
      [20, 24, 1, 1, 1, 1],
      // The longer one of the two that share it represents both.
      [22, 26, 2, 2, 3, 2],
      [26, 30, 1, 4, 4, 1],
      [60, 64, 0, 5, 5, 1],
      [96, 100, 1, 6, 6, 1],
      [96, 100, 2, 7, 7, 1]
    ])
    expect(Array.from({ length: 9 }, (_, mapping) => bands.bandOf(mapping))).toEqual([0, 1, 2, 2, 3, 4, 5, 6, -1])
    expect([bandAt(bands, 10, 0), bandAt(bands, 20, 0), bandAt(bands, 19.9, 0)]).toEqual([0, -1, 0])
    expect([bandAt(bands, 25, 2), bandAt(bands, 25, 1), bandAt(bands, 26, 1)]).toEqual([2, -1, 3])
  })

  it('of a window are cut at its ends, and what only touches it is not in it', () => {
    const rows = rowsOf([0, 10], [10, 30], [35, 36], [50, 70], [70, 80])
    const bands = ladderBands(rows, TRUE, { from: 10 * PAGE, to: 60 * PAGE }, SIZE)
    expect(listOf(bands).map(([from, to, lane, first]) => [from, to, lane, first])).toEqual([
      [0, 40, 0, 1],
      [50, 54, 1, 2],
      [80, 100, 0, 3]
    ])
    expect([0, 1, 2, 3, 4].map((mapping) => bands.bandOf(mapping))).toEqual([-1, 0, 1, 2, -1])
    const inside = ladderBands(rows, TRUE, { from: 15 * PAGE, to: 20 * PAGE }, SIZE)
    expect(listOf(inside)).toEqual([[0, 100, 0, 1, 1, 1]])
  })

  it('of a torn reading are all that reach into a window, also those under others', () => {
    const rows = rowsOf([0, 90], [10, 20], [30, 40])
    expect([...rows.reach].map((end) => end / PAGE)).toEqual([90, 90, 90])
    const bands = ladderBands(rows, TRUE, { from: 35 * PAGE, to: 60 * PAGE }, SIZE)
    expect(listOf(bands).map(([from, to, , first]) => [from, to, first])).toEqual([
      [0, 100, 0],
      [0, 20, 2]
    ])
  })

  it('of the same length keep the first as the one that represents them', () => {
    const rows = rowsOf([10, 12], [12, 13], [13, 14], [14, 15])
    expect(listOf(ladderBands(rows, TRUE, { from: 0, to: 100 * PAGE }, { ...SIZE, lanes: 1 }))).toEqual([
      [10, 14, 1, 0, 0, 3],
      [14, 18, 1, 3, 3, 1]
    ])
  })

  it('of which there are very many keep their positions', () => {
    const rows = rowsOf(...Array.from({ length: 900 }, (_, at) => [at, at + 1] as const))
    const bands = ladderBands(rows, TRUE, { from: 0, to: 900 * PAGE }, { length: 3600, least: 4, lanes: 1 })
    expect(bands.count).toBe(900)
    for (const at of [0, 255, 256, 511, 512, 899]) {
      expect(listOf(bands)[at]).toEqual([4 * at, 4 * at + 4, 0, at, at, 1])
    }
  })

  it('are none in a window of no length, or the wrong way round', () => {
    const rows = rowsOf([0, 10])
    for (const [from, to] of [
      [5, 5],
      [9, 5]
    ] as const) {
      const bands = ladderBands(rows, TRUE, { from: from * PAGE, to: to * PAGE }, SIZE)
      expect([bands.count, bands.bandOf(0)]).toEqual([0, -1])
    }
    expect([...rows.category]).toEqual([0])
  })
})

describe('a window', () => {
  const BOUNDS = { from: 0, to: 1000 * PAGE, least: PAGE }
  const pages = ({ from, to }: { from: number; to: number }): number[] => [from / PAGE, to / PAGE]
  const window = (from: number, to: number) => ({ from: from * PAGE, to: to * PAGE })

  it('comes nearer around an address, which keeps its position', () => {
    expect(pages(zoomWindow(TRUE, window(0, 1000), BOUNDS, 0.5, 500 * PAGE))).toEqual([250, 750])
    expect(pages(zoomWindow(TRUE, window(0, 1000), BOUNDS, 0.5, 0))).toEqual([0, 500])
    expect(pages(zoomWindow(TRUE, window(200, 400), BOUNDS, 0.25, 300 * PAGE))).toEqual([275, 325])
    expect(pages(zoomWindow(TRUE, window(200, 400), BOUNDS, 2, 300 * PAGE))).toEqual([100, 500])
    expect(pages(zoomWindow(TRUE, window(200, 400), BOUNDS, 4, 250 * PAGE))).toEqual([50, 850])
    expect(pages(zoomWindow(TRUE, window(200, 400), BOUNDS, 9, 300 * PAGE))).toEqual([0, 1000])
    // An address out of sight: the nearer end.
    expect(pages(zoomWindow(TRUE, window(200, 400), BOUNDS, 0.5, 900 * PAGE))).toEqual([300, 400])
    expect(pages(zoomWindow(TRUE, window(200, 400), BOUNDS, 0.5, 0))).toEqual([200, 300])
  })

  it('below sixteen pages has whole pages, down to the one of the address', () => {
    expect(pages(zoomWindow(TRUE, window(100, 116), BOUNDS, 0.5, 108.5 * PAGE))).toEqual([104, 112])
    expect(pages(zoomWindow(TRUE, window(104, 108), BOUNDS, 0.5, 107.5 * PAGE))).toEqual([106, 108])
    expect(pages(zoomWindow(TRUE, window(104, 106), BOUNDS, 0.1, 105.5 * PAGE))).toEqual([105, 106])
    expect(pages(zoomWindow(TRUE, window(104, 106), BOUNDS, 0.1, 104.5 * PAGE))).toEqual([104, 105])
    expect(pages(zoomWindow(TRUE, window(998, 1000), BOUNDS, 0.1, 1000 * PAGE))).toEqual([999, 1000])
  })

  it('moves aside by a part of itself, and stops at the bounds', () => {
    expect(pages(panWindow(TRUE, window(200, 400), BOUNDS, 0.5))).toEqual([300, 500])
    expect(pages(panWindow(TRUE, window(200, 400), BOUNDS, -0.25))).toEqual([150, 350])
    expect(pages(panWindow(TRUE, window(200, 400), BOUNDS, -9))).toEqual([0, 200])
    expect(pages(panWindow(TRUE, window(200, 400), BOUNDS, 9))).toEqual([800, 1000])
    const still = window(800, 1000)
    expect(panWindow(TRUE, still, BOUNDS, 1)).toBe(still)
  })

  it('on a range has a tenth of it on each side', () => {
    expect(pages(windowOfRange(TRUE, window(100, 200), BOUNDS))).toEqual([90, 210])
    expect(pages(windowOfRange(TRUE, window(0, 200), BOUNDS))).toEqual([0, 220])
    expect(pages(windowOfRange(TRUE, window(900, 1000), BOUNDS))).toEqual([890, 1000])
    // Part of a page: the pages that it lies in.
    expect(pages(windowOfRange(TRUE, { from: 100.5 * PAGE, to: 100.6 * PAGE }, BOUNDS))).toEqual([100, 101])
  })

  it('stays where an address is in it, and has it in its middle else', () => {
    const here = window(200, 400)
    expect(windowWith(TRUE, here, BOUNDS, 200 * PAGE)).toBe(here)
    expect(windowWith(TRUE, here, BOUNDS, 399 * PAGE)).toBe(here)
    expect(pages(windowWith(TRUE, here, BOUNDS, 400 * PAGE))).toEqual([300, 500])
    expect(pages(windowWith(TRUE, here, BOUNDS, 150 * PAGE))).toEqual([50, 250])
    expect(pages(windowWith(TRUE, here, BOUNDS, 10 * PAGE))).toEqual([0, 200])
  })
})
