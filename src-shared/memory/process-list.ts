import { METRICS, type Metric } from './metrics.ts'
import type { TextList } from './text-list.ts'

/** Bits of `ProcessList.traits`. */
export const TRAIT_KERNEL_THREAD = 1
export const TRAIT_ZOMBIE = 2
/** maps and smaps may not be read by this host (other user, not dumpable, protected). */
export const TRAIT_UNREADABLE = 4
/** It was not tried whether maps may be read. */
export const TRAIT_UNTRIED = 8

/** Value of a kB column where the source reports nothing (never 0). */
export const UNKNOWN_KB = -1

/** What stat and status report about a process besides its metrics: kB (1024 bytes), and counts of page faults since its start. */
export const CHEAP_NUMBERS = [
  'rssAnon',
  'rssFile',
  'rssShmem',
  'pageTables',
  'peak',
  'minorFaults',
  'majorFaults'
] as const
export type CheapNumber = (typeof CHEAP_NUMBERS)[number]
export type CheapNumbers = Readonly<Record<CheapNumber, number | null>>

/**
 * All processes of a source at one moment, as columns of `count` rows, in pid order. Memory figures are the cheap ones
 * of status and stat, kB (1024 bytes), UNKNOWN_KB where absent.
 */
export interface ProcessList {
  readonly count: number
  /** Milliseconds since 1970, when the list was read. */
  readonly takenAt: number
  readonly pid: Int32Array
  readonly ppid: Int32Array
  readonly startTime: Float64Array
  /** 32 bits without a sign; −1 where it is unknown. */
  readonly uid: Float64Array
  /** One letter of /proc/PID/stat (R, S, D, Z, T, …) as its character code. */
  readonly state: Uint8Array
  readonly traits: Uint8Array
  readonly threads: Int32Array
  /** Amounts of the metrics by row; those that only smaps_rollup reports are filled on request. */
  readonly kb: Readonly<Record<Metric, Float64Array>>
  /** UNKNOWN_KB where the source reports nothing. */
  readonly cheap: Readonly<Record<CheapNumber, Float64Array>>
  /** comm: at most 15 bytes, of kernel threads up to 63 (fs/proc/array.c, proc_task_name); untrusted. */
  readonly name: TextList
  /** Command line with NULs as blanks, a live one at most 64 KiB of it; empty for kernel threads and zombies. Untrusted. */
  readonly commandLine: TextList
  /** User names by uid, as far as the source knows them; JSON pairs. */
  readonly users: readonly (readonly [uid: number, name: string])[]
  /** The list may be incomplete: /proc is mounted with hidepid. */
  readonly hidden: boolean
}

/** What the metrics of one process come to, kB (1024 bytes); null where the source reports nothing. */
export type MetricAmounts = Readonly<Record<Metric, number | null>>

/** The amounts of all rows as columns. */
export function amountColumns(rows: readonly MetricAmounts[]): ProcessList['kb'] {
  const columns = METRICS.map((metric) => [metric, Float64Array.from(rows, (row) => row[metric] ?? UNKNOWN_KB)])
  return Object.fromEntries(columns) as ProcessList['kb']
}

/** An amount of a row, kB; null where the source reports nothing. */
export function knownKb(list: ProcessList, row: number, metric: Metric): number | null {
  const value = list.kb[metric][row] ?? UNKNOWN_KB
  return value === UNKNOWN_KB ? null : value
}

/** The cheap numbers of all rows as columns. */
export function cheapColumns(rows: readonly CheapNumbers[]): ProcessList['cheap'] {
  const columns = CHEAP_NUMBERS.map((name) => [name, Float64Array.from(rows, (row) => row[name] ?? UNKNOWN_KB)])
  return Object.fromEntries(columns) as ProcessList['cheap']
}

/** A cheap number of a row; null where the source reports nothing. */
export function knownNumber(list: ProcessList, row: number, name: CheapNumber): number | null {
  const value = list.cheap[name][row] ?? UNKNOWN_KB
  return value === UNKNOWN_KB ? null : value
}
