import type { Span } from '#shared/classify/observed.ts'
import { mappingEnd, mappingStart, PERM_SHARED, type MappingTable } from '#shared/memory/mapping-table.ts'
import type { PageBudget, ProcessMemory } from './process-memory.ts'

/** Reads of pagemap (2 MiB of memory each) for all mappings together: 4 GiB. */
const MOST_READS = 2048

/**
 * Counts what is in memory of each part of mappings that hold several things, so that shares can be reported of resident memory.
 * Spans are cut at the ends of such mappings. What the budget does not suffice for stays uncounted.
 * @param spans in order of address, none over another
 */
export function withResidence(spans: readonly Span[], table: MappingTable, memory: ProcessMemory): Span[] {
  const budget: PageBudget = { left: MOST_READS }
  const counted: Span[] = []
  let row = 0
  for (const span of spans) {
    while (row > 0 && mappingStart(table, row) > span.start) row--
    while (row < table.rowCount && mappingEnd(table, row) <= span.start) row++
    let at = span.start
    for (; row < table.rowCount && mappingStart(table, row) < span.end; row++) {
      const [start, end] = [mappingStart(table, row), mappingEnd(table, row)]
      const isWhole = span.start <= start && span.end >= end
      if (!isWhole && isCountable(table, row)) {
        const [from, to] = [Math.max(at, start), Math.min(span.end, end)]
        if (from > at) counted.push({ ...span, start: at, end: from })
        const residentBytes = memory.residentBytes(from, to, budget)
        counted.push({ start: from, end: to, label: span.label, ...(residentBytes === null ? {} : { residentBytes }) })
        at = to
      }
      if (end >= span.end) break
    }
    if (at < span.end) counted.push(at === span.start ? span : { ...span, start: at })
  }
  return counted
}

/** Private, without a name and accessible: the only memory that is described by spans, besides the heap of brk. */
function isCountable(table: MappingTable, row: number): boolean {
  const perms = table.perms[row]!
  return table.backing[row] === 0 && (perms & PERM_SHARED) === 0 && perms !== 0
}
