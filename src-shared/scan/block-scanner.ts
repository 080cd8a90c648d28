import type { FieldColumn } from '../memory/field-column.ts'
import type { FlagColumn, TextColumn } from '../memory/mapping-table.ts'
import { BlockLayout, canLayOut } from './block-layout.ts'
import { ByteInterner } from './byte-interner.ts'
import { FieldBuilder } from './field-builder.ts'
import { newFieldLine, readFieldLine } from './field-line.ts'
import { IdColumn } from './id-column.ts'
import type { RowColumns } from './row-columns.ts'
import type { SkippedLines } from './skipped-lines.ts'

/** More different fields than any kernel has; beyond it lines are skipped, so that hostile input stays cheap. */
const MOST_FIELDS = 256
const NEWLINE = 10
const BLANK = 32
/** Four bytes as little-endian words: four blanks, and three blanks before a zero. */
const BLANKS = 0x20202020
const BLANKS_ZERO = 0x30202020
/** `VmFl` and `ags:` as little-endian words. */
const VM_FL = 0x6c466d56
const AGS = 0x3a736761
const FLAGS_PREFIX = 8

interface TextBuilder {
  readonly name: string
  readonly texts: ByteInterner
  readonly ids: IdColumn
}

/** Reads the lines below a maps line into columns: a whole block at once where it has the learned layout, else line by line. */
export class BlockScanner {
  /** Bytes that a block needs to be read at once; 0 while no layout is known. */
  reach = 0
  readonly #buffer: Uint8Array
  readonly #view: DataView
  readonly #rows: RowColumns
  readonly #skipped: SkippedLines
  readonly #fields: FieldBuilder[] = []
  readonly #byName = new Map<string, FieldBuilder>()
  readonly #texts = new Map<string, TextBuilder>()
  readonly #flagSets = new ByteInterner()
  readonly #flagIds = new IdColumn()
  readonly #line = newFieldLine()
  readonly #result = { at: 0, lines: 0 }
  readonly #sizeOf = (row: number): number => this.#rows.sizeKb(row)
  /** The row that lines belong to; −1 before the first maps line and after one that could not be read. */
  #row = -1
  #rowSizeKb = 0
  #nextField = 0
  #isPlain = false
  #hasFlags = false
  #hasLines = false
  #layout: BlockLayout | null = null
  #layoutFields: FieldBuilder[] = []
  #lastFlags = 0

  constructor(buffer: Uint8Array<ArrayBuffer>, rows: RowColumns, skipped: SkippedLines) {
    this.#buffer = buffer
    this.#view = new DataView(buffer.buffer)
    this.#rows = rows
    this.#skipped = skipped
  }

  beginRow(): void {
    this.#row = this.#rows.rowCount - 1
    this.#rowSizeKb = this.#rows.sizeKb(this.#row)
    this.#nextField = 0
    this.#isPlain = true
  }

  /** Lines that follow belong to no row. */
  leaveRow(): void {
    this.endRow()
    this.#row = -1
  }

  /** Marks what the row lacks. A row that was read as one block lacks nothing. */
  endRow(): void {
    const row = this.#row
    if (row < 0 || !this.#isPlain) return
    this.#isPlain = false
    for (const field of this.#fields) if (field.lastRow !== row) field.markMissing(row)
  }

  /**
   * Reads the block that begins at `at` as a whole if it fits the layout; otherwise learns a new layout from it, if it
   * has one, and leaves its lines to lineAt. Gives where to go on and how many lines were read.
   */
  tryBlock(at: number, end: number): { at: number; lines: number } {
    const result = this.#result
    result.at = at
    result.lines = 0
    const layout = this.#layout
    if (
      layout !== null &&
      this.#fields.length === layout.lineCount &&
      at + layout.reach <= end &&
      layout.fits(this.#view, at) &&
      this.#readBlock(layout, at)
    ) {
      result.at = at + layout.length
      result.lines = layout.lineCount
      this.#isPlain = false
      this.#readFlagsAt(end)
    } else if (layout === null || at + layout.reach <= end) {
      this.#learn(at, end)
    }
    return result
  }

  /** One line below a maps line. `isCutOff`: the input ended without a newline. */
  lineAt(at: number, end: number, lineNumber: number, isCutOff: boolean): void {
    if (at === end) return
    const buffer = this.#buffer
    const line = this.#line
    readFieldLine(buffer, at, end, line)
    if (line.kind === 'none') return this.#skipped.add(lineNumber, 'unreadable', buffer, at, end)
    if (this.#row < 0) return this.#skipped.add(lineNumber, 'before-first-mapping', buffer, at, end)
    if (line.kind === 'flags') return this.#setFlags(line.valueFrom, line.valueTo)
    const field = this.#fieldAt(at, line.nameLength)
    if (line.kind === 'text') {
      // A text where other rows have a number is damage, not a text field.
      if (field !== null || !this.#setText(at)) this.#skipped.add(lineNumber, 'unreadable', buffer, at, end)
      return
    }
    const known = field ?? this.#newField(at)
    if (known === null) return this.#skipped.add(lineNumber, 'too-many-fields', buffer, at, end)
    if ((known.unit === 'kB') !== line.isKb) {
      return this.#skipped.add(lineNumber, isCutOff ? 'cut-off' : 'unreadable', buffer, at, end)
    }
    this.#hasLines = true
    if (line.kind === 'wide') known.setWide(this.#row, line.wide, this.#rowSizeKb, this.#sizeOf)
    else known.set(this.#row, line.value, this.#rowSizeKb, this.#sizeOf)
  }

  finish(rowCount: number): {
    fields: FieldColumn[]
    flags: FlagColumn | null
    texts: TextColumn[]
    hasLines: boolean
  } {
    return {
      fields: this.#fields.map((field) => field.finish(rowCount)),
      flags: this.#hasFlags ? { sets: this.#flagSets.toTextList(), id: this.#flagIds.finish(rowCount) } : null,
      texts: [...this.#texts.values()].map(({ name, texts, ids }) => ({
        name,
        texts: texts.toTextList(),
        id: ids.finish(rowCount)
      })),
      hasLines: this.#hasLines
    }
  }

  /** False when a value is not blanks and digits; what was set by then is set again, or skipped, line by line. */
  #readBlock(layout: BlockLayout, at: number): boolean {
    const view = this.#view
    const buffer = this.#buffer
    const { valueStarts, valueEnds } = layout
    const fields = this.#layoutFields
    const row = this.#row
    const sizeKb = this.#rowSizeKb
    for (let i = 0; i < fields.length; i++) {
      const to = at + valueEnds[i]!
      let value = 0
      if (view.getUint32(to - 4, true) !== BLANKS_ZERO || view.getUint32(to - 8, true) !== BLANKS) {
        let place = at + valueStarts[i]!
        while (buffer[place] === BLANK) place++
        if (place >= to) return false
        for (; place < to; place++) {
          const digit = buffer[place]! - 48
          if (digit < 0 || digit > 9) return false
          value = value * 10 + digit
        }
      }
      const field = fields[i]!
      if (field.isSize || !field.isConstant || value !== field.first) field.set(row, value, sizeKb, this.#sizeOf)
    }
    return true
  }

  /** The VmFlags line right behind a block read as a whole. */
  #readFlagsAt(end: number): void {
    const at = this.#result.at
    if (
      at + FLAGS_PREFIX > end ||
      this.#view.getUint32(at, true) !== VM_FL ||
      this.#view.getUint32(at + 4, true) !== AGS
    )
      return
    const newline = this.#buffer.indexOf(NEWLINE, at)
    if (newline < 0 || newline >= end) return
    let from = at + FLAGS_PREFIX
    let to = newline
    while (from < to && this.#buffer[from] === BLANK) from++
    while (to > from && (this.#buffer[to - 1] === BLANK || this.#buffer[to - 1] === 13)) to--
    this.#setFlags(from, to)
    this.#result.at = newline + 1
    this.#result.lines++
  }

  #setFlags(from: number, to: number): void {
    if (!this.#flagSets.equals(this.#lastFlags, this.#buffer, from, to)) {
      this.#lastFlags = this.#flagSets.intern(this.#buffer, from, to)
    }
    this.#hasFlags = true
    this.#hasLines = true
    this.#flagIds.set(this.#row, this.#lastFlags)
  }

  #setText(at: number): boolean {
    const name = this.#nameAt(at, this.#line.nameLength)
    let text = this.#texts.get(name)
    if (text === undefined) {
      if (this.#texts.size >= MOST_FIELDS) return false
      text = { name, texts: new ByteInterner(), ids: new IdColumn() }
      this.#texts.set(name, text)
    }
    this.#hasLines = true
    text.ids.set(this.#row, text.texts.intern(this.#buffer, this.#line.valueFrom, this.#line.valueTo))
    return true
  }

  #nameAt(at: number, length: number): string {
    return String.fromCharCode(...this.#buffer.subarray(at, at + length))
  }

  /** The field of that name: mostly the one after the last. */
  #fieldAt(at: number, length: number): FieldBuilder | null {
    const expected = this.#fields[this.#nextField]
    if (expected !== undefined && this.#hasNameAt(at, length, expected.name)) {
      this.#nextField++
      return expected
    }
    return this.#byName.get(this.#nameAt(at, length)) ?? null
  }

  #hasNameAt(at: number, length: number, name: string): boolean {
    if (name.length !== length) return false
    for (let i = 0; i < length; i++) if (this.#buffer[at + i] !== name.charCodeAt(i)) return false
    return true
  }

  #newField(at: number): FieldBuilder | null {
    if (this.#fields.length >= MOST_FIELDS) return null
    const name = this.#nameAt(at, this.#line.nameLength)
    const field = new FieldBuilder(name, this.#line.isKb ? 'kB' : 'none')
    for (let row = 0; row < this.#row; row++) field.markMissing(row)
    this.#fields.push(field)
    this.#byName.set(name, field)
    this.#nextField = this.#fields.length
    return field
  }

  /** Learns the layout of the block at `at` when its fields are exactly the known ones, in order. */
  #learn(at: number, end: number): void {
    this.#layout = null
    this.reach = 0
    const starts: number[] = []
    const ends: number[] = []
    let place = at
    for (const field of this.#fields) {
      const newline = this.#buffer.indexOf(NEWLINE, place)
      if (newline < 0 || newline >= end || !this.#hasNameAt(place, field.name.length, field.name)) return
      if (this.#buffer[place + field.name.length] !== 58) return
      const to = newline - (field.unit === 'kB' ? 3 : 0)
      starts.push(to - 8 - at)
      ends.push(to - at)
      place = newline + 1
    }
    const hasFlags = place + 4 <= end && this.#view.getUint32(place, true) === VM_FL
    const length = place - at
    const reach = length + (hasFlags ? 4 : 0)
    if (!canLayOut(reach, starts, ends) || !this.#hasDigits(at, starts, ends)) return
    this.#layout = new BlockLayout(this.#buffer.slice(at, at + reach), length, starts, ends)
    this.#layoutFields = [...this.#fields]
    // Room for the block and a VmFlags line.
    this.reach = reach + 256
  }

  /** Every value is blanks, then at least one digit. */
  #hasDigits(at: number, starts: readonly number[], ends: readonly number[]): boolean {
    return starts.every((start, value) => {
      let place = at + start
      const to = at + ends[value]!
      while (place < to && this.#buffer[place] === BLANK) place++
      if (place === to) return false
      for (; place < to; place++) if (this.#buffer[place]! < 48 || this.#buffer[place]! > 57) return false
      return true
    })
  }
}
