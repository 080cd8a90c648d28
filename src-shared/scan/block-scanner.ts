import type { FieldColumn } from '../memory/field-column.ts'
import type { FlagColumn, TextColumn } from '../memory/mapping-table.ts'
import { alignedValue } from './aligned-value.ts'
import type { BlockLayout } from './block-layout.ts'
import { ColumnRoom } from './column-room.ts'
import { FieldBuilder } from './field-builder.ts'
import { hasName, newFieldLine, readFieldLine } from './field-line.ts'
import { FlagLines } from './flag-lines.ts'
import { learnLayout } from './learn-layout.ts'
import type { RowColumns } from './row-columns.ts'
import { MOST_FIELDS } from './scan-limits.ts'
import type { SkippedLines } from './skipped-lines.ts'
import { TextFields } from './text-fields.ts'

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
  readonly #room = new ColumnRoom()
  readonly #texts = new TextFields(MOST_FIELDS, this.#room)
  readonly #flags: FlagLines
  readonly #line = newFieldLine()
  readonly #result = { at: 0, lines: 0 }
  readonly #sizeOf = (row: number): number => this.#rows.sizeKb(row)
  /** The row that lines belong to; −1 before the first maps line and after one that could not be read. */
  #row = -1
  #rowSizeKb = 0
  #nextField = 0
  #isPlain = false
  #rowHasLines = false
  /** Rows without lines that no field knows of yet, from…to. */
  #bareFrom = 0
  #bareTo = 0
  #hasLines = false
  #layout: BlockLayout | null = null
  #layoutFields: FieldBuilder[] = []

  constructor(buffer: Uint8Array<ArrayBuffer>, rows: RowColumns, skipped: SkippedLines) {
    this.#buffer = buffer
    this.#view = new DataView(buffer.buffer)
    this.#flags = new FlagLines(buffer, this.#view)
    this.#rows = rows
    this.#skipped = skipped
  }

  beginRow(): void {
    this.#row = this.#rows.rowCount - 1
    this.#rowSizeKb = this.#rows.sizeKb(this.#row)
    this.#nextField = 0
    this.#isPlain = true
    this.#rowHasLines = false
  }

  /** Lines that follow belong to no row. */
  leaveRow(): void {
    this.endRow()
    this.#row = -1
  }

  /** Rows without any line lack every field that there is by now. @param next where the next such rows begin */
  #endBareRows(next: number): void {
    for (const field of this.#fields) field.markMissing(this.#bareFrom, this.#bareTo)
    this.#bareFrom = this.#bareTo = next
  }

  /** Marks what the row lacks. A row that was read as one block lacks nothing. */
  endRow(): void {
    const row = this.#row
    if (row < 0 || !this.#isPlain) return
    this.#isPlain = false
    if (!this.#rowHasLines) {
      // Very many of them may follow each other: they are noted together.
      if (this.#bareTo !== row) this.#endBareRows(row)
      this.#bareTo = row + 1
      return
    }
    this.#endBareRows(row)
    for (const field of this.#fields) if (field.lastRow !== row) field.markMissing(row, row + 1)
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
      const next = this.#flags.readAt(this.#row, result.at, end)
      if (next !== result.at) {
        result.at = next
        result.lines++
      }
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
    if (isCutOff && !(line.isKb && (line.kind === 'number' || line.kind === 'wide'))) {
      // Only ` kB` at its end shows that a line without newline is complete.
      return this.#skipped.add(lineNumber, 'cut-off', buffer, at, end)
    }
    if (line.kind === 'flags') {
      if (this.#flags.has(this.#row)) return this.#skipAndLeave(lineNumber, at, end)
      this.#hasLines = true
      return this.#flags.set(this.#row, line.valueFrom, line.valueTo)
    }
    const field = this.#fieldAt(at, line.nameLength)
    if (field === null && (line.kind === 'text' || this.#isText(at))) {
      if (!this.#setText(at)) this.#skipped.add(lineNumber, 'too-many-fields', buffer, at, end)
      return
    }
    // A text where other rows have a number is damage, not a text field.
    if (line.kind === 'text') return this.#skipped.add(lineNumber, 'unreadable', buffer, at, end)
    this.#rowHasLines = true
    const known = field ?? this.#newField(at)
    if (known === null) return this.#skipped.add(lineNumber, 'too-many-fields', buffer, at, end)
    if ((known.unit === 'kB') !== line.isKb) return this.#skipped.add(lineNumber, 'unreadable', buffer, at, end)
    if (known.isDropped) return this.#skipped.add(lineNumber, 'too-many-fields', buffer, at, end)
    if (this.#isSet(known)) return this.#skipAndLeave(lineNumber, at, end)
    this.#hasLines = true
    if (line.kind === 'wide') known.setWide(this.#row, line.wide, this.#rowSizeKb, this.#sizeOf)
    else known.set(this.#row, line.value, this.#rowSizeKb, this.#sizeOf)
  }

  /** @param lineNumber of the last line, for what there was no room for */
  finish(
    rowCount: number,
    lineNumber: number
  ): {
    fields: FieldColumn[]
    flags: FlagColumn | null
    texts: TextColumn[]
    hasLines: boolean
  } {
    this.#endBareRows(rowCount)
    const fields = this.#fields.map((field) => field.finish(rowCount)).filter((field) => field !== null)
    for (const { name } of this.#fields.filter(({ isDropped }) => isDropped)) {
      const bytes = Uint8Array.from(name, (letter) => letter.charCodeAt(0))
      this.#skipped.add(lineNumber, 'too-many-fields', bytes, 0, bytes.length)
    }
    return {
      fields,
      flags: this.#flags.finish(rowCount),
      texts: this.#texts.finish(rowCount),
      hasLines: this.#hasLines
    }
  }

  /** A line that the row already has belongs to a mapping whose maps line is damaged, and so do those that follow. */
  #skipAndLeave(lineNumber: number, at: number, end: number): void {
    this.#skipped.add(lineNumber, 'without-mapping', this.#buffer, at, end)
    this.leaveRow()
  }

  /** Whether the row has a value of this field. A block read as a whole does not note it per field. */
  #isSet(field: FieldBuilder): boolean {
    return field.lastRow === this.#row || (!this.#isPlain && this.#layoutFields.includes(field))
  }

  /** False when a value is not blanks and digits: the row then has none of the values, and its lines are read one by one. */
  #readBlock(layout: BlockLayout, at: number): boolean {
    const view = this.#view
    const fields = this.#layoutFields
    const row = this.#row
    const { constants, varying, valueEnds, usual } = layout
    let isGrouped = true
    for (let i = 0; i < constants.length; i++) {
      const field = fields[constants[i]!]!
      const to = at + valueEnds[constants[i]!]!
      // Lines read one by one may have changed the field meanwhile.
      if (view.getFloat64(to - 8, true) === usual[i] && field.isConstant) continue
      const value = alignedValue(view, to)
      if (value < 0) return this.#forgetRow()
      field.set(row, value, this.#rowSizeKb, this.#sizeOf)
      isGrouped = false
    }
    for (let i = 0; i < varying.length; i++) {
      const value = alignedValue(view, at + valueEnds[varying[i]!]!)
      if (value < 0) return this.#forgetRow()
      fields[varying[i]!]!.set(row, value, this.#rowSizeKb, this.#sizeOf)
    }
    if (!isGrouped) layout.group(fields)
    return true
  }

  #forgetRow(): false {
    for (const field of this.#fields) field.lastRow = -1
    return false
  }

  #setText(at: number): boolean {
    const { nameLength, valueFrom, valueTo } = this.#line
    if (!this.#texts.set(this.#row, this.#nameAt(at, nameLength), this.#buffer, valueFrom, valueTo)) return false
    this.#hasLines = true
    return true
  }

  #isText(at: number): boolean {
    return !this.#texts.isEmpty && this.#texts.has(this.#nameAt(at, this.#line.nameLength))
  }

  #nameAt(at: number, length: number): string {
    return String.fromCharCode(...this.#buffer.subarray(at, at + length))
  }

  /** The field of that name: mostly the one after the last. */
  #fieldAt(at: number, length: number): FieldBuilder | null {
    const expected = this.#fields[this.#nextField]
    if (expected !== undefined && hasName(this.#buffer, at, length, expected.name)) {
      this.#nextField++
      return expected
    }
    return this.#byName.get(this.#nameAt(at, length)) ?? null
  }

  #newField(at: number): FieldBuilder | null {
    if (this.#fields.length >= MOST_FIELDS) return null
    const name = this.#nameAt(at, this.#line.nameLength)
    const field = new FieldBuilder(name, this.#line.isKb ? 'kB' : 'none', this.#room)
    field.markMissing(0, this.#row)
    this.#fields.push(field)
    this.#byName.set(name, field)
    this.#nextField = this.#fields.length
    return field
  }

  /** Learns the layout of the block at `at`, if it has one. */
  #learn(at: number, end: number): void {
    const fields = this.#fields
    this.#layout = fields.length === 0 ? null : learnLayout(this.#buffer, this.#view, at, end, fields)
    if (this.#layout === null) {
      this.reach = 0
      return
    }
    this.#layoutFields = [...fields]
    this.#layout.group(fields)
    // Room for the block and a VmFlags line.
    this.reach = this.#layout.reach + 256
  }
}
