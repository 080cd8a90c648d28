import {
  deviceText,
  emptyTable,
  exactFieldValue,
  fieldValue,
  findField,
  mappingKb,
  type MappingTable
} from '../memory/mapping-table.ts'
import { areSizesKnown } from '../memory/metric-values.ts'
import { isFieldMissing, type FieldColumn } from '../memory/field-column.ts'
import { MODES, withSharing } from '../memory/mode.ts'
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

/** The sums of the footer, kB; null where the source does not report them. */
type Sums = readonly (bigint | null)[]

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
    sums = more.map((sum, index) => plus(sum, sums[index] === undefined ? 0n : sums[index]))
    out.flush()
  }
  if (!options.isQuiet) format.footer(sums.length > 0 ? sums : format.part(NO_ROWS, options, out), out)
}

const NO_ROWS: Report = { table: emptyTable(), startStack: null, shmMinor: null }

const plus = (a: bigint | null, b: bigint | null): bigint | null => (a === null || b === null ? null : a + b)

const sumText = (sum: bigint | null | undefined): string => (sum == null ? UNKNOWN : String(sum))

/** Printed for what the source does not report. */
const UNKNOWN = '?'

const unknownAs = (width: number): string => UNKNOWN.padEnd(width)

interface LeadingTexts {
  readonly address: (row: number) => string
  readonly mode: (row: number) => string
  readonly kbytes: (row: number) => string
  readonly hasSizes: boolean
  /** Whether it is reported which mappings may be written and which are private. */
  readonly hasSharing: boolean
}

function leadingTexts({ table, absent }: Report): LeadingTexts {
  // The kernel's own text has them, whatever they are.
  const hasSizes = absent === undefined || areSizesKnown(table)
  const hasAddress = absent?.includes('address') !== true
  const hasMode = absent?.includes('perms') !== true
  return {
    address: (row) => (hasAddress ? u64Hex(table.start, row, 16) : unknownAs(16)),
    mode: (row) => (hasMode ? withSharing(MODES[table.perms[row]!]!, absent) : unknownAs(5)),
    kbytes: (row) => (hasSizes ? String(mappingKb(table, row)) : UNKNOWN),
    hasSizes,
    hasSharing: hasMode && absent?.includes('sharing') !== true
  }
}

function writeDefaultRows(report: Report, options: ReportOptions, out: ByteWriter): Sums {
  const { table } = report
  const labels = new MappingLabels(table, report, options)
  const { address, mode, kbytes, hasSizes } = leadingTexts(report)
  const rows = rowsInRange(table, options.range)
  eachRow(table, rows, (row) => {
    out.ascii(address(row))
    out.byte(32)
    out.right(kbytes(row), 6)
    out.ascii(`K ${mode(row)} `)
    out.bytes(labels.labelOf(row))
    out.byte(10)
  })
  return [hasSizes ? totalKb(table, rows) : null]
}

/** pmap's default format: address, size, mode, name; the total below. */
export const DEFAULT_FORMAT: NarrowFormat = {
  header: () => undefined,
  part: writeDefaultRows,
  footer: ([total], out) => out.ascii(` total ${sumText(total).padStart(16)}K\n`)
}

function writeDeviceRows(report: Report, options: ReportOptions, out: ByteWriter): Sums {
  const { table } = report
  const { backings } = table
  const labels = new MappingLabels(table, report, options)
  const { address, mode, kbytes, hasSizes, hasSharing } = leadingTexts(report)
  const [hasOffset, hasDevice] = [!report.absent?.includes('offset'), !report.absent?.includes('device')]
  const rows = rowsInRange(table, options.range)
  eachRow(table, rows, (row) => {
    out.ascii(address(row))
    out.byte(32)
    out.right(kbytes(row), 7)
    out.ascii(` ${mode(row)} ${hasOffset ? u64Hex(table.offset, row, 16) : unknownAs(16)} `)
    out.ascii(`${hasDevice ? deviceText(backings, table.backing[row]!, 3, 5) : unknownAs(9)} `)
    out.bytes(labels.labelOf(row))
    out.byte(10)
  })
  const { mapped, writeablePrivate, shared } = deviceTotals(table, rows)
  return hasSizes ? [mapped, hasSharing ? writeablePrivate : null, hasSharing ? shared : null] : [null, null, null]
}

/** pmap -d: with offset and device; below it what is mapped, writeable and private, shared. */
export const DEVICE_FORMAT: NarrowFormat = {
  header: (_options, out) => out.ascii('Address           Kbytes Mode  Offset           Device    Mapping\n'),
  part: writeDeviceRows,
  footer: ([mapped, writeablePrivate, shared], out) =>
    out.ascii(
      `mapped: ${sumText(mapped)}K    writeable/private: ${sumText(writeablePrivate)}K    shared: ${sumText(shared)}K\n`
    )
}

/** As a number where that is exact, which is cheaper. */
const exactValue = (table: MappingTable, field: FieldColumn, row: number): number | bigint | undefined =>
  field.wide === null ? fieldValue(table, field, row) : exactFieldValue(table, field, row)

const kbText = (table: MappingTable, field: FieldColumn | undefined, row: number): string =>
  field === undefined ? '' : String(exactValue(table, field, row) ?? '')

/** Shared_Dirty + Private_Dirty of a row; empty where the source reports neither. */
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
  const { address, mode, kbytes, hasSizes } = leadingTexts(report)
  const rss = findField(table, 'Rss')
  const swap = findField(table, 'Swap')
  const ownSum = findField(table, 'Dirty')
  const dirty = ownSum === undefined ? [findField(table, 'Shared_Dirty'), findField(table, 'Private_Dirty')] : [ownSum]
  const isKernelText = report.absent === undefined
  // Where the kernel leaves a line out, pmap prints nothing.
  const unknown = isKernelText ? '' : UNKNOWN
  eachRow(table, rows, (row) => {
    if (isKernelText && (swap === undefined || isFieldMissing(swap, row))) return
    out.ascii(address(row))
    out.byte(32)
    out.right(kbytes(row), 7)
    out.byte(32)
    out.right(kbText(table, rss, row) || unknown, 7)
    out.byte(32)
    out.right(dirtyText(table, dirty, row) || unknown, 7)
    out.ascii(` ${mode(row)} `)
    out.bytes(labels.labelOf(row))
    out.byte(10)
  })
  const dirtySum = dirty.reduce((sum, field) => sum + totalOf(table, field, rows), 0n)
  const isDirtyKnown = isKernelText || dirty.some((field) => field !== undefined)
  return [
    hasSizes ? totalKb(table, rows) : null,
    isKernelText || rss !== undefined ? totalOf(table, rss, rows) : null,
    isDirtyKnown ? dirtySum : null
  ]
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
    out.ascii(`total kB         ${sums.map((sum) => sumText(sum).padStart(7)).join(' ')}\n`)
  }
}
