import type { AbsentColumn } from '../memory/capture.ts'
import { isFieldMissing, type FieldColumn } from '../memory/field-column.ts'
import {
  deviceText,
  exactFieldValue,
  fieldValue,
  flagsText,
  permsText,
  type MappingTable
} from '../memory/mapping-table.ts'
import { withSharing } from '../memory/mode.ts'
import { wideName } from '../memory/pmap-name.ts'
import { HIDDEN_IN_X } from '../memory/presets.ts'
import { totalOfField } from '../memory/totals.ts'
import { u64Decimal, type U64Column } from '../memory/u64-column.ts'
import { hexDigits, type ByteWriter } from './byte-writer.ts'
import { printableWideName } from './printable.ts'
import type { Report, ReportOptions } from './report.ts'
import { rowsInRange } from './rows-in-range.ts'

/** Which columns a wide table shows, by pmap's names; Address is always shown. */
export type ColumnChoice = (name: string) => boolean

/** -X */
export const importantColumns: ColumnChoice = (name) => !HIDDEN_IN_X.has(name)
/** -XX */
export const allColumns: ColumnChoice = () => true

interface LeadingColumn {
  readonly name: string
  /** Characters that the row's value takes. */
  length(row: number): number
  /** Writes the row's value right-aligned in `width` columns. */
  write(row: number, width: number, out: ByteWriter): void
}

interface NumberColumn {
  readonly field: FieldColumn
  readonly total: string
  readonly width: number
}

/** pmap takes lower-case letters and blanks up to the first other character, and at most 127 of them. */
function shownFlags(table: MappingTable, row: number): string {
  return /^[a-z ]{0,127}/.exec(flagsText(table, row) ?? '')![0].trimEnd()
}

function hexColumn(name: string, { hi, lo }: U64Column): LeadingColumn {
  return {
    name,
    length: (row) => Math.max(8, hexDigits(hi[row]!, lo[row]!)),
    write: (row, width, out) => out.hex(hi[row]!, lo[row]!, 8, width)
  }
}

function textColumn(name: string, text: (row: number) => string): LeadingColumn {
  return { name, length: (row) => text(row).length, write: (row, width, out) => out.right(text(row), width) }
}

/** What mappings of the same backing have in common: made once for all of them. */
function backingColumn(name: string, backing: Uint32Array, text: (backing: number) => string): LeadingColumn {
  const made: (string | undefined)[] = []
  return textColumn(name, (row) => (made[backing[row]!] ??= text(backing[row]!)))
}

function leadingColumns({ table, absent = [] }: Report, isShown: ColumnChoice): LeadingColumn[] {
  const { backing, backings } = table
  const columns: readonly (readonly [from: AbsentColumn, column: LeadingColumn])[] = [
    ['address', hexColumn('Address', table.start)],
    ['perms', textColumn('Perm', (row) => withSharing(permsText(table.perms[row]!), absent))],
    ['offset', hexColumn('Offset', table.offset)],
    ['device', backingColumn('Device', backing, (at) => deviceText(backings, at))],
    ['inode', backingColumn('Inode', backing, (at) => u64Decimal(backings.inode, at))]
  ]
  return columns
    .filter(([, { name }]) => name === 'Address' || isShown(name))
    .map(([from, column]) => (absent.includes(from) ? textColumn(column.name, () => '?') : column))
}

function longest(rowCount: number, length: (row: number) => number): number {
  let most = 0
  for (let row = 0; row < rowCount; row++) most = Math.max(most, length(row))
  return most
}

/** Digits of the largest value over the shown rows. */
function widestValue(table: MappingTable, field: FieldColumn, rows: Uint32Array | null): number {
  let most = 0n
  let most53 = 0
  const count = rows?.length ?? table.rowCount
  for (let at = 0; at < count; at++) {
    const row = rows === null ? at : rows[at]!
    if (isFieldMissing(field, row)) continue
    if (field.wide === null) most53 = Math.max(most53, fieldValue(table, field, row) ?? 0)
    else if (exactFieldValue(table, field, row)! > most) most = exactFieldValue(table, field, row)!
  }
  return Math.max(String(most).length, String(most53).length)
}

function numberColumns(
  report: Report,
  options: ReportOptions,
  isShown: ColumnChoice,
  rows: Uint32Array | null
): NumberColumn[] {
  const { table } = report
  return table.fields
    .filter(({ name }) => isShown(name))
    .map((field) => {
      const total = String(totalOfField(table, field, rows))
      const width = options.isQuiet ? widestValue(table, field, rows) : Math.max(field.name.length, total.length)
      return { field, total, width }
    })
}

function writeValue(table: MappingTable, field: FieldColumn, row: number, width: number, out: ByteWriter): void {
  const value = fieldValue(table, field, row)
  if (value === undefined) out.right('', width)
  else if (field.wide === null) out.number(value, width)
  else out.right(String(exactFieldValue(table, field, row)), width)
}

/** pmap -X, -XX and -c: everything in smaps, with sums below. A process without mappings gives nothing. */
export function writeWide(report: Report, options: ReportOptions, isShown: ColumnChoice, out: ByteWriter): void {
  const { table } = report
  if (table.rowCount === 0) return
  const { isQuiet, isFullPath, rules } = options
  const rows = rowsInRange(table, options.range)
  const leading = leadingColumns(report, isShown)
  const widths = leading.map((each) =>
    Math.max(
      longest(table.rowCount, (row) => each.length(row)),
      isQuiet ? 0 : each.name.length
    )
  )
  const numbers = numberColumns(report, options, isShown, rows)
  const hasFlags = table.flags !== null && isShown('VmFlags')
  const flagsWidth = hasFlags
    ? Math.max(
        longest(table.rowCount, (row) => shownFlags(table, row).length),
        isQuiet ? 0 : 7
      )
    : 0
  const hasMapping = isShown('Mapping')

  function writeHeader(): void {
    leading.forEach(({ name }, i) => out.ascii(`${name.padStart(widths[i]!)} `))
    for (const { field, width } of numbers) out.ascii(`${field.name.padStart(width)} `)
    if (hasFlags) out.ascii(`${'VmFlags'.padStart(flagsWidth)} `)
    out.ascii(hasMapping ? 'Mapping\n' : '\n')
  }

  function writeRow(row: number): void {
    for (let i = 0; i < leading.length; i++) {
      if (i > 0) out.byte(32)
      leading[i]!.write(row, widths[i]!, out)
    }
    for (const { field, width } of numbers) {
      out.byte(32)
      writeValue(table, field, row, width, out)
    }
    if (hasFlags) {
      out.byte(32)
      out.right(shownFlags(table, row), flagsWidth)
    }
    if (hasMapping) {
      out.byte(32)
      out.bytes(printableWideName(wideName(table, row, isFullPath), rules))
    }
    out.byte(10)
  }

  function writeFooter(): void {
    const indent = ' '.repeat(widths.reduce((sum, width) => sum + width + 1, 0))
    out.ascii(`${indent}${numbers.map(({ width }) => `${'='.repeat(width)} `).join('')}\n`)
    out.ascii(`${indent}${numbers.map(({ total, width }) => `${total.padStart(width)} `).join('')}KB \n`)
  }

  if (!isQuiet) writeHeader()
  if (rows === null) for (let row = 0; row < table.rowCount; row++) writeRow(row)
  else rows.forEach(writeRow)
  if (!isQuiet && numbers.length > 0) writeFooter()
}
