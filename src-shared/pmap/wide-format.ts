import type { AbsentColumn } from '../memory/capture.ts'
import { isFieldMissing, type FieldColumn } from '../memory/field-column.ts'
import { exactFieldValue, fieldValue, flagsText, permsText, type MappingTable } from '../memory/mapping-table.ts'
import { wideName } from '../memory/pmap-name.ts'
import { HIDDEN_IN_X } from '../memory/presets.ts'
import { totalOfField } from '../memory/totals.ts'
import { u64Decimal, u64Hex } from '../memory/u64-column.ts'
import type { ByteWriter } from './byte-writer.ts'
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
  readonly from: AbsentColumn
  readonly text: (row: number) => string
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

function leadingColumns({ table, absent = [] }: Report, isShown: ColumnChoice): LeadingColumn[] {
  const { backing, backings } = table
  const hex2 = (value: number): string => value.toString(16).padStart(2, '0')
  const columns: LeadingColumn[] = [
    { name: 'Address', from: 'address', text: (row) => u64Hex(table.start, row, 8) },
    { name: 'Perm', from: 'perms', text: (row) => permsText(table.perms[row]!) },
    { name: 'Offset', from: 'offset', text: (row) => u64Hex(table.offset, row, 8) },
    {
      name: 'Device',
      from: 'device',
      text: (row) => `${hex2(backings.major[backing[row]!]!)}:${hex2(backings.minor[backing[row]!]!)}`
    },
    { name: 'Inode', from: 'inode', text: (row) => u64Decimal(backings.inode, backing[row]!) }
  ]
  return columns
    .filter(({ name }) => name === 'Address' || isShown(name))
    .map((column) => (absent.includes(column.from) ? { ...column, text: () => '?' } : column))
}

function longest(rowCount: number, text: (row: number) => string): number {
  let most = 0
  for (let row = 0; row < rowCount; row++) most = Math.max(most, text(row).length)
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

/** Texts of small numbers, which most values are. */
const SMALL: readonly string[] = Array.from({ length: 1024 }, (_, value) => String(value))

function valueText(table: MappingTable, field: FieldColumn, row: number): string {
  const value = fieldValue(table, field, row)
  if (value === undefined) return ''
  if (field.wide !== null) return String(exactFieldValue(table, field, row))
  return SMALL[value] ?? String(value)
}

/** pmap -X, -XX and -c: everything smaps tells, with sums below. A process without mappings gives nothing. */
export function writeWide(report: Report, options: ReportOptions, isShown: ColumnChoice, out: ByteWriter): void {
  const { table } = report
  if (table.rowCount === 0) return
  const { isQuiet, isFullPath, rules } = options
  const rows = rowsInRange(table, options.range)
  const leading = leadingColumns(report, isShown)
  const widths = leading.map(({ name, text }) => Math.max(longest(table.rowCount, text), isQuiet ? 0 : name.length))
  const numbers = numberColumns(report, options, isShown, rows)
  const hasFlags = table.flags !== null && isShown('VmFlags')
  const flagsWidth = hasFlags
    ? Math.max(
        longest(table.rowCount, (row) => shownFlags(table, row)),
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
      out.right(leading[i]!.text(row), widths[i]!)
    }
    for (const { field, width } of numbers) {
      out.byte(32)
      out.right(valueText(table, field, row), width)
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
