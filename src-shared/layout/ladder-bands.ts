import type { AddressScale } from './address-scale.ts'

/** Mappings in address order, as a ladder draws them. */
export interface LadderRows {
  readonly count: number
  /** Row of the table. */
  readonly row: Uint32Array
  readonly start: Float64Array
  readonly end: Float64Array
  /** The farthest end so far: mappings of a torn reading may lie over one another. */
  readonly reach: Float64Array
  /** Index into CATEGORIES. */
  readonly category: Uint8Array
  /** Positions of start and end on the scale. */
  readonly from: Float64Array
  readonly to: Float64Array
}

/** What is in sight: addresses from `from` to before `to`. */
export interface LadderWindow {
  readonly from: number
  readonly to: number
}

/** Pieces of a ladder, in address order of their beginnings; lengths are pixels from the window's start. */
export interface LadderBands {
  readonly count: number
  readonly from: Float32Array
  readonly to: Float32Array
  /** 0 for what is long enough by itself; neighbours that are too small lie in the lanes beside, from 1 on. */
  readonly lane: Uint8Array
  /** Index in LadderRows of the first mapping, of the largest, and how many there are. */
  readonly first: Uint32Array
  readonly largest: Uint32Array
  readonly members: Uint32Array
  /** The piece that a mapping is in, by its index in LadderRows; −1 for one out of sight. */
  bandOf(mapping: number): number
}

export interface LadderSize {
  /** Length of the window, pixels. */
  readonly length: number
  /** A piece is never shorter, pixels. */
  readonly least: number
  /** Lanes for small pieces. */
  readonly lanes: number
}

/** Positions of mappings on a scale. `order` holds rows in address order. */
export function ladderRows(
  order: Uint32Array,
  startOf: (row: number) => number,
  endOf: (row: number) => number,
  categories: Uint8Array,
  scale: AddressScale
): LadderRows {
  const count = order.length
  const start = Float64Array.from(order, startOf)
  const end = Float64Array.from(order, endOf)
  const reach = new Float64Array(count)
  const category = new Uint8Array(count)
  for (let at = 0; at < count; at++) {
    reach[at] = Math.max(end[at]!, at === 0 ? 0 : reach[at - 1]!)
    category[at] = categories[order[at]!]!
  }
  const [from, to] = [start.map((address) => scale.at(address)), end.map((address) => scale.at(address))]
  return { count, row: order, start, end, reach, category, from, to }
}

/** Index of the first of ascending values that is above `wanted`. */
export function firstAbove(values: Float64Array, count: number, wanted: number): number {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >> 1
    if (values[middle]! > wanted) high = middle
    else low = middle + 1
  }
  return low
}

class BandList {
  #room = 256
  #count = 0
  from = new Float32Array(256)
  to = new Float32Array(256)
  lane = new Uint8Array(256)
  first = new Uint32Array(256)
  largest = new Uint32Array(256)
  members = new Uint32Array(256)

  get last(): number {
    return this.#count - 1
  }

  add(from: number, to: number, lane: number, mapping: number): void {
    if (this.#count === this.#room) this.#grow()
    const at = this.#count++
    this.from[at] = from
    this.to[at] = to
    this.lane[at] = lane
    this.first[at] = this.largest[at] = mapping
    this.members[at] = 1
  }

  #grow(): void {
    this.#room *= 2
    const grown = <List extends Float32Array | Uint8Array | Uint32Array>(list: List, wide: List): List => {
      wide.set(list)
      return wide
    }
    this.from = grown(this.from, new Float32Array(this.#room))
    this.to = grown(this.to, new Float32Array(this.#room))
    this.lane = grown(this.lane, new Uint8Array(this.#room))
    this.first = grown(this.first, new Uint32Array(this.#room))
    this.largest = grown(this.largest, new Uint32Array(this.#room))
    this.members = grown(this.members, new Uint32Array(this.#room))
  }

  bands(start: number, inBand: Int32Array): LadderBands {
    const { from, to, lane, first, largest, members } = this
    const bandOf = (mapping: number): number => inBand[mapping - start] ?? -1
    return { count: this.#count, from, to, lane, first, largest, members, bandOf }
  }
}

/**
 * The pieces of the mappings in a window. A mapping that is shorter than the least length goes into the first lane that is
 * free at its position; where none is, it joins the piece that was begun last there, which then shows several. So every
 * mapping has a piece, at its position, and there are at most (lanes + 1) · length / least of them.
 */
export function ladderBands(
  rows: LadderRows,
  scale: AddressScale,
  window: LadderWindow,
  size: LadderSize
): LadderBands {
  const list = new BandList()
  const base = scale.at(window.from)
  const factor = size.length / (scale.at(window.to) - base)
  if (!(factor > 0) || !Number.isFinite(factor)) return list.bands(0, new Int32Array(0))
  const free = new Float64Array(size.lanes + 1).fill(-Infinity)
  let lastSmall = -1
  const start = firstAbove(rows.reach, rows.count, window.from)
  const end = firstAbove(rows.start, rows.count, window.to)
  const inBand = new Int32Array(Math.max(0, end - start)).fill(-1)
  for (let at = start; at < end; at++) {
    if (rows.end[at]! <= window.from || rows.start[at]! >= window.to) continue
    const from = Math.max(0, (rows.from[at]! - base) * factor)
    const to = Math.min(size.length, (rows.to[at]! - base) * factor)
    if (to - from >= size.least) {
      list.add(from, to, 0, at)
      inBand[at - start] = list.last
      continue
    }
    const position = Math.max(0, Math.min(from, size.length - size.least))
    let lane = 1
    while (lane <= size.lanes && free[lane]! > position) lane++
    if (lane <= size.lanes) {
      list.add(position, position + size.least, lane, at)
      free[lane] = position + size.least
      lastSmall = inBand[at - start] = list.last
      continue
    }
    const largest = list.largest[lastSmall]!
    list.members[lastSmall]!++
    inBand[at - start] = lastSmall
    if (rows.end[at]! - rows.start[at]! > rows.end[largest]! - rows.start[largest]!) list.largest[lastSmall] = at
  }
  return list.bands(start, inBand)
}

/**
 * The piece at a position, or −1: the one that holds it in that lane.
 * @param along pixels from the window's start
 */
export function bandAt(bands: LadderBands, along: number, lane: number): number {
  for (let band = bands.count - 1; band >= 0; band--) {
    if (bands.lane[band] === lane && bands.from[band]! <= along && along < bands.to[band]!) return band
  }
  return -1
}
