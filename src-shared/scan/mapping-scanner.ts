import type { MappingTable } from '../memory/mapping-table.ts'
import { BackingInterner } from './backing-interner.ts'
import { BlockScanner } from './block-scanner.ts'
import { newHeaderParts, looksLikeHeader, readBackingParts, readHeaderLine } from './header-line.ts'
import { RowColumns } from './row-columns.ts'
import { MOST_ROWS } from './scan-limits.ts'
import { SkippedLines, type SkippedLine } from './skipped-lines.ts'

/** What a scan of maps or smaps gives. */
export interface ScanResult {
  readonly table: MappingTable
  /** `smaps` when at least one mapping has lines below it. */
  readonly kind: 'smaps' | 'maps'
  /** The first thousand lines that could not be understood; `skippedCount` counts all. */
  readonly skipped: readonly SkippedLine[]
  readonly skippedCount: number
  /** Rows that start before the row above ends: the process changed while it was read (measured on Linux 6.18). */
  readonly unorderedRows: number
  /** The input ends within a maps line, after its inode: the last row's name may be longer than it is here. */
  readonly isOpenEnd: boolean
}

export type LineEnds = 'kernel' | 'any'

const BUFFER_BYTES = 128 * 1024
const NEWLINE = 10
const RETURN = 13
const BRACKET = 93 // ]

/**
 * Turns the bytes of maps or smaps into a MappingTable, as they come, in bounded memory. The caller fills `buffer` from
 * `fill` on and calls consume(), or hands any chunk to push(). Damaged lines are skipped and listed, never guessed.
 */
export class MappingScanner {
  /** Reused for all input: 128 KiB stay in the processor's cache. */
  readonly buffer: Uint8Array<ArrayBuffer>
  /** Where the next bytes belong; always less than the buffer's length. */
  fill = 0
  readonly #view: DataView<ArrayBuffer>
  readonly #rows: RowColumns
  readonly #backings = new BackingInterner()
  readonly #parts = newHeaderParts()
  readonly #skipped = new SkippedLines()
  readonly #block: BlockScanner
  readonly #lineEnds: LineEnds
  #line = 0
  #isInLongLine = false
  #isOpenEnd = false

  /**
   * @param rowsHint how many mappings there may be, for the first allocation
   * @param lineEnds `kernel`: lines end with LF, and a CR before it is a name's; `any`: with CR LF as well
   * @param buffer of an earlier scan that has ended
   */
  constructor(
    rowsHint = 1024,
    lineEnds: LineEnds = 'any',
    buffer: Uint8Array<ArrayBuffer> = new Uint8Array(BUFFER_BYTES)
  ) {
    this.#lineEnds = lineEnds
    this.buffer = buffer
    this.#view = new DataView(buffer.buffer)
    this.#rows = new RowColumns(rowsHint)
    this.#block = new BlockScanner(this.buffer, this.#rows, this.#skipped)
  }

  get rowCount(): number {
    return this.#rows.rowCount
  }

  /** Takes a chunk of any size; it may be reused afterwards. */
  push(chunk: Uint8Array): void {
    for (let at = 0; at < chunk.length;) {
      const length = Math.min(chunk.length - at, this.buffer.length - this.fill)
      this.buffer.set(chunk.subarray(at, at + length), this.fill)
      at += length
      this.consume(length)
    }
  }

  /** Takes `length` bytes that the caller has put into `buffer` at `fill`. */
  consume(length: number): void {
    const end = this.fill + length
    // The kernel gives at most a page at a time; scanning more at once is cheaper, and this much stays in the cache.
    if (end < this.buffer.length / 2) {
      this.fill = end
      return
    }
    let at = this.#scan(end, false)
    if (at === 0 && end === this.buffer.length) at = this.#scan(end, true)
    if (at === 0 && end === this.buffer.length) {
      // A line longer than the buffer: nothing the kernel writes. Its beginning is noted, the rest is dropped.
      if (!this.#isInLongLine) {
        this.#skipped.add(this.#line + 1, 'too-long', this.buffer, 0, end)
        if (looksLikeHeader(this.buffer, 0, end)) this.#block.leaveRow()
      }
      this.#isInLongLine = true
      at = end
    }
    this.buffer.copyWithin(0, at, end)
    this.fill = end - at
  }

  /** Ends the input and gives the table. The scanner can't be used afterwards. */
  finish(): ScanResult {
    const at = this.#scan(this.fill, true)
    if (at < this.fill) {
      this.#line++
      this.#lineAt(at, this.fill, true)
    }
    this.#block.endRow()
    const { fields, flags, texts, hasLines } = this.#block.finish(this.#rows.rowCount, this.#line)
    return {
      table: { ...this.#rows.finish(), backings: this.#backings.toList(), fields, flags, texts },
      kind: hasLines ? 'smaps' : 'maps',
      skipped: this.#skipped.kept,
      skippedCount: this.#skipped.total,
      unorderedRows: this.#rows.unorderedRows,
      isOpenEnd: this.#isOpenEnd
    }
  }

  /**
   * Reads whole lines up to `end` and gives the position behind the last one read. Unless `isLast`, it stops at a maps line
   * whose block is not complete yet, so that the block can be read at once when more has come.
   */
  #scan(end: number, isLast: boolean): number {
    const { buffer } = this
    let at = 0
    if (this.#isInLongLine) {
      const newline = buffer.indexOf(NEWLINE)
      if (newline < 0 || newline >= end) return end
      this.#isInLongLine = false
      this.#line++
      at = newline + 1
    }
    while (at < end) {
      const isHeader = readHeaderLine(buffer, at, end, this.#parts)
      const known = isHeader ? this.#backings.knownAt(this.#view, this.#parts.tailFrom, end) : null
      const next = known === null ? buffer.indexOf(NEWLINE, at) + 1 : this.#parts.tailFrom + known.length
      if (next === 0 || next > end) break
      if (isHeader || looksLikeHeader(buffer, at, next - 1)) {
        if (!isLast && end - next < this.#block.reach) break
        this.#line++
        if (known === null ? this.#headerAt(at, next - 1, isHeader) : this.#addRow(known.id)) {
          const block = this.#block.tryBlock(next, end)
          this.#line += block.lines
          at = block.at
          continue
        }
      } else {
        this.#line++
        this.#lineAt(at, next - 1, false)
      }
      at = next
    }
    return at
  }

  /** A line without the header's shape, or the very last one of the input, which counts only if nothing of it can be missing. */
  #lineAt(at: number, newline: number, isCutOff: boolean): void {
    const end = newline > at && this.buffer[newline - 1] === RETURN ? newline - 1 : newline
    if (!looksLikeHeader(this.buffer, at, end)) return this.#block.lineAt(at, end, this.#line, isCutOff)
    // The bytes after the input's end are of lines before it.
    const isHeader = readHeaderLine(this.buffer, at, end, this.#parts) && this.#hasWholeBacking(end)
    if (!isHeader) return this.#skipped.add(this.#line, 'cut-off', this.buffer, at, end)
    this.#headerAt(at, newline, true)
    this.#isOpenEnd = this.buffer[end - 1] !== BRACKET
  }

  /** Of a maps line that ends without a newline: a name follows the inode, or the inode is 0, which no digit can follow. */
  #hasWholeBacking(end: number): boolean {
    const parts = this.#parts
    if (parts.tailFrom >= end || !readBackingParts(this.buffer, end, parts)) return false
    return parts.nameTo > parts.nameFrom || (parts.inodeLo === 0 && parts.inodeHi === 0)
  }

  /** A line of a maps line's shape; `isHeader`: readHeaderLine could read its beginning. @returns false when it is damaged */
  #headerAt(at: number, newline: number, isHeader: boolean): boolean {
    const backing = isHeader ? this.#newBacking(newline) : -1
    if (backing >= 0) return this.#addRow(backing)
    this.#skipped.add(this.#line, 'unreadable', this.buffer, at, this.#endOf(at, newline))
    // The lines below belong to the mapping that could not be read, not to the one before.
    this.#block.leaveRow()
    return false
  }

  #addRow(backing: number): boolean {
    if (this.#rows.rowCount >= MOST_ROWS || this.#backings.isFull) {
      this.#skipped.add(this.#line, 'too-many-rows', this.buffer, 0, 0)
      this.#block.leaveRow()
      return false
    }
    this.#block.endRow()
    this.#rows.add(this.#parts, backing)
    this.#block.beginRow()
    return true
  }

  #newBacking(newline: number): number {
    const { tailFrom } = this.#parts
    // The beginning may have been read beyond this line's end, into bytes that are not part of it.
    if (tailFrom >= newline || !readBackingParts(this.buffer, this.#endOf(tailFrom, newline), this.#parts)) return -1
    // Then no row is added any more.
    if (this.#backings.isFull) return 0
    const id = this.#backings.intern(this.buffer, this.#parts)
    if (this.buffer[newline] === NEWLINE) this.#backings.remember(this.#view, tailFrom, newline + 1, id)
    return id
  }

  #endOf(at: number, newline: number): number {
    if (this.#lineEnds === 'kernel') return newline
    return newline > at && this.buffer[newline - 1] === RETURN ? newline - 1 : newline
  }
}

const SAMPLE_BYTES = 64 * 1024

/** Text that was through an editor or a mail has a CR in most of its lines; the kernel's has one where a name ends with it. */
function lineEndsOf(bytes: Uint8Array): LineEnds {
  let lines = 0
  let returns = 0
  for (let at = bytes.indexOf(NEWLINE); at >= 0 && at < SAMPLE_BYTES; at = bytes.indexOf(NEWLINE, at + 1)) {
    lines++
    if (bytes[at - 1] === RETURN) returns++
  }
  return returns * 2 < lines ? 'kernel' : 'any'
}

/** Scans come one after the other, and a file may hold many thousands of small processes. */
let sharedBuffer: Uint8Array<ArrayBuffer> | undefined
/** Bytes of the shortest maps lines with a name. */
const ROW_BYTES = 64

/** Scans bytes that are all there. @param lineEnds as in MappingScanner; found out where it is not given */
export function scanMappings(bytes: Uint8Array, lineEnds = lineEndsOf(bytes)): ScanResult {
  sharedBuffer ??= new Uint8Array(BUFFER_BYTES)
  const hint = Math.min(1024, Math.ceil(bytes.length / ROW_BYTES))
  const scanner = new MappingScanner(hint, lineEnds, sharedBuffer)
  scanner.push(bytes)
  return scanner.finish()
}
