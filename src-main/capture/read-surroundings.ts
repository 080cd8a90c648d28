import { readFileSync } from 'node:fs'
import type { Surroundings } from '#shared/memory/capture.ts'
import { parseProcessLimits } from '#shared/scan/process-limits.ts'
import type { ProcFolder } from '#main/source/proc-folder.ts'

function numberOf(text: string, radix: number): number | null {
  const value = parseInt(text, radix)
  return Number.isNaN(value) ? null : value
}

/** What is allowed to a process: three small files, some 30 µs. @param root where /proc is */
export function readSurroundings(folder: ProcFolder, root: string): Surroundings {
  const limits = folder.tryRead('limits')
  const filter = folder.tryRead('coredump_filter')
  let maxMapCount: number | null = null
  try {
    maxMapCount = numberOf(readFileSync(`${root}/sys/vm/max_map_count`, 'latin1'), 10)
  } catch {
    // A /proc that holds nothing but processes.
  }
  return {
    maxMapCount,
    limits: limits === null ? null : parseProcessLimits(limits),
    coredumpFilter: filter === null ? null : numberOf(new TextDecoder().decode(filter), 16)
  }
}
