import { newU64Column, type U64Column } from '../memory/u64-column.ts'
import type { HeaderParts } from './header-line.ts'

type Column32 = Uint32Array<ArrayBuffer>

function wider(values: Column32, capacity: number): Column32 {
  const next = new Uint32Array(capacity)
  next.set(values)
  return next
}

const grown = ({ lo, hi }: U64Column, capacity: number): U64Column => ({
  lo: wider(lo as Column32, capacity),
  hi: wider(hi as Column32, capacity)
})

const cut = ({ lo, hi }: U64Column, rows: number): U64Column => ({ lo: lo.slice(0, rows), hi: hi.slice(0, rows) })

/** The columns that every row of maps has, growing as rows come. */
export class RowColumns {
  rowCount = 0
  /** Rows that start before the row above ends. */
  unorderedRows = 0
  start: U64Column
  end: U64Column
  offset: U64Column
  perms: Uint8Array<ArrayBuffer>
  backing: Column32
  #capacity: number

  constructor(capacity: number) {
    this.#capacity = Math.max(16, capacity)
    this.start = newU64Column(this.#capacity)
    this.end = newU64Column(this.#capacity)
    this.offset = newU64Column(this.#capacity)
    this.perms = new Uint8Array(this.#capacity)
    this.backing = new Uint32Array(this.#capacity)
  }

  add(parts: HeaderParts, backing: number): void {
    const row = this.rowCount
    if (row === this.#capacity) this.#grow()
    if (row > 0) {
      const endHi = this.end.hi[row - 1]!
      if (parts.startHi < endHi || (parts.startHi === endHi && parts.startLo < this.end.lo[row - 1]!))
        this.unorderedRows++
    }
    this.start.lo[row] = parts.startLo
    this.start.hi[row] = parts.startHi
    this.end.lo[row] = parts.endLo
    this.end.hi[row] = parts.endHi
    this.offset.lo[row] = parts.offsetLo
    this.offset.hi[row] = parts.offsetHi
    this.perms[row] = parts.perms
    this.backing[row] = backing
    this.rowCount = row + 1
  }

  /** Size of a row's mapping in kB, rounded down. */
  sizeKb(row: number): number {
    const bytes = (this.end.hi[row]! - this.start.hi[row]!) * 4294967296 + (this.end.lo[row]! - this.start.lo[row]!)
    return Math.floor(bytes / 1024)
  }

  finish(): Pick<RowColumns, 'rowCount' | 'start' | 'end' | 'offset' | 'perms' | 'backing'> {
    const rows = this.rowCount
    return {
      rowCount: rows,
      start: cut(this.start, rows),
      end: cut(this.end, rows),
      offset: cut(this.offset, rows),
      perms: this.perms.slice(0, rows),
      backing: this.backing.slice(0, rows)
    }
  }

  #grow(): void {
    this.#capacity += Math.max(1024, this.#capacity >> (this.#capacity > 1 << 17 ? 1 : 0))
    this.start = grown(this.start, this.#capacity)
    this.end = grown(this.end, this.#capacity)
    this.offset = grown(this.offset, this.#capacity)
    const perms = new Uint8Array(this.#capacity)
    perms.set(this.perms)
    this.perms = perms
    this.backing = wider(this.backing, this.#capacity)
  }
}
