import { isFieldMissing } from '#shared/memory/field-column.ts'
import type { ColumnValue } from '#shared/fleet/columns.ts'
import type { Segment } from './group-column.ts'

const TWO_32 = 4294967296

/** 64-bit values of a row group's column as two halves, and whether each is known; made once and used again. */
export interface Integers {
  readonly lo: Uint32Array
  readonly hi: Uint32Array
  readonly isKnown: Uint8Array
}

export function newIntegers(rows: number): Integers {
  return { lo: new Uint32Array(rows), hi: new Uint32Array(rows), isKnown: new Uint8Array(rows) }
}

/** Two halves of a value in two's complement; null of what is not a whole number of 64 bits. */
function halvesOf(value: ColumnValue, isUnsigned: boolean): { lo: number; hi: number } | null {
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) return null
    return halvesOf(BigInt(Math.round(value)), isUnsigned)
  }
  if (typeof value !== 'bigint') return null
  const fits = isUnsigned ? BigInt.asUintN(64, value) : BigInt.asIntN(64, value)
  if (fits !== value) return null
  return { lo: Number(value & 0xffffffffn), hi: Number((value >> 32n) & 0xffffffffn) }
}

function fillSame({ lo, hi, isKnown }: Integers, at: number, to: number, halves: ReturnType<typeof halvesOf>): void {
  isKnown.fill(halves === null ? 0 : 1, at, to)
  lo.fill(halves?.lo ?? 0, at, to)
  hi.fill(halves?.hi ?? 0, at, to)
}

const isNarrow = (values: ArrayLike<number>): values is Uint8Array | Uint16Array | Uint32Array =>
  values instanceof Uint8Array || values instanceof Uint16Array || values instanceof Uint32Array

/** Puts the values of a segment into their rows. @param isUnsigned 0 … 2^64−1, else −2^63 … 2^63−1; what is beyond is not known */
export function fillIntegers(into: Integers, { at, cells, from, count }: Segment, isUnsigned: boolean): void {
  const { lo, hi, isKnown } = into
  const to = at + count
  switch (cells.kind) {
    case 'same':
      return fillSame(into, at, to, halvesOf(cells.value, isUnsigned))
    case 'u64':
      lo.set(cells.column.lo.subarray(from, from + count), at)
      hi.set(cells.column.hi.subarray(from, from + count), at)
      isKnown.fill(1, at, to)
      return
    case 'coded': {
      const halves = new Map<number, ReturnType<typeof halvesOf>>()
      for (let row = at; row < to; row++) {
        const code = cells.codes[from + row - at]!
        let each = halves.get(code)
        if (each === undefined) halves.set(code, (each = halvesOf(cells.valueOf(code), isUnsigned)))
        isKnown[row] = each === null ? 0 : 1
        lo[row] = each?.lo ?? 0
        hi[row] = each?.hi ?? 0
      }
      return
    }
    case 'numbers': {
      const { values, stride, missing, wide } = cells
      isKnown.fill(1, at, to)
      if (stride === 1 && isNarrow(values)) {
        lo.set(values.subarray(from, from + count), at)
        hi.fill(0, at, to)
      } else
        for (let row = at, index = from; row < to; row++, index++) {
          const value = values[index * stride]!
          lo[row] = value
          hi[row] = value < TWO_32 ? 0 : value / TWO_32
        }
      if (missing === null && wide === null) return
      for (let row = at, index = from; row < to; row++, index++) {
        const isMissing = missing !== null && isFieldMissing({ missing }, index)
        const large = wide?.get(index)
        if (isMissing || large !== undefined)
          fillSame(into, row, row + 1, isMissing ? null : halvesOf(large!, isUnsigned))
      }
    }
  }
}
