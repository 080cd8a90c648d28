import { FailureError } from '#shared/contract/failure.ts'
import type { ProcessKey } from '#shared/memory/process-key.ts'
import { parseProcessStat, type ProcessStat } from '#shared/scan/process-stat.ts'
import { ProcFolder } from '#main/source/proc-folder.ts'

/**
 * Opens the folder of a process and makes sure that it is the same one; to be closed by the caller. A start time of 0
 * means whatever process has the number. @throws FailureError `gone`
 */
export function openProcess(process: ProcessKey, root: string): { folder: ProcFolder; stat: ProcessStat } {
  const folder = new ProcFolder(process.pid, root)
  try {
    const stat = parseProcessStat(folder.read('stat'))
    if (stat === null || (process.startTime !== 0 && stat.startTime !== process.startTime))
      throw new FailureError('gone', folder.label, 'it has ended; another process has its number now')
    return { folder, stat }
  } catch (error) {
    folder.close()
    throw error
  }
}
