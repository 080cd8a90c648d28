import {
  deviceText,
  emptyTable,
  exactFieldValue,
  fieldValue,
  findField,
  mappingKb,
  type MappingTable
} from '../memory/mapping-table.ts'
import { isFieldMissing, type FieldColumn } from '../memory/field-column.ts'
import { MODES } from '../memory/mode.ts'
import { deviceTotals, totalKb, totalOfField } from '../memory/totals.ts'
import { u64Hex } from '../memory/u64-column.ts'
import type { ByteWriter } from './byte-writer.ts'
import { MappingLabels } from './mapping-label.ts'
import type { Report, ReportOptions } from './report.ts'
import { rowsInRange } from './rows-in-range.ts'

function eachRow(table: MappingTable, rows: Uint32Array | null, visit: (row: number) => void): void {
  if (rows !== null) rows.forEach(visit)
  else for (let row = 0; row < table.rowCount; row++) visit(row)
}

/**
 * One of pmap's three formats of fixed columns. Mappings may come in parts, as they are read: columns do not depend on what
 * is still to come, only the sums below do.
 */
export interface NarrowFormat {
  header(options: ReportOptions, out: ByteWriter): void
  part(report: Report, options: ReportOptions, out: ByteWriter): Sums
  footer(sums: Sums, out: ByteWriter): void
}

/** What the footer tells, kB. */
type Sums = readonly bigint[]

/** Writes a whole report, part by part. */
export function writeNarrow(
  format: NarrowFormat,
  parts: Iterable<Report>,
  options: ReportOptions,
  out: ByteWriter
): void {
  if (!options.isQuiet) format.header(options, out)
  let sums: Sums = []
  for (const part of parts) {
    const more = format.part(part, options, out)
    sums = more.map((sum, index) => sum + (sums[index] ?? 0n))
    out.flush()
  }
  if (!options.isQuiet) format.footer(sums.length > 0 ? sums : format.part(NO_ROWS, options, out), out)
}

const NO_ROWS: Report = { table: emptyTable(), startStack: null, shmMinor: null }

/** In place of what the source does not tell. */
const unknownAs = (width: number): string => '?'.padEnd(width)

interface LeadingTexts {
  readonly address: (row: number) => string
  readonly mode: (row: number) => string
}

function leadingTexts({ table, absent = [] }: Report): LeadingTexts {
  const hasAddress = !absent.includes('address')
  const hasMode = !absent.includes('perms')
  return {
    address: (row) => (hasAddress ? u64Hex(table.start, row, 16) : unknownAs(16)),
    mode: (row) => (hasMode ? MODES[table.perms[row]!]! : unknownAs(5))
  }
}

function writeDefaultRows(report: Report, options: ReportOptions, out: ByteWriter): Sums {
  const { table } = report
  const labels = new MappingLabels(table, report, options)
  const { address, mode } = leadingTexts(report)
  const rows = rowsInRange(table, options.range)
  eachRow(table, rows, (row) => {
    out.ascii(address(row))
    out.byte(32)
    out.right(String(mappingKb(table, row)), 6)
    out.ascii(`K ${mode(row)} `)
    out.bytes(labels.labelOf(row))
    out.byte(10)
  })
  return [totalKb(table, rows)]
}

/** pmap's default format: address, size, mode, name; the total below. */
export const DEFAULT_FORMAT: NarrowFormat = {
  header: () => undefined,
  part: writeDefaultRows,
  footer: ([total], out) => out.ascii(` total ${String(total).padStart(16)}K\n`)
}

function writeDeviceRows(report: Report, options: ReportOptions, out: ByteWriter): Sums {
  const { table } = report
  const { backings } = table
  const labels = new MappingLabels(table, report, options)
  const { address, mode } = leadingTexts(report)
  const [hasOffset, hasDevice] = [!report.absent?.includes('offset'), !report.absent?.includes('device')]
  const rows = rowsInRange(table, options.range)
  eachRow(table, rows, (row) => {
    out.ascii(address(row))
    out.byte(32)
    out.right(String(mappingKb(table, row)), 7)
    out.ascii(` ${mode(row)} ${hasOffset ? u64Hex(table.offset, row, 16) : unknownAs(16)} `)
    out.ascii(`${hasDevice ? deviceText(backings, table.backing[row]!, 3, 5) : unknownAs(9)} `)
    out.bytes(labels.labelOf(row))
    out.byte(10)
  })
  const { mapped, writeablePrivate, shared } = deviceTotals(table, rows)
  return [mapped, writeablePrivate, shared]
}

/** pmap -d: with offset and device; below it what is mapped, writeable and private, shared. */
export const DEVICE_FORMAT: NarrowFormat = {
  header: (_options, out) => out.ascii('Address           Kbytes Mode  Offset           Device    Mapping\n'),
  part: writeDeviceRows,
  footer: ([mapped, writeablePrivate, shared], out) =>
    out.ascii(`mapped: ${mapped}K    writeable/private: ${writeablePrivate}K    shared: ${shared}K\n`)
}

/** As a number where that is exact, which is cheaper. */
const exactValue = (table: MappingTable, field: FieldColumn, row: number): number | bigint | undefined =>
  field.wide === null ? fieldValue(table, field, row) : exactFieldValue(table, field, row)

const kbText = (table: MappingTable, field: FieldColumn | undefined, row: number): string =>
  field === undefined ? '' : String(exactValue(table, field, row) ?? '')

/** Shared_Dirty + Private_Dirty of a row; empty where the source tells neither. */
function dirtyText(table: MappingTable, fields: readonly (FieldColumn | undefined)[], row: number): string {
  let sum: number | bigint | null = null
  for (const field of fields) {
    const value = field === undefined ? undefined : exactValue(table, field, row)
    if (value === undefined) continue
    if (sum === null) sum = value
    else sum = typeof sum === 'number' && typeof value === 'number' ? sum + value : BigInt(sum) + BigInt(value)
  }
  return sum === null ? '' : String(sum)
}

const totalOf = (table: MappingTable, field: FieldColumn | undefined, rows: Uint32Array | null): bigint =>
  field === undefined ? 0n : totalOfField(table, field, rows)

function writeExtendedRows(report: Report, options: ReportOptions, out: ByteWriter): Sums {
  const { table } = report
  const labels = new MappingLabels(table, report, options)
  const rows = rowsInRange(table, options.range)
  const { address, mode } = leadingTexts(report)
  const rss = findField(table, 'Rss')
  const swap = findField(table, 'Swap')
  const ownSum = findField(table, 'Dirty')
  const dirty = ownSum === undefined ? [findField(table, 'Shared_Dirty'), findField(table, 'Private_Dirty')] : [ownSum]
  const isKernelText = report.absent === undefined
  eachRow(table, rows, (row) => {
    if (isKernelText && (swap === undefined || isFieldMissing(swap, row))) return
    out.ascii(address(row))
    out.byte(32)
    out.right(String(mappingKb(table, row)), 7)
    out.byte(32)
    out.right(kbText(table, rss, row), 7)
    out.byte(32)
    out.right(dirtyText(table, dirty, row), 7)
    out.ascii(` ${mode(row)} `)
    out.bytes(labels.labelOf(row))
    out.byte(10)
  })
  const dirtySum = dirty.reduce((sum, field) => sum + totalOf(table, field, rows), 0n)
  return [totalKb(table, rows), totalOf(table, rss, rows), dirtySum]
}

/**
 * pmap -x: resident and dirty sizes. As in pmap a row appears when its Swap line is met: smaps of kernels without Swap
 * give totals only (4.0.2, measured).
 */
export const EXTENDED_FORMAT: NarrowFormat = {
  header: (_options, out) => out.ascii('Address           Kbytes     RSS   Dirty Mode  Mapping\n'),
  part: writeExtendedRows,
  footer(sums, out) {
    out.ascii('---------------- ------- ------- ------- \n')
    out.ascii(`total kB         ${sums.map((sum) => String(sum).padStart(7)).join(' ')}\n`)
  }
}
