import type { StartRange } from './treemap-node.ts'

/** How many parts: few enough to be told apart, enough that a million mappings are reached in four steps. */
const PARTS = 24

export interface AddressPart {
  readonly range: StartRange
  readonly members: Uint32Array
}

/**
 * Cuts pieces into ranges of start addresses with about as many members each; every piece is in exactly one. Does not rely on
 * their order: the rows of a torn reading go backwards. Pieces that all start at one address stay one part.
 */
export function addressParts(pieces: Uint32Array, startOf: (piece: number) => number): AddressPart[] {
  const starts = Float64Array.from(pieces, startOf).sort()
  const cuts: number[] = []
  for (let part = 0; part < PARTS; part++) {
    const cut = starts[Math.floor((part * starts.length) / PARTS)]
    if (cut !== undefined && cut !== cuts.at(-1)) cuts.push(cut)
  }
  const members = cuts.map((): number[] => [])
  for (const piece of pieces) members[lastNotAbove(cuts, startOf(piece))]!.push(piece)
  return cuts.map((from, at) => ({
    range: { from, to: cuts[at + 1] ?? Infinity },
    members: Uint32Array.from(members[at]!)
  }))
}

/** Index of the last of the ascending `cuts` that is not above `value`; the first cut is the smallest value there is. */
function lastNotAbove(cuts: readonly number[], value: number): number {
  let low = 0
  let high = cuts.length
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (cuts[middle]! <= value) low = middle
    else high = middle
  }
  return low
}
