import { addressGaps, rowsByAddress, type AddressGaps } from '#shared/address/address-gaps.ts'
import {
  ADDRESSES_END,
  addressSpaceOf,
  architectureOf,
  userLimits,
  type AddressSpace
} from '#shared/address/address-space.ts'
import { addressScale, type AddressScale, type AddressScaleKind } from '#shared/layout/address-scale.ts'
import { firstAbove, ladderRows, type LadderRows, type LadderWindow } from '#shared/layout/ladder-bands.ts'
import type { LadderBounds } from '#shared/layout/ladder-window.ts'
import type { Capture } from '#shared/memory/capture.ts'
import { flagsText, mappingEnd, mappingName, mappingStart, type MappingTable } from '#shared/memory/mapping-table.ts'

/** The address space of a capture, ready to be drawn in any window. */
export interface LadderModel {
  readonly capture: Capture
  readonly space: AddressSpace
  readonly gaps: AddressGaps
  readonly scale: AddressScale
  readonly rows: LadderRows
  readonly bounds: LadderBounds
  /** What is in sight at first. */
  readonly whole: LadderWindow
  /** Ends of user addresses that this machine can have. */
  readonly limits: readonly number[]
  readonly growths: readonly { readonly address: number; readonly direction: 1 | -1 }[]
}

/** Every address at which a mapping or a gap begins or ends, ascending. */
function boundsOf(table: MappingTable, order: Uint32Array, gaps: AddressGaps): Float64Array {
  const bounds = new Float64Array(order.length * 2 + gaps.count * 2 + 2)
  let count = 0
  const add = (address: number): void => {
    if (count === 0 || address > bounds[count - 1]!) bounds[count++] = address
  }
  add(0)
  let gap = 0
  for (const row of order) {
    while (gap < gaps.count && gaps.start[gap]! < mappingStart(table, row)) {
      add(gaps.start[gap]!)
      add(gaps.end[gap++]!)
    }
    add(mappingStart(table, row))
    add(mappingEnd(table, row))
  }
  for (; gap < gaps.count; gap++) {
    add(gaps.start[gap]!)
    add(gaps.end[gap]!)
  }
  add(ADDRESSES_END)
  return bounds.slice(0, count)
}

/** The heap grows upwards from its end; what the kernel extends downwards by itself has the flag `gd`. */
function growthsOf(table: MappingTable, order: Uint32Array): LadderModel['growths'] {
  const growths: { address: number; direction: 1 | -1 }[] = []
  for (const row of order) {
    const name = mappingName(table, row)
    const growsDown = flagsText(table, row)?.split(' ').includes('gd') ?? name === '[stack]'
    if (growsDown) growths.push({ address: mappingStart(table, row), direction: -1 })
    if (name === '[heap]') growths.push({ address: mappingEnd(table, row), direction: 1 })
  }
  return growths
}

/** @param architecture of the machine, null when it is not known */
export function ladderModel(capture: Capture, architecture: string | null, kind: AddressScaleKind): LadderModel {
  const { table, classification, pageSize } = capture
  const space = addressSpaceOf(table, architecture)
  const gaps = addressGaps(table, space)
  const order = rowsByAddress(table)
  const scale = addressScale(kind, { bounds: boundsOf(table, order, gaps) })
  const rows = ladderRows(
    order,
    (row) => mappingStart(table, row),
    (row) => mappingEnd(table, row),
    classification.category,
    scale
  )
  const isUpper = rows.count > 0 && rows.end[rows.count - 1]! > space.userEnd
  // To scale, the kernel's part would leave half a pixel for the program's.
  const end = kind === 'compressed' && isUpper ? ADDRESSES_END : space.userEnd
  return {
    capture,
    space,
    gaps,
    scale,
    rows,
    bounds: { from: 0, to: space.userBits === 32 ? space.userEnd : ADDRESSES_END, least: pageSize },
    whole: { from: 0, to: end },
    limits: space.userBits === 32 ? [space.userEnd] : userLimits(architectureOf(table, architecture)),
    growths: growthsOf(table, order)
  }
}

/** The mapping that holds an address, by its index in LadderRows; −1 in a gap. */
export function mappingAt({ rows }: LadderModel, address: number): number {
  for (let at = firstAbove(rows.start, rows.count, address) - 1; at >= 0; at--) {
    if (rows.end[at]! > address) return at
    if (rows.reach[at]! <= address) return -1
  }
  return -1
}

/** The mapping that begins at an address, by its index in LadderRows; −1 where none does. */
export function mappingOfStart({ rows }: LadderModel, start: number): number {
  const at = firstAbove(rows.start, rows.count, start) - 1
  return at >= 0 && rows.start[at] === start ? at : -1
}
