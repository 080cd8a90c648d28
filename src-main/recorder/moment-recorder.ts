import { collectMoment } from '#main/capture/collect-moment.ts'
import type { SnapshotFacts } from '#main/capture/manifest-source.ts'
import { ProcFolder } from '#main/source/proc-folder.ts'
import type { ZipSource } from '#shared/formats/archive/zip-writer.ts'
import type { StatusNumbers } from '#shared/memory/capture.ts'
import { parseProcessStat } from '#shared/scan/process-stat.ts'
import { parseProcessStatus } from '#shared/scan/process-status.ts'
import { endOfProcess } from './end-of-process.ts'
import type { RingFile } from './ring-file.ts'

/** What a look at a process says; `ended` with why, where that can be known. */
export type Look =
  { readonly ended: false; readonly numbers: StatusNumbers } | { readonly ended: true; readonly why: string }

/** One process on its way into a ring file: cheap looks at its numbers, and whole moments. */
export class MomentRecorder {
  readonly #facts: SnapshotFacts
  readonly #file: RingFile
  readonly #folder: ProcFolder
  readonly #pid: number
  readonly #startTime: number

  /** @throws FailureError `gone` when there is no such process */
  constructor(facts: SnapshotFacts, file: RingFile, pid: number) {
    this.#facts = facts
    this.#file = file
    this.#pid = pid
    this.#folder = new ProcFolder(pid, facts.root)
    this.#startTime = parseProcessStat(this.#folder.read('stat'))?.startTime ?? 0
  }

  /** The numbers of status now. */
  look(): Look {
    const stat = this.#folder.tryRead('stat')
    const end = endOfProcess(stat)
    if (end !== null) return { ended: true, why: end }
    const status = this.#folder.tryRead('status')
    return { ended: false, numbers: status === null ? {} : parseProcessStatus(status).numbers }
  }

  /**
   * Reads the process whole and keeps that. A reading of a process that ended meanwhile is dropped: the one before it says more.
   * @returns milliseconds that it took; null when the process is gone
   */
  async take(): Promise<number | null> {
    const began = performance.now()
    const files: ZipSource[] = []
    const request = {
      root: this.#facts.root,
      evidence: 'inside' as const,
      looksIntoOthers: true,
      pageSize: this.#facts.pageSize,
      processes: [{ pid: this.#pid, startTime: this.#startTime }],
      progress: () => undefined,
      isCancelled: () => false
    }
    const moment = await collectMoment(request, this.#file.nextFolder, (source) => void files.push(source))
    const [found] = moment.processes
    if (found === undefined || found.verdict?.kind === 'truncated' || this.look().ended) return null
    this.#file.add(moment, files)
    return performance.now() - began
  }

  close(): void {
    this.#folder.close()
  }
}
