import type { Rollup } from '../memory/capture.ts'
import { amountOfProcess } from '../memory/metric-values.ts'
import { METRICS } from '../memory/metrics.ts'
import type { MetricAmounts } from '../memory/process-list.ts'
import type { ProcessKey } from '../memory/process-key.ts'
import type { CgroupOfProcess } from './cgroup-path.ts'

/** PSS by what the pages are, kB (1024 bytes); smaps_rollup has it since Linux 5.4. */
export interface PssParts {
  readonly anonKb: number
  readonly fileKb: number
  readonly shmemKb: number
}

/** What is slow to read of a process, and so is read more seldom than the list. Null is "not reported", never 0. */
export interface ExactReading {
  readonly process: ProcessKey
  /** Milliseconds since 1970. */
  readonly takenAt: number
  /** From smaps_rollup, kB; null where that may not be read, and for what has no memory of its own. */
  readonly amounts: MetricAmounts | null
  readonly pssParts: PssParts | null
  /** Number of mappings; null also where it was not asked for. */
  readonly mappings: number | null
  /** 0 … 2000, proc_pid_oom_score(5). */
  readonly oomScore: number | null
  readonly cgroup: CgroupOfProcess | null
}

export interface ExactQuestion {
  /** Processes that are looked at before all others: those in sight. */
  readonly first: readonly ProcessKey[]
  /** Readings that are at least as new as this are answered, also those of other requests. Milliseconds since 1970. */
  readonly since: number
  /** How long to read, milliseconds; at least one process is read. */
  readonly milliseconds: number
  /** Also count mappings, which costs half as much again. */
  readonly counts: boolean
}

export interface ExactNumbers {
  readonly readings: readonly ExactReading[]
  /** What reading took. */
  readonly milliseconds: number
  /** Processes that were never read so far. */
  readonly unread: number
}

/** The metrics that smaps_rollup reports. */
export function exactAmounts(rollup: Rollup): MetricAmounts {
  return Object.fromEntries(METRICS.map((metric) => [metric, amountOfProcess(rollup, null, metric)])) as MetricAmounts
}

/** Null where the kernel does not report them separately. */
export function pssPartsOf(rollup: Rollup): PssParts | null {
  const { Pss_Anon: anonKb, Pss_File: fileKb, Pss_Shmem: shmemKb } = rollup
  return anonKb === undefined || fileKb === undefined || shmemKb === undefined ? null : { anonKb, fileKb, shmemKb }
}
