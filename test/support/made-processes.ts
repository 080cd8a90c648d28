import type { ProcessList } from '#shared/memory/process-list.ts'
import { METRICS } from '#shared/memory/metrics.ts'
import { amountColumns, cheapColumns, type CheapNumbers, type MetricAmounts } from '#shared/memory/process-list.ts'
import { textListOf } from '#shared/memory/text-list.ts'

export interface MadeProcess {
  readonly pid: number
  readonly ppid?: number
  readonly startTime?: number
  readonly uid?: number
  readonly name?: string
  readonly command?: string
  readonly rss?: number
  readonly pss?: number
  readonly traits?: number
  /** Other amounts, kB. */
  readonly amounts?: Partial<MetricAmounts>
  readonly cheap?: Partial<CheapNumbers>
}

const UNKNOWN = Object.fromEntries(METRICS.map((metric) => [metric, null])) as MetricAmounts

const NO_NUMBERS: CheapNumbers = {
  peak: null,
  rssAnon: null,
  rssFile: null,
  rssShmem: null,
  pageTables: null,
  minorFaults: null,
  majorFaults: null
}

/** A process list as a host would send it. */
export function madeProcesses(processes: readonly MadeProcess[], takenAt = 0): ProcessList {
  return {
    count: processes.length,
    takenAt,
    pid: Int32Array.from(processes, ({ pid }) => pid),
    ppid: Int32Array.from(processes, ({ ppid }) => ppid ?? 0),
    startTime: Float64Array.from(processes, ({ startTime }) => startTime ?? 1),
    uid: Float64Array.from(processes, ({ uid }) => uid ?? 0),
    state: Uint8Array.from(processes, () => 'S'.charCodeAt(0)),
    traits: Uint8Array.from(processes, ({ traits }) => traits ?? 0),
    threads: Int32Array.from(processes, () => 1),
    kb: amountColumns(
      processes.map(({ rss = null, pss = null, amounts }) => ({ ...UNKNOWN, size: rss, rss, pss, ...amounts }))
    ),
    cheap: cheapColumns(processes.map(({ cheap }) => ({ ...NO_NUMBERS, ...cheap }))),
    name: textListOf(processes.map(({ name }) => name ?? 'sleep')),
    commandLine: textListOf(processes.map(({ command }) => command ?? '')),
    users: [[0, 'root']],
    hidden: false
  }
}
