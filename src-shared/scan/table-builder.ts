import { BackingInterner } from './backing-interner.ts'
import { ColumnRoom } from './column-room.ts'
import { FieldBuilder } from './field-builder.ts'
import { FlagLines } from './flag-lines.ts'
import { newHeaderParts } from './header-line.ts'
import type { ScanResult } from './mapping-scanner.ts'
import { RowColumns } from './row-columns.ts'
import { MOST_FIELDS, MOST_ROWS } from './scan-limits.ts'
import { SkippedLines } from './skipped-lines.ts'

/** One mapping, taken apart already. */
export interface BuiltRow {
  readonly start: bigint
  /** Not below `start`. */
  readonly end: bigint
  /** Bits as in MappingTable.perms: r 1, w 2, x 4, shared 8. */
  readonly perms: number
  readonly offset: bigint
  readonly major: number
  readonly minor: number
  readonly inode: bigint
  readonly name: string
}

/** Where a number of 64 bits is taken apart: by shifting, each of its halves would be a new number of its own. */
const halves = new DataView(new ArrayBuffer(8))

/** Letters of VmFlags take three bytes each, and the kernel has fewer than 64 of them. */
const MOST_FLAG_BYTES = 1024
const encoder = new TextEncoder()

function newFlags(): { letters: Uint8Array; lines: FlagLines } {
  const letters = new Uint8Array(MOST_FLAG_BYTES)
  return { letters, lines: new FlagLines(letters, new DataView(letters.buffer)) }
}

/**
 * Builds a MappingTable row by row of what an importer has taken apart: the same columns that MappingScanner makes of the
 * kernel's text, with the same limits. Rows are counted as lines in what is listed as skipped.
 */
export class TableBuilder {
  readonly #rows = new RowColumns(16)
  readonly #backings = new BackingInterner()
  readonly #parts = newHeaderParts()
  readonly #room = new ColumnRoom()
  readonly #fields = new Map<string, FieldBuilder>()
  /** Made with the first flags: a file may hold very many small tables without any. */
  #flags: { readonly letters: Uint8Array; readonly lines: FlagLines } | null = null
  readonly #skipped = new SkippedLines()
  readonly #sizeOf = (row: number): number => this.#rows.sizeKb(row)
  #hasLines = false
  #row = -1
  #name = ''
  #nameBytes = new Uint8Array(0)

  get rowCount(): number {
    return this.#rows.rowCount
  }

  /** Adds a row; numbers and flags that follow are of it. */
  row({ start, end, perms, offset, major, minor, inode, name }: BuiltRow): void {
    if (this.#rows.rowCount >= MOST_ROWS || this.#backings.isFull) {
      this.#row = -1
      return this.#skip('too-many-rows', '')
    }
    const bytes = this.#encoded(name)
    const parts = this.#parts
    parts.perms = perms
    parts.major = major
    parts.minor = minor
    parts.nameFrom = 0
    parts.nameTo = bytes.length
    halves.setBigUint64(0, start)
    parts.startHi = halves.getUint32(0)
    parts.startLo = halves.getUint32(4)
    halves.setBigUint64(0, end)
    parts.endHi = halves.getUint32(0)
    parts.endLo = halves.getUint32(4)
    halves.setBigUint64(0, offset)
    parts.offsetHi = halves.getUint32(0)
    parts.offsetLo = halves.getUint32(4)
    halves.setBigUint64(0, inode)
    parts.inodeHi = halves.getUint32(0)
    parts.inodeLo = halves.getUint32(4)
    this.#rows.add(parts, this.#backings.intern(bytes, parts))
    this.#row = this.#rows.rowCount - 1
  }

  /**
   * A number of the row added last; the first one of a name counts.
   * @param value not negative. Other values, and units that differ from those of earlier rows, are listed as skipped
   */
  number(name: string, value: bigint, unit: 'kB' | 'none'): void {
    const row = this.#row
    if (row < 0) return
    let field = this.#fields.get(name)
    if (field === undefined) {
      if (this.#fields.size >= MOST_FIELDS) return this.#skip('too-many-fields', name)
      field = new FieldBuilder(name, unit, this.#room)
      this.#fields.set(name, field)
    }
    if (field.unit !== unit || value < 0n || field.lastRow === row) return this.#skip('unreadable', name)
    // Rows between have no such number.
    field.markMissing(field.lastRow + 1, row)
    this.#hasLines = true
    const size = this.#rows.sizeKb(row)
    if (value > Number.MAX_SAFE_INTEGER) field.setWide(row, value, size, this.#sizeOf)
    else field.set(row, Number(value), size, this.#sizeOf)
  }

  /** The VmFlags of the row added last: two letters each, with blanks between. */
  flags(letters: string): void {
    if (this.#row < 0) return
    const bytes = encoder.encode(letters)
    if (bytes.length > MOST_FLAG_BYTES || this.#flags?.lines.has(this.#row) === true) {
      return this.#skip('unreadable', letters)
    }
    this.#hasLines = true
    this.#flags ??= newFlags()
    this.#flags.letters.set(bytes)
    this.#flags.lines.set(this.#row, 0, bytes.length)
  }

  /** Gives the table. The builder can't be used afterwards. */
  finish(): ScanResult {
    const rows = this.#rows.rowCount
    const fields = [...this.#fields.values()].flatMap((field) => {
      field.markMissing(field.lastRow + 1, rows)
      const column = field.finish(rows)
      if (column === null) this.#skip('too-many-fields', field.name)
      return column ?? []
    })
    return {
      table: {
        ...this.#rows.finish(),
        backings: this.#backings.toList(),
        fields,
        flags: this.#flags?.lines.finish(rows) ?? null,
        texts: []
      },
      kind: this.#hasLines ? 'smaps' : 'maps',
      skipped: this.#skipped.kept,
      skippedCount: this.#skipped.total,
      unorderedRows: this.#rows.unorderedRows,
      isOpenEnd: false
    }
  }

  /** Rows beside each other often have the same name, or none. */
  #encoded(name: string): Uint8Array {
    if (name !== this.#name) {
      this.#name = name
      this.#nameBytes = encoder.encode(name)
    }
    return this.#nameBytes
  }

  #skip(reason: 'too-many-rows' | 'too-many-fields' | 'unreadable', text: string): void {
    const bytes = encoder.encode(text)
    this.#skipped.add(this.#rows.rowCount, reason, bytes, 0, bytes.length)
  }
}
