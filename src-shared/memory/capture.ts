import type { Classification, EvidenceDepth } from './category.ts'
import type { LookPart } from './look-part.ts'
import type { MappingTable } from './mapping-table.ts'
import type { ProcessKey } from './process-key.ts'
import type { Verdict } from './verdict.ts'

/** Numbers of smaps_rollup by the kernel's names, kB. Exact totals: sums of smaps rows lose up to 1 kB of Pss a row. */
export type Rollup = Readonly<Record<string, number>>

/** The memory lines of /proc/PID/status in kB and a few counts, by the kernel's names (VmSize, VmRSS, RssAnon, VmSwap, Threads…). */
export type StatusNumbers = Readonly<Record<string, number>>

/** What reading cost: for the status bar and for the duty limit. */
export interface ReadingCost {
  readonly milliseconds: number
  readonly bytes: number
  readonly reads: number
}

/** How far the process was examined for what its memory is for: what was wanted, what could not be done, and the cost. */
export interface Looking {
  readonly depth: EvidenceDepth
  /** False where it was wanted to look inside and the process may not be looked into; null where it was not wanted. */
  readonly couldLookInside: boolean | null
  /** Parts of looking inside for which there was not enough time: what they would find is not known, or not all of it. */
  readonly cut: readonly LookPart[]
  /** Milliseconds for files and threads, and for the memory of the process; null in a file. */
  readonly cost: { readonly filesMs: number; readonly insideMs: number } | null
}

/** What the machine and the process's limits allow, where it was read with the mappings. */
export interface Surroundings {
  /** Mappings that a process may have (vm.max_map_count); null when unknown. */
  readonly maxMapCount: number | null
  /** Soft limits in bytes by the names of /proc/PID/limits (`Max core file size`); null is unlimited. Null when unknown. */
  readonly limits: Readonly<Record<string, number | null>> | null
  /** Bits of /proc/PID/coredump_filter (man 5 core); null when unknown. */
  readonly coredumpFilter: number | null
}

/**
 * Columns that some sources do not have. Without addresses, mappings lie one after the other in the order of the source;
 * `sharing` is the last letter of the permissions, which debuggers and dumps do not report.
 */
export const ABSENT_COLUMNS = ['address', 'perms', 'sharing', 'offset', 'device', 'inode'] as const
export type AbsentColumn = (typeof ABSENT_COLUMNS)[number]

/**
 * How a text shows that its listing is not complete: lines of dots are in it or it ends inside a row; its rows come to less
 * than its own total; the tool writes a total below, and there is none.
 */
export const CUTS = ['rows-left-out', 'less-than-total', 'no-total'] as const
export type Cut = (typeof CUTS)[number]

/**
 * One reading of one process with everything the screens need. Live and imported data are the same to all views; what a
 * source does not know is null, never 0.
 */
export interface Capture {
  readonly process: ProcessKey
  /** comm, untrusted. */
  readonly name: string
  /** pmap's title text after the pid: the command line, `[comm]` when there is none. Untrusted. */
  readonly command: string
  readonly user: string | null
  /** Milliseconds since 1970; null when the source does not report. */
  readonly takenAt: number | null
  /** Which file the rows come from. `maps` has no resident sizes: they are unknown, not 0. */
  readonly detail: 'smaps' | 'maps' | 'none'
  readonly table: MappingTable
  readonly classification: Classification
  readonly rollup: Rollup | null
  readonly status: StatusNumbers | null
  /** Page faults since the process began, as stat counts them (fields 10 and 12); absent where stat was not read. */
  readonly faults?: { readonly minor: number; readonly major: number }
  /** Field 28 of stat (start_stack), which pmap uses for its [ stack ] label; null when unknown or hidden. */
  readonly startStack: bigint | null
  /** The minor number of the SysV shared memory device (pmap finds it by attaching a segment), null when unknown. */
  readonly shmMinor: number | null
  /** Page size of the source's machine, bytes. */
  readonly pageSize: number
  readonly verdict: Verdict
  readonly cost: ReadingCost | null
  /** How far the process was examined for what its memory is for; absent where the labels were not made while it was read. */
  readonly looking?: Looking
  /** Absent in files, which do not hold it. */
  readonly surroundings?: Surroundings
  /** Columns that the source does not have at all (pmap's default text has no device…): unknown, not 0. */
  readonly absent?: readonly AbsentColumn[]
  /** How it is known that the source lists only a part: sums are of what is listed. Absent where nothing shows that. */
  readonly cut?: Cut
  /** Why rows or numbers are absent, in words for the user: keys of the locales `capture.note.<kind>`. */
  readonly notes: readonly CaptureNote[]
}

export interface CaptureNote {
  readonly kind:
    | 'kernel-thread'
    | 'zombie'
    | 'first-thread-ended'
    | 'denied'
    | 'no-smaps'
    | 'reading-postponed'
    | 'skipped-lines'
    | 'open-end'
    | Cut
  /** Line numbers, counts or the file concerned; shown after the words. Untrusted. */
  readonly detail: string
}
