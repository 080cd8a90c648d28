import { readdirSync } from 'node:fs'
import { amountsOf, type ProcessFacts } from '#shared/machine/process-facts.ts'
import { titleText } from '#shared/scan/command-line.ts'
import { parseProcessStat } from '#shared/scan/process-stat.ts'
import { parseProcessStatus } from '#shared/scan/process-status.ts'
import { parseSmapsRollup } from '#shared/scan/smaps-rollup.ts'
import { ProcFolder, PROC_ROOT } from '#main/source/proc-folder.ts'
import { userText } from '#main/source/users.ts'

const NEWLINE = 10

function countLines(bytes: Uint8Array): number {
  let lines = 0
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) lines++
  return lines
}

/** The facts of one process, null when it is gone. */
function readProcess(pid: number, root: string): ProcessFacts | null {
  let folder: ProcFolder
  try {
    folder = new ProcFolder(pid, root)
  } catch {
    return null
  }
  try {
    const statBytes = folder.tryRead('stat')
    const stat = statBytes === null ? null : parseProcessStat(statBytes)
    if (stat === null) return null
    const statusBytes = folder.tryRead('status')
    const status = statusBytes === null ? null : parseProcessStatus(statusBytes)
    // Kernel threads have no memory of their own; a zombie has none any more.
    const hasMemory = !stat.isKernelThread && stat.state !== 'Z' && stat.state !== 'X'
    const rollupBytes = hasMemory ? folder.tryRead('smaps_rollup') : null
    const maps = hasMemory ? folder.tryRead('maps') : null
    const isReadable = rollupBytes !== null && rollupBytes.length > 0
    return {
      pid: stat.pid,
      ppid: stat.ppid,
      name: new TextDecoder().decode(stat.comm),
      command: stat.isKernelThread
        ? ''
        : titleText(folder.tryRead('cmdline') ?? new Uint8Array(0), stat.comm, !hasMemory),
      uid: status?.uid ?? null,
      user: userText(status?.uid ?? null),
      isKernelThread: stat.isKernelThread,
      mappings: maps === null ? null : countLines(maps),
      ...amountsOf({
        status: status?.numbers ?? null,
        rollup: isReadable ? parseSmapsRollup(rollupBytes) : null,
        cgroup: folder.tryRead('cgroup')
      })
    }
  } finally {
    folder.close()
  }
}

/** Every process of a /proc with what can be known of it, in pid order; those that end meanwhile are left out. */
export function readProcesses(root = PROC_ROOT): ProcessFacts[] {
  return readdirSync(root)
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .sort((a, b) => a - b)
    .flatMap((pid) => readProcess(pid, root) ?? [])
}
