import type { Looking } from '#shared/memory/capture.ts'
import { leastLooked } from '#shared/memory/looking.ts'
import { collectMoment } from '#main/capture/collect-moment.ts'
import type { SnapshotFacts } from '#main/capture/manifest-source.ts'
import { ProcFolder } from '#main/source/proc-folder.ts'
import type { ZipSource } from '#shared/formats/archive/zip-writer.ts'
import type { StatusNumbers } from '#shared/memory/capture.ts'
import type { RecordedEvent } from '#shared/memory/recorded-event.ts'
import { parseProcessStat } from '#shared/scan/process-stat.ts'
import { parseProcessStatus } from '#shared/scan/process-status.ts'
import type { EndReason } from '#shared/memory/end-reason.ts'
import { endOfProcess } from './end-of-process.ts'
import { OomWatch } from './oom-killer.ts'
import type { RingFile } from './ring-file.ts'

/** What a look at a process finds; `ended` with why, null where that is not known. */
export type Look =
  | { readonly ended: false; readonly numbers: StatusNumbers }
  | { readonly ended: true; readonly reason: EndReason | null }

/** One process on its way into a ring file: cheap looks at its numbers, and complete moments. */
export class MomentRecorder {
  readonly #facts: SnapshotFacts
  readonly #file: RingFile
  readonly #folder: ProcFolder
  readonly #pid: number
  readonly #startTime: number
  readonly #oom: OomWatch

  #looking: Looking | null = null

  /** @throws FailureError `gone` when there is no such process */
  constructor(facts: SnapshotFacts, file: RingFile, pid: number) {
    this.#facts = facts
    this.#file = file
    this.#pid = pid
    this.#folder = new ProcFolder(pid, facts.root)
    this.#oom = new OomWatch(pid, facts.root)
    this.#startTime = parseProcessStat(this.#folder.read('stat'))?.startTime ?? 0
  }

  /** The numbers of status now. */
  look(): Look {
    const stat = this.#folder.tryRead('stat')
    const end = endOfProcess(stat)
    if (end !== null) return { ended: true, reason: this.#oom.reasonWith(end.reason) }
    this.#oom.look()
    const status = this.#folder.tryRead('status')
    return { ended: false, numbers: status === null ? {} : parseProcessStatus(status).numbers }
  }

  /**
   * Reads the process completely and keeps that. A reading of a process that ended meanwhile is dropped: the one before it holds more.
   * @param events what happened up to it, which its rows do not show
   * @returns milliseconds that it took; null when the process is gone
   */
  async take(events: readonly RecordedEvent[] = []): Promise<number | null> {
    const began = performance.now()
    const files: ZipSource[] = []
    const request = {
      root: this.#facts.root,
      evidence: 'inside' as const,
      looksIntoOthers: true,
      pageSize: this.#facts.pageSize,
      processes: [{ pid: this.#pid, startTime: this.#startTime }],
      progress: () => undefined,
      isCancelled: () => false,
      looked: (_pid: number, looking: Looking) => (this.#looking = leastLooked([this.#looking, looking]))
    }
    const moment = await collectMoment(request, this.#file.nextFolder, (source) => void files.push(source))
    const [found] = moment.processes
    if (found === undefined || found.verdict?.kind === 'truncated' || this.look().ended) return null
    this.#file.add(events.length === 0 ? moment : { ...moment, events: [...events] }, files)
    return performance.now() - began
  }

  /** What was not looked at in the moments so far; null before the first. */
  get looking(): Looking | null {
    return this.#looking
  }

  close(): void {
    this.#folder.close()
  }
}
