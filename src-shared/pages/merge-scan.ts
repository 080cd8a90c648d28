import { PAGE_HUGE, PAGE_RESIDENT, PAGE_STATE_MASK, PAGE_ZERO, PageRunBuilder, type PageRuns } from './page-runs.ts'
import type { ScannedPages } from './scan-records.ts'

type Runs = Pick<PageRuns, 'count' | 'pages' | 'bits'>

/**
 * Runs of pagemap with what only the scanner shows: which pages are zero pages and parts of huge ones. Where the two differ,
 * because the process went on between them, pagemap holds.
 */
export function mergeScan(runs: Runs, scanned: ScannedPages): Runs {
  const builder = new PageRunBuilder()
  let at = 0
  let next = 0
  for (let run = 0; run < runs.count; run++) {
    const end = at + runs.pages[run]!
    const bits = runs.bits[run]!
    if ((bits & PAGE_STATE_MASK) !== PAGE_RESIDENT) {
      builder.add(end - at, bits)
      at = end
      continue
    }
    while (at < end) {
      while (next < scanned.ranges.length && scanned.ranges[next]!.first + scanned.ranges[next]!.pages <= at) next++
      const range = scanned.ranges[next]
      const isInside = range !== undefined && range.first <= at
      const stop = Math.min(end, range === undefined ? end : isInside ? range.first + range.pages : range.first)
      builder.add(stop - at, isInside ? bits | (range.bits & (PAGE_HUGE | PAGE_ZERO)) : bits)
      at = stop
    }
  }
  return builder.runs()
}
