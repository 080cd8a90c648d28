import { mappingName, type MappingTable } from '../../memory/mapping-table.ts'
import { UNITLESS } from '../listing/pmap-row.ts'
import { plainSource, type Imported } from '../importer.ts'
import { Listings, type ListedProcess } from '../listings.ts'
import { isUsualFault } from '../row-check.ts'
import { SkippedNotes } from '../skipped-notes.ts'
import { rowsOf, type RecordRow, type RecordRows } from './record-rows.ts'
import { MOST_RECORDS, type TextRecord } from './record-value.ts'

const isSame = (a: ListedProcess, b: ListedProcess): boolean =>
  a.pid === b.pid && a.name === b.name && a.command === b.command

/** Drawings and some tables begin with the highest address. */
function upwards(rows: readonly RecordRow[]): readonly RecordRow[] {
  const isDownwards = rows.every(({ start }, at) => at === 0 || start < rows[at - 1]!.start)
  return isDownwards ? rows.toReversed() : rows
}

/** Rows by their process, in the order in which processes come. */
function byProcess(rows: readonly RecordRow[]): RecordRow[][] {
  const groups: RecordRow[][] = []
  for (const row of rows) {
    const open = groups.at(-1)
    if (open !== undefined && isSame(open[0]!.record.owner, row.record.owner)) open.push(row)
    else groups.push([row])
  }
  return groups
}

/** @returns false when a row can't be a mapping beside the others */
function list({ rows }: RecordRows, out: Listings): boolean {
  for (const group of byProcess(rows)) {
    out.begin(group[0]!.record.owner)
    let end = -1n
    let start = -1n
    for (const row of upwards(group)) {
      // A text of no known kind whose ranges overlap is no list of mappings.
      if (row.start >= start && row.start < end && !(row.start === start && row.end === end)) return false
      if (!out.mapping(row)) {
        if (out.fault === null || !isUsualFault(out.fault)) return false
        continue
      }
      ;[start, end] = [row.start, row.end]
      for (const [field, value] of row.numbers) out.field(field, value, UNITLESS.test(field) ? 'none' : 'kB')
    }
  }
  return true
}

/**
 * What records report, as a file that was opened; null when they are no list of the mappings of a Linux process.
 * @param isCut rows were left out
 * @param unread lines that may have been rows, but can't be read
 */
export function listRows(
  format: string,
  name: string,
  records: readonly TextRecord[],
  isCut = false,
  unread: readonly string[] = []
): Imported | null {
  const found = records.length > MOST_RECORDS ? null : rowsOf(records)
  const out = new Listings(name)
  if (found === null || !list(found, out)) return null
  if (isCut || unread.length > 0) out.leaveOut()
  const notes = new SkippedNotes()
  for (const line of unread) notes.line(null, line)
  if (found.hasLostUnits) notes.file('it does not say whether some of its numbers are bytes or kB: they are left out')
  const moments = out.finish()
  out.reportLeftOut(notes)
  return { source: plainSource(format, name), moments, notes: notes.list }
}

const sumOf = ({ moments }: Imported, count: (table: MappingTable) => number): number =>
  moments.flatMap(({ processes }) => processes).reduce((sum, process) => sum + count(process.capture().table), 0)

/** Mappings of all processes together: of two readings of a text, the one with more of them understood it. */
export const rowCount = (imported: Imported): number => sumOf(imported, (table) => table.rowCount)

/** Those of them that have a name. */
export const nameCount = (imported: Imported): number =>
  sumOf(imported, (table) => {
    let count = 0
    for (let row = 0; row < table.rowCount; row++) if (mappingName(table, row) !== '') count++
    return count
  })
