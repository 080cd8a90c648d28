import { statSync } from 'node:fs'
import { FailureError } from '#shared/contract/failure.ts'
import { shmMinorOf } from '#shared/memory/shm-minor.ts'
import { threadsOf, type Labels } from '#shared/capture/assemble-capture.ts'
import { classify } from '#shared/classify/classify.ts'
import type { Looking } from '#shared/memory/capture.ts'
import type { Classification, EvidenceDepth } from '#shared/memory/category.ts'
import type { MappingTable } from '#shared/memory/mapping-table.ts'
import { observeProcess } from '#main/evidence/observe-process.ts'
import { pageSize } from '#main/source/machine.ts'
import type { Report } from '#shared/pmap/report.ts'
import { titleBytes } from '#shared/scan/command-line.ts'
import { parseProcessStat } from '#shared/scan/process-stat.ts'
import { parseProcessStatus } from '#shared/scan/process-status.ts'
import { PROC_ROOT, ProcFolder } from '#main/source/proc-folder.ts'
import { FULL_PACE, readMappings } from '#main/source/read-mappings.ts'
import { readParts } from '#main/source/read-parts.ts'

/** A process that pmap is to show: its title now, its mappings when it is its turn. */
export interface PmapProcess {
  readonly pid: number
  readonly title: Uint8Array
  /** @throws FailureError when they may not be read or are gone */
  readReport(file: 'maps' | 'smaps', evidence?: EvidenceDepth): PmapReport
  /** The same in parts, as they are read. @throws FailureError likewise, before the first part */
  readParts(file: 'maps' | 'smaps'): Iterable<PmapReport>
}

export interface PmapReport extends Report {
  readonly skippedCount: number
  /** What each mapping is for, where the source knows it or it was asked for. */
  readonly classification?: Classification
  /** How closely that was looked for. */
  readonly looking?: Looking | undefined
}

/** Opens the folder of a process for its mappings, and sees that it is still the same process. @throws FailureError */
function openAgain(pid: number, root: string, startTime: number): ProcFolder {
  const folder = new ProcFolder(pid, root)
  const stat = folder.tryRead('stat')
  if (stat !== null && parseProcessStat(stat)?.startTime === startTime) return folder
  folder.close()
  throw new FailureError('gone', folder.label, 'it has ended')
}

/** The purposes of its mappings, by as much as is to be looked at. */
function labelled(folder: ProcFolder, table: MappingTable, threads: number | null, evidence: EvidenceDepth): Labels {
  const { observed, looking } = observeProcess({ folder, table, threads, pageSize: pageSize() }, evidence)
  return { classification: classify(table, observed), looking }
}

/**
 * A process of a /proc, or null when there is none of that number. Threads show their process, as in pmap. Nothing stays
 * open: there may be more processes than a program may have files open.
 * @throws FailureError when it is there but can't be looked at
 */
export function openProcess(pid: number, root = PROC_ROOT): PmapProcess | null {
  if (statSync(`${root}/${pid}`, { throwIfNoEntry: false }) === undefined) return null
  let folder: ProcFolder
  try {
    folder = new ProcFolder(pid, root)
  } catch (error) {
    if (error instanceof FailureError && error.failure.kind !== 'bug') return null
    throw error
  }
  try {
    const statBytes = folder.tryRead('stat')
    const stat = statBytes === null ? null : parseProcessStat(statBytes)
    if (stat === null) return null
    const statusBytes = folder.tryRead('status')
    const status = statusBytes === null ? null : parseProcessStatus(statusBytes)
    const tgid = status?.tgid ?? null
    const threads = threadsOf(status)
    // Readers without that permission get 0 for the start of the stack, and pmap uses it as such.
    const startStack = stat.startStack ?? 0n
    return {
      pid: tgid ?? stat.pid,
      title: titleBytes(folder.tryRead('cmdline') ?? new Uint8Array(0), stat.comm, stat.state === 'Z'),
      readReport(file, evidence) {
        const folder = openAgain(pid, root, stat.startTime)
        try {
          const { table, skippedCount } = readMappings(folder, file, FULL_PACE)
          const labels = evidence === undefined ? {} : labelled(folder, table, threads, evidence)
          return { table, skippedCount, startStack, shmMinor: shmMinorOf(table), ...labels }
        } finally {
          folder.close()
        }
      },
      *readParts(file) {
        const folder = openAgain(pid, root, stat.startTime)
        try {
          for (const { table, skippedCount } of readParts(folder, file)) {
            yield { table, skippedCount, startStack, shmMinor: shmMinorOf(table) }
          }
        } finally {
          folder.close()
        }
      }
    }
  } finally {
    folder.close()
  }
}
