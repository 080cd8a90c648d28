import { CATEGORIES } from '../memory/category.ts'
import { sumsByCategory } from './metrics.ts'
import type { FleetMoment } from './moments.ts'

/**
 * Moments as a trace in the JSON format of Chrome's tracing, which Perfetto's interface opens: for each process counters of
 * resident and anonymous memory by category over time, bytes. Moments without a time follow each other by a second.
 */
export function traceEvents(moments: Iterable<FleetMoment>, sink: (text: string) => void): void {
  sink('{"displayTimeUnit":"ms","traceEvents":[')
  let isFirst = true
  const event = (value: object): void => {
    sink(`${isFirst ? '' : ','}\n${JSON.stringify(value)}`)
    isFirst = false
  }
  const named = new Set<number>()
  let place = 0
  for (const { takenAt, captures } of moments) {
    const ts = (takenAt ?? place * 1000) * 1000
    place++
    for (const capture of captures) {
      const { pid } = capture.process
      if (!named.has(pid)) {
        named.add(pid)
        event({ ph: 'M', name: 'process_name', pid, args: { name: capture.command || capture.name } })
      }
      for (const measure of ['rss', 'anonymous'] as const) {
        const sums = sumsByCategory([capture], measure)
        if (sums === null) continue
        // Every category each time: a counter that is left out would stay at its last value.
        const args = Object.fromEntries(CATEGORIES.map((category) => [category, (sums.get(category) ?? 0) * 1024]))
        event({ ph: 'C', name: `${measure} by category (bytes)`, pid, ts, args })
      }
      event({ ph: 'C', name: 'mappings', pid, ts, args: { mappings: capture.table.rowCount } })
    }
  }
  sink('\n]}\n')
}
