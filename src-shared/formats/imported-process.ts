import type { Verdict } from '../memory/verdict.ts'
import { titleText } from '../scan/command-line.ts'
import { parseProcessStat } from '../scan/process-stat.ts'
import { parseProcessStatus } from '../scan/process-status.ts'
import { captureFromFiles, type ProcessFiles } from './capture-from-files.ts'
import type { ImportedProcess } from './importer.ts'

export interface ProcessFacts {
  readonly pid: number
  readonly takenAt: number | null
  /** Bytes. */
  readonly pageSize: number
  readonly verdict?: Verdict
  readonly userOf?: (uid: number) => string | null
}

const EMPTY = new Uint8Array(0)

/** A process given by raw /proc files; `files` may read them lazily. */
export function importedProcess(files: ProcessFiles, facts: ProcessFacts): ImportedProcess {
  const { pid, takenAt, pageSize, verdict = { kind: 'unchecked' }, userOf = () => null } = facts
  const statBytes = files.get('stat')
  const stat = statBytes === undefined ? null : parseProcessStat(statBytes)
  const statusBytes = files.get('status')
  const status = statusBytes === undefined ? null : parseProcessStatus(statusBytes)
  const comm = stat?.comm ?? new TextEncoder().encode(status?.name ?? '')
  const uid = status?.uid ?? null
  return {
    key: { pid, startTime: stat?.startTime ?? 0 },
    name: new TextDecoder().decode(comm) || `process ${pid}`,
    command: titleText(files.get('cmdline') ?? EMPTY, comm, stat?.state === 'Z'),
    uid,
    parentPid: stat?.ppid ?? 0,
    rssKb: status?.numbers['VmRSS'] ?? null,
    sizeKb: status?.numbers['VmSize'] ?? null,
    swapKb: status?.numbers['VmSwap'] ?? null,
    threads: status?.numbers['Threads'] ?? null,
    read: () =>
      captureFromFiles(files, {
        pid,
        takenAt,
        pageSize,
        verdict,
        user: uid === null ? null : (userOf(uid) ?? String(uid))
      }),
    raw: (name) => files.get(name) ?? null
  }
}
