import { CATEGORIES } from '../memory/category.ts'
import { sumsByCategory } from './metrics.ts'
import { processKeyText, type ProcessKey } from '../memory/process-key.ts'
import type { FleetMoment } from './moments.ts'

/** Above all pids of Linux (PID_MAX_LIMIT in include/linux/threads.h is 2^22). */
const FIRST_FREE = 10_000_000

/** Numbers for processes: their own, unless another process of the trace has it, of another machine or before its end. */
class TraceProcesses {
  readonly #numbers = new Map<string, number>()
  readonly #taken = new Set<number>()

  /** @returns whether it is new */
  number(host: string | null, process: ProcessKey): { readonly pid: number; readonly isNew: boolean } {
    const key = `${processKeyText(process)} ${host ?? ''}`
    const known = this.#numbers.get(key)
    if (known !== undefined) return { pid: known, isNew: false }
    const pid = this.#taken.has(process.pid) ? FIRST_FREE + this.#numbers.size : process.pid
    this.#numbers.set(key, pid)
    this.#taken.add(pid)
    return { pid, isNew: true }
  }
}

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
  const processes = new TraceProcesses()
  let index = 0
  for (const { host, takenAt, captures } of moments) {
    const ts = (takenAt ?? index * 1000) * 1000
    index++
    for (const capture of captures) {
      const { pid, isNew } = processes.number(host, capture.process)
      if (isNew) {
        event({ ph: 'M', name: 'process_name', pid, args: { name: capture.command || capture.name } })
        if (host !== null) event({ ph: 'M', name: 'process_labels', pid, args: { labels: host } })
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
