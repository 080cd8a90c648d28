import { classify } from '../classify/classify.ts'
import { NOTHING_OBSERVED } from '../classify/observed.ts'
import type { Classification } from '../memory/category.ts'
import type { Capture, CaptureNote, Looking, ReadingCost, Surroundings } from '../memory/capture.ts'
import { backingsNamed, emptyTable, mappingEnd, type MappingTable } from '../memory/mapping-table.ts'
import type { ProcessKey } from '../memory/process-key.ts'
import { shmMinorOf } from '../memory/shm-minor.ts'
import type { Verdict } from '../memory/verdict.ts'
import type { ScanResult } from '../scan/mapping-scanner.ts'
import type { ProcessStat } from '../scan/process-stat.ts'
import type { ProcessStatus } from '../scan/process-status.ts'
import { skippedNotes } from '../scan/skipped-lines.ts'
import { parseSmapsRollup } from '../scan/smaps-rollup.ts'

/** What was read of one process, by whatever way: from /proc, through the privileged reader, out of a file. */
export interface CaptureParts {
  readonly process: ProcessKey
  readonly name: string
  readonly command: string
  readonly user: string | null
  /** Null where the source holds none, or holds what is no such line. */
  readonly stat: ProcessStat | null
  readonly status: ProcessStatus | null
  /** Bytes of smaps_rollup. */
  readonly rollup: Uint8Array | null
  /** The mappings as they were scanned; null where neither smaps nor maps was read. */
  readonly rows: ScanResult | null
  /** `Capture.detail` of a reading without a single row. */
  readonly detailWithoutRows: Capture['detail']
  /** Why there are no rows, or no numbers for them, where the state of the process does not show it. */
  readonly notes: readonly CaptureNote[]
  readonly takenAt: number | null
  /** Bytes. */
  readonly pageSize: number
  readonly verdict: Verdict
  readonly cost: ReadingCost | null
  readonly absent?: Capture['absent']
  readonly surroundings?: Surroundings
  readonly cut?: Capture['cut']
  /** False where the source reports no names at all; true by default. */
  readonly areNamesKnown?: boolean
  /** The file that the program was started from, where the source reports it. */
  readonly program?: string | undefined
  /** Labels that came with the mappings, or were made with more than these; null: they are made of the mappings alone. */
  readonly labels?: ((table: MappingTable) => Labels | null) | undefined
}

/** What mappings are for, and how far the process was examined for that. */
export interface Labels {
  readonly classification: Classification
  readonly looking?: Looking
}

/** Ended, or about to be: there is no address space any more. */
export function isZombie(stat: ProcessStat): boolean {
  return stat.state === 'Z' || stat.state === 'X'
}

/** Why a process has no mappings, as far as its state shows it. */
export function notesOfState(stat: ProcessStat | null): CaptureNote[] {
  if (stat?.isKernelThread === true) return [{ kind: 'kernel-thread', detail: '' }]
  if (stat === null || !isZombie(stat)) return []
  // The first thread may end before the others, which keep the memory (man 3 pthread_exit).
  return [{ kind: stat.threads > 1 ? 'first-thread-ended' : 'zombie', detail: '' }]
}

const cutNotes = (cut: Capture['cut']): CaptureNote[] => (cut === undefined ? [] : [{ kind: cut, detail: '' }])

/** Without stat, the end of the kernel's [stack] is taken for the address at which the stack began. */
function stackStart(table: MappingTable): bigint | null {
  const stacks = backingsNamed(table, '[stack]')
  for (let row = stacks.size === 0 ? -1 : table.rowCount - 1; row >= 0; row--) {
    if (stacks.has(table.backing[row]!)) return BigInt(mappingEnd(table, row)) - 1n
  }
  return null
}

/** Threads of the process; null when unknown. */
export function threadsOf(status: ProcessStatus | null): number | null {
  return status?.numbers['Threads'] ?? null
}

/** A snapshot's stat has 0 for what was not known; no process comes to life without a fault (proc_pid_stat(5), field 10). */
const hasFaults = (stat: ProcessStat | null): stat is ProcessStat =>
  stat !== null && stat.minorFaults + stat.majorFaults > 0

/** Makes every capture, live and imported alike, from what was read. */
export function assembleCapture(parts: CaptureParts): Capture {
  const { process, name, command, user, stat, status, rows, takenAt, pageSize, verdict, cost, absent, cut } = parts
  const table = rows?.table ?? emptyTable()
  const labels = parts.labels?.(table) ?? {
    classification: classify(table, {
      ...NOTHING_OBSERVED,
      threads: threadsOf(status),
      program: parts.program ?? '',
      areNamesKnown: parts.areNamesKnown ?? true,
      arePermsKnown: absent?.includes('perms') !== true && absent?.includes('sharing') !== true
    })
  }
  return {
    process,
    name,
    command,
    user,
    takenAt,
    detail: rows === null || table.rowCount === 0 ? parts.detailWithoutRows : rows.kind,
    table,
    ...labels,
    rollup: parts.rollup === null ? null : parseSmapsRollup(parts.rollup),
    status: status?.numbers ?? null,
    ...(hasFaults(stat) ? { faults: { minor: stat.minorFaults, major: stat.majorFaults } } : {}),
    startStack: stat?.startStack ?? stackStart(table),
    shmMinor: shmMinorOf(table),
    pageSize,
    verdict,
    cost,
    notes: [...notesOfState(stat), ...cutNotes(cut), ...parts.notes, ...(rows === null ? [] : skippedNotes(rows))],
    ...(parts.surroundings === undefined ? {} : { surroundings: parts.surroundings }),
    ...(absent === undefined ? {} : { absent }),
    ...(cut === undefined ? {} : { cut })
  }
}
