import { joinBytes } from '../../base/join-bytes.ts'
import type { CaptureNote } from '../../memory/capture.ts'
import { backingsNamed, fieldValue, findField, type MappingTable } from '../../memory/mapping-table.ts'
import { scanMappings, type ScanResult } from '../../scan/mapping-scanner.ts'
import { SMALLEST_PAGE } from '../row-check.ts'
import { SkippedNotes } from '../skipped-notes.ts'
import { MapsSections } from './maps-sections.ts'

/** The page size of the machine, as smaps reports it (the smallest KernelPageSize; hugetlb has larger ones), bytes. */
export function pageSizeOf(table: MappingTable): number {
  const field = findField(table, 'KernelPageSize')
  let least = Infinity
  // Where it is the same in all rows, the first one reports it.
  const rows = field?.stride === 0 && field.missing === null ? Math.min(1, table.rowCount) : table.rowCount
  for (let row = 0; field !== undefined && row < rows; row++) {
    least = Math.min(least, fieldValue(table, field, row) ?? Infinity)
  }
  const bytes = least * 1024
  // What is no power of two is no page.
  return Number.isFinite(bytes) && bytes >= SMALLEST_PAGE && Number.isInteger(Math.log2(bytes)) ? bytes : SMALLEST_PAGE
}

/** User space ends at 2^57 at most; what the kernel has above it begins at 0xffff…. */
const isAddressHigh = (high: number): boolean => high < 0x2000000 || high >= 0xffff0000

/** Whether all rows begin and end at pages inside the address space, and none is a sum of others. */
export function areRowsPossible(table: MappingTable, pageSize: number): boolean {
  const { start, end, rowCount } = table
  const within = pageSize - 1
  if (backingsNamed(table, '[rollup]').size > 0) return false
  for (let row = 0; row < rowCount; row++) {
    const isEnd = end.hi[row] === 0xffffffff && end.lo[row] === 0xffffffff
    if (((start.lo[row]! | (isEnd ? 0 : end.lo[row]!)) & within) !== 0) return false
    if (!isAddressHigh(start.hi[row]!) || (end.hi[row]! >= 0x2000000 && start.hi[row]! < 0xffff0000)) return false
  }
  return true
}

/** The rows of a file of /proc that can be mappings, and a note of what was left out. */
export function possibleRows(bytes: Uint8Array, pageSize: number): { rows: ScanResult; notes: CaptureNote[] } {
  const refused = new SkippedNotes()
  const reader = new MapsSections(refused, pageSize)
  reader.read(bytes)
  const rows = scanMappings(joinBytes(reader.sections.map(({ smaps }) => smaps.finish())))
  const count = refused.list.length
  const [first] = refused.list
  const notes: CaptureNote[] =
    first === undefined ? [] : [{ kind: 'skipped-lines', detail: `${count}: ${first.line ?? ''} ${first.detail}` }]
  return { rows, notes }
}
