import { statSync } from 'node:fs'
import { shmMinorOf } from '#shared/memory/shm-minor.ts'
import { classify } from '#shared/classify/classify.ts'
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
}

/** A process of a /proc, or null when there is none of that number. Threads show their process, as in pmap. */
export function openProcess(pid: number, root = PROC_ROOT): PmapProcess | null {
  if (statSync(`${root}/${pid}`, { throwIfNoEntry: false }) === undefined) return null
  let folder: ProcFolder
  try {
    folder = new ProcFolder(pid, root)
  } catch {
    return null
  }
  const statBytes = folder.tryRead('stat')
  const stat = statBytes === null ? null : parseProcessStat(statBytes)
  if (stat === null) {
    folder.close()
    return null
  }
  const statusBytes = folder.tryRead('status')
  const tgid = statusBytes === null ? null : parseProcessStatus(statusBytes).tgid
  const { startStack } = stat
  const threads = statusBytes === null ? null : (parseProcessStatus(statusBytes).numbers['Threads'] ?? null)
  function labelled(table: MappingTable, evidence: EvidenceDepth): Classification {
    const { observed } = observeProcess({ folder, table, threads, pageSize: pageSize() }, evidence)
    return classify(table, observed)
  }
  return {
    pid: tgid ?? stat.pid,
    title: titleBytes(folder.tryRead('cmdline') ?? new Uint8Array(0), stat.comm, stat.state === 'Z'),
    readReport(file, evidence) {
      try {
        const { table, skippedCount } = readMappings(folder, file, FULL_PACE)
        const labels = evidence === undefined ? {} : { classification: labelled(table, evidence) }
        return { table, skippedCount, startStack, shmMinor: shmMinorOf(table), ...labels }
      } finally {
        folder.close()
      }
    },
    *readParts(file) {
      try {
        for (const { table, skippedCount } of readParts(folder, file)) {
          yield { table, skippedCount, startStack, shmMinor: shmMinorOf(table) }
        }
      } finally {
        folder.close()
      }
    }
  }
}
