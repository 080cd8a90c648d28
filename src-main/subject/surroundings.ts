import { readFileSync } from 'node:fs'
import type { ProcessRange, SubjectSurroundings } from '#shared/contract/host.ts'
import { MACHINE_FACTS } from '#shared/lesson/machine-facts.ts'
import { parseMeminfo } from '#shared/machine/meminfo.ts'
import { parseProcessStat, type ProcessStat } from '#shared/scan/process-stat.ts'
import { pageAmounts, type PageAmounts } from '#shared/pages/page-amounts.ts'
import { findPageScanner } from '#main/pages/page-scanner.ts'
import { readPages } from '#main/pages/read-pages.ts'
import { pageSize } from '#main/source/machine.ts'
import { ProcFolder } from '#main/source/proc-folder.ts'

/** What the machine reports about its memory, by the names of MACHINE_FACTS; what it does not report is left out. */
function readMachineFacts(): Record<string, number> {
  const facts: Record<string, number> = {}
  try {
    const meminfo = parseMeminfo(readFileSync('/proc/meminfo')) ?? {}
    for (const name of MACHINE_FACTS) if (meminfo[name] !== undefined) facts[name] = meminfo[name]
    const overcommit = Number.parseInt(readFileSync('/proc/sys/vm/overcommit_memory', 'utf8'), 10)
    if (Number.isInteger(overcommit)) facts['overcommit'] = overcommit
  } catch {
    // Unknown facts never count as true.
  }
  return facts
}

/** True for the subject of that number and for its child. */
export function isInFamily(stat: ProcessStat, subject: number): boolean {
  return stat.pid === subject || stat.ppid === subject
}

/** Null where the range may not be asked about, or the kernel does not report it. */
async function amountsOf(
  { process, start, bytes }: ProcessRange,
  isAllowed: (stat: ProcessStat) => boolean
): Promise<PageAmounts | null> {
  let folder: ProcFolder | null = null
  try {
    folder = new ProcFolder(process.pid)
    const stat = parseProcessStat(folder.read('stat'))
    if (stat === null || stat.startTime !== process.startTime || !isAllowed(stat)) return null
    const size = pageSize()
    const first = BigInt(Math.floor(start / size) * size)
    const end = BigInt(Math.ceil((start + bytes) / size) * size)
    const scanner = findPageScanner()
    return pageAmounts(await readPages({ folder, start: first, end, pageSize: size, scanner, tracksSoftDirty: false }))
  } catch {
    return null
  } finally {
    folder?.close()
  }
}

/** What lessons compare besides mappings: the machine's numbers, and how much of each range is there. */
export async function readSurroundings(
  ranges: readonly ProcessRange[],
  isAllowed: (stat: ProcessStat) => boolean
): Promise<SubjectSurroundings> {
  const pages: (PageAmounts | null)[] = []
  for (const range of ranges) pages.push(await amountsOf(range, isAllowed))
  return { machine: readMachineFacts(), pages }
}
