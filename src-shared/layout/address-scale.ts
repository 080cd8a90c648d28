/** How addresses become lengths: to scale, or with every mapping and gap as long as the logarithm of its size. */
export const ADDRESS_SCALES = ['compressed', 'true'] as const
export type AddressScaleKind = (typeof ADDRESS_SCALES)[number]

/** Ranges in address order, without overlap and without holes between them: mappings and gaps alike. */
export interface AddressRanges {
  /** Bounds of the ranges, ascending; one more than there are ranges. */
  readonly bounds: Float64Array
}

/** Addresses on a line of its own unit; never falls, so that the order of addresses stays. */
export interface AddressScale {
  readonly kind: AddressScaleKind
  /** Position of an address on the line. */
  at(address: number): number
  /** The address at a position; the inverse of `at`. */
  addressAt(position: number): number
}

const UNIT = 4096

/** A page has the length 1, each doubling one more. */
const lengthOf = (bytes: number): number => Math.log2(bytes / UNIT + 1)

/** Index of the last bound that is not above `wanted`, within the ranges. */
function rangeOf(bounds: Float64Array, wanted: number): number {
  let low = 0
  let high = bounds.length - 1
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (bounds[middle]! <= wanted) low = middle
    else high = middle
  }
  return low
}

function between(wanted: number, from: number, to: number, low: number, high: number): number {
  if (to <= from) return low
  const share = Math.min(1, Math.max(0, (wanted - from) / (to - from)))
  return low + share * (high - low)
}

/** The scale in which nothing is too small and nothing too large. Within a range it is to scale. */
function compressedScale({ bounds }: AddressRanges): AddressScale {
  const positions = new Float64Array(bounds.length)
  for (let at = 1; at < bounds.length; at++)
    positions[at] = positions[at - 1]! + lengthOf(bounds[at]! - bounds[at - 1]!)
  return {
    kind: 'compressed',
    at(address) {
      const range = rangeOf(bounds, address)
      return between(address, bounds[range]!, bounds[range + 1]!, positions[range]!, positions[range + 1]!)
    },
    addressAt(position) {
      const range = rangeOf(positions, position)
      return between(position, positions[range]!, positions[range + 1]!, bounds[range]!, bounds[range + 1]!)
    }
  }
}

const TRUE_SCALE: AddressScale = { kind: 'true', at: (address) => address, addressAt: (position) => position }

/** A scale over ranges that cover everything that is drawn; at least one range. */
export function addressScale(kind: AddressScaleKind, ranges: AddressRanges): AddressScale {
  return kind === 'true' ? TRUE_SCALE : compressedScale(ranges)
}
