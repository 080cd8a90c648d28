import { readdirSync } from 'node:fs'
import { FailureError } from '#shared/contract/failure.ts'
import { distinctName } from '#shared/machine/program-name.ts'
import { SharingIndex, type SharingAnswer } from '#shared/machine/sharing-answer.ts'
import { parseProcessStat } from '#shared/scan/process-stat.ts'
import { ProcFolder, PROC_ROOT } from '#main/source/proc-folder.ts'
import { GENTLE_PACE, readMappings } from '#main/source/read-mappings.ts'

export interface SharingRequest {
  readonly root?: string
  progress(done: number, total: number): void
  isCancelled(): boolean
}

/** Adds one process. @returns whether it could be read; true also where there is nothing to read */
function addProcess(pid: number, root: string, index: SharingIndex, isCancelled: () => boolean): boolean {
  let folder: ProcFolder
  try {
    folder = new ProcFolder(pid, root)
  } catch {
    return true
  }
  try {
    const bytes = folder.tryRead('stat')
    const stat = bytes === null ? null : parseProcessStat(bytes)
    if (stat === null || stat.isKernelThread || stat.state === 'Z' || stat.state === 'X') return true
    const { table } = readMappings(folder, 'smaps', { ...GENTLE_PACE, isCancelled })
    if (table.rowCount === 0) return true
    const words = new TextDecoder().decode(folder.tryRead('cmdline') ?? new Uint8Array()).split('\0')
    const name = distinctName(new TextDecoder().decode(stat.comm), words[0] ?? '')
    index.add({ pid, name, table }, stat.ppid)
    return true
  } catch (error) {
    if (!(error instanceof FailureError) || error.failure.kind === 'cancelled') throw error
    return error.failure.kind === 'gone'
  } finally {
    folder.close()
  }
}

/** Reads the mappings of every process, one after the other. Blocks. @throws FailureError `cancelled` */
export function readSharing(request: SharingRequest): SharingAnswer {
  const { root = PROC_ROOT } = request
  const isCancelled = (): boolean => request.isCancelled()
  const index = new SharingIndex()
  const pids = readdirSync(root).flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []))
  for (const [at, pid] of pids.entries()) {
    if (isCancelled()) throw new FailureError('cancelled', 'sharing', 'it was stopped')
    if (!addProcess(pid, root, index, isCancelled)) index.unreadable++
    request.progress(at + 1, pids.length)
  }
  return index.answer()
}
