import type { FlagColumn } from '../memory/mapping-table.ts'
import { ByteInterner } from './byte-interner.ts'
import { isBlank } from './field-line.ts'
import { IdColumn } from './id-column.ts'
import { KnownBytes } from './known-bytes.ts'

const NEWLINE = 10
const RETURN = 13
/** `VmFl` and `ags:` as little-endian words. */
const VM_FL = 0x6c466d56
const AGS = 0x3a736761
const PREFIX = 8
/** Bytes with the newline. */
const LONGEST_KNOWN = 256
/** Most processes have a dozen different ones. */
const MOST_KNOWN = 16

/** Collects the VmFlags lines of smaps; one that was seen before is not read again. */
export class FlagLines {
  readonly #buffer: Uint8Array
  readonly #view: DataView
  readonly #sets = new ByteInterner()
  readonly #ids = new IdColumn()
  readonly #known: KnownBytes[] = []
  #isEmpty = true

  /** @param view of the buffer */
  constructor(buffer: Uint8Array, view: DataView) {
    this.#buffer = buffer
    this.#view = view
  }

  has(row: number): boolean {
    return this.#ids.get(row) !== 0
  }

  /** Sets a row's letters, which are from…to in the buffer. */
  set(row: number, from: number, to: number): void {
    this.#isEmpty = false
    this.#ids.set(row, this.#sets.intern(this.#buffer, from, to))
  }

  /** Reads a row's line where it begins at `at` and ends before `end`. @returns the offset behind it, or `at` where there is none */
  readAt(row: number, at: number, end: number): number {
    const view = this.#view
    if (at + PREFIX > end || view.getUint32(at, true) !== VM_FL || view.getUint32(at + 4, true) !== AGS) return at
    let from = at + PREFIX
    for (const known of this.#known) {
      if (!known.isAt(view, from, end)) continue
      this.#ids.set(row, known.id)
      return from + known.length
    }
    const newline = this.#buffer.indexOf(NEWLINE, at)
    if (newline < 0 || newline >= end) return at
    let to = newline
    if (this.#buffer[to - 1] === RETURN) to--
    while (from < to && isBlank(this.#buffer[from])) from++
    while (to > from && isBlank(this.#buffer[to - 1])) to--
    this.set(row, from, to)
    this.#remember(at + PREFIX, newline + 1, this.#ids.get(row))
    return newline + 1
  }

  #remember(from: number, to: number, id: number): void {
    if (to - from < 4 || to - from > LONGEST_KNOWN) return
    if (this.#known.length === MOST_KNOWN) this.#known.pop()
    this.#known.unshift(new KnownBytes(this.#view, from, to, id))
  }

  /** Null when no row has such a line. */
  finish(rowCount: number): FlagColumn | null {
    return this.#isEmpty ? null : { sets: this.#sets.toTextList(), id: this.#ids.finish(rowCount) }
  }
}
