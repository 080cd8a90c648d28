import { MOST_NUMA_ROWS, numaRow, withNumaColumns, type NumaRow } from '../../scan/numa-maps.ts'
import { importedProcess } from '../capture-from-files.ts'
import { plainSource, type Importer } from '../importer.ts'
import { MappingList } from '../mapping-list.ts'
import { SkippedNotes } from '../skipped-notes.ts'
import { linesOf, pastedLine } from '../unwrap/pasted-line.ts'
import { countLines, couldBeMapping } from './line-importer.ts'

const ROW =
  /^[0-9a-f]{6,16} (?:default|local|bind|prefer|interleave|weighted).*\s(?:file=|heap|stack|anon=|N\d{1,4}=|huge)/

/** /proc/PID/numa_maps by itself. It reports where mappings begin, but not where they end. */
export const numaMaps: Importer = {
  id: 'numa-maps',
  detect: (head) => (countLines(head, ROW) > 0 ? 0.9 : 0),
  read(bytes, name) {
    const notes = new SkippedNotes()
    const rows: NumaRow[] = []
    const out = new MappingList()
    let number = 0
    for (const raw of linesOf(bytes)) {
      number++
      const line = pastedLine(raw)
      const row = numaRow(line)
      if (row === null) {
        if (couldBeMapping(line)) notes.line(number, line)
        continue
      }
      if (rows.length >= MOST_NUMA_ROWS) {
        notes.file(`mappings behind the first ${MOST_NUMA_ROWS} are left out`)
        break
      }
      rows.push(row)
      const start = BigInt(row.start)
      out.mapping({ start, end: start, isSizeUnknown: true, name: row.name })
      if (out.fault !== null) notes.fault(number, out.fault, line)
    }
    notes.limit('numa_maps shows where mappings begin, but neither where they end nor their permissions')
    const finished = out.finish()
    const files = { rows: { ...finished, table: withNumaColumns(finished.table, rows) } }
    const processes = out.isListing ? [importedProcess(files, { name, absent: out.absent })] : []
    return { source: plainSource('numa-maps', name), moments: [{ takenAt: null, processes }], notes: notes.list }
  }
}
