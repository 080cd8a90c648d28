import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ADDRESS_SCALES, addressScale } from './address-scale.ts'
import { bandAt, ladderBands, ladderRows } from './ladder-bands.ts'

const TOP = 2 ** 47
const PAGE = 4096

/** Mappings and the gaps between them, in pages: [gap, mapping] each. */
const layout = fc.array(
  fc.tuple(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 2 ** 24 })), fc.integer({ min: 1, max: 2 ** 18 })),
  { minLength: 1, maxLength: 120 }
)

function made(pieces: readonly (readonly [number, number])[]) {
  const [starts, ends, bounds]: [number[], number[], number[]] = [[], [], [0]]
  let at = 0
  for (const [gap, pages] of pieces) {
    if (gap > 0) bounds.push((at += gap * PAGE))
    starts.push(at)
    bounds.push((at += pages * PAGE))
    ends.push(at)
  }
  bounds.push(TOP)
  return { starts, ends, ranges: { bounds: Float64Array.from(new Set(bounds)) } }
}

function rowsOf(pieces: readonly (readonly [number, number])[], kind: (typeof ADDRESS_SCALES)[number]) {
  const { starts, ends, ranges } = made(pieces)
  const scale = addressScale(kind, ranges)
  const order = Uint32Array.from(starts, (_, row) => row)
  const rows = ladderRows(
    order,
    (row) => starts[row]!,
    (row) => ends[row]!,
    new Uint8Array(starts.length),
    scale
  )
  return { rows, scale, starts, ends }
}

describe('a scale of addresses', () => {
  it.each(ADDRESS_SCALES)('%s: never falls, and leads back', (kind) => {
    fc.assert(
      fc.property(layout, fc.array(fc.integer({ min: 0, max: TOP / PAGE }), { minLength: 2 }), (pieces, pages) => {
        const scale = addressScale(kind, made(pieces).ranges)
        const positions = pages.toSorted((a, b) => a - b).map((page) => scale.at(page * PAGE))
        for (let at = 1; at < positions.length; at++) expect(positions[at]).toBeGreaterThanOrEqual(positions[at - 1]!)
        for (const page of pages) {
          const back = scale.addressAt(scale.at(page * PAGE))
          // A double's last digits: far less than a page where ranges are small, and within the range else.
          expect(Math.abs(back - page * PAGE)).toBeLessThanOrEqual(Math.max(1, page * PAGE * 1e-9))
        }
      })
    )
  })

  it('compressed: a gap of 100 TiB is only some pages long', () => {
    const { scale, ends } = rowsOf(
      [
        [1, 1],
        [2 ** 34, 1]
      ],
      'compressed'
    )
    const gap = scale.at(ends[1]! - PAGE) - scale.at(ends[0]!)
    expect(gap).toBeLessThan(40)
    expect(gap).toBeGreaterThan(30)
  })
})

describe('the pieces of a ladder', () => {
  const size = fc.record({
    length: fc.integer({ min: 20, max: 1500 }),
    least: fc.constantFrom(2, 3, 4),
    lanes: fc.integer({ min: 1, max: 4 })
  })

  it('have every mapping in sight, at its position, none over another in its lane', () => {
    fc.assert(
      fc.property(layout, size, fc.constantFrom(...ADDRESS_SCALES), (pieces, room, kind) => {
        const { rows, scale, starts } = rowsOf(pieces, kind)
        const window = { from: 0, to: TOP }
        const bands = ladderBands(rows, scale, window, room)
        let members = 0
        const ends = new Map<number, number>()
        for (let band = 0; band < bands.count; band++) {
          members += bands.members[band]!
          const [from, to, lane] = [bands.from[band]!, bands.to[band]!, bands.lane[band]!]
          expect(from).toBeGreaterThanOrEqual(0)
          expect(to).toBeLessThanOrEqual(room.length + 0.001)
          expect(to - from).toBeGreaterThanOrEqual(room.least - 0.001)
          expect(from).toBeGreaterThanOrEqual((ends.get(lane) ?? 0) - 0.001)
          ends.set(lane, to)
        }
        expect(members).toBe(starts.length)
        const position = (row: number): number =>
          Math.min((scale.at(starts[row]!) * room.length) / scale.at(TOP), room.length - room.least)
        for (let row = 0; row < starts.length; row++) {
          const band = bands.bandOf(row)
          const [from, to] = [bands.from[band]!, bands.to[band]!]
          const isWide = bands.lane[band] === 0
          expect(position(row)).toBeGreaterThanOrEqual(from - (isWide ? room.least + 1 : 0.001))
          expect(position(row)).toBeLessThan(to + 0.001)
        }
      })
    )
  })

  it('of a part are only what lies in it, down to one page', () => {
    const { rows, scale, starts } = rowsOf(
      [
        [5, 4],
        [0, 1],
        [100, 2]
      ],
      'true'
    )
    const window = { from: starts[1]! + 0, to: starts[1]! + PAGE }
    const bands = ladderBands(rows, scale, window, { length: 800, least: 3, lanes: 3 })
    expect(bands.count).toBe(1)
    expect([0, 1, 2].map((row) => bands.bandOf(row))).toEqual([-1, 0, -1])
    expect([bands.first[0], bands.from[0], bands.to[0], bands.lane[0]]).toEqual([1, 0, 800, 0])
  })

  it('are few, however many mappings there are', () => {
    const { rows, scale } = rowsOf(
      Array.from({ length: 65_000 }, () => [1, 1] as const),
      'compressed'
    )
    const bands = ladderBands(rows, scale, { from: 0, to: TOP }, { length: 1200, least: 3, lanes: 3 })
    expect(bands.count).toBeLessThanOrEqual(4 * 400 + 4)
    let members = 0
    for (let band = 0; band < bands.count; band++) members += bands.members[band]!
    expect(members).toBe(65_000)
  })

  it('are found by where they are', () => {
    const { rows, scale } = rowsOf(
      [
        [5, 1000],
        [2000, 2000]
      ],
      'true'
    )
    const bands = ladderBands(rows, scale, { from: 0, to: 5005 * PAGE }, { length: 5005, least: 3, lanes: 3 })
    expect(bandAt(bands, 500, 0)).toBe(0)
    expect(bandAt(bands, 1500, 0)).toBe(-1)
    expect(bandAt(bands, 4000, 0)).toBe(1)
    expect(bandAt(bands, 4000, 1)).toBe(-1)
  })

  it('nothing to draw where nothing has a length', () => {
    const { rows, scale } = rowsOf([[5, 1]], 'true')
    expect(ladderBands(rows, scale, { from: 9, to: 9 }, { length: 100, least: 3, lanes: 1 }).count).toBe(0)
  })
})
