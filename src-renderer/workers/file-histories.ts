import type { Imported } from '#shared/formats/importer.ts'
import { captureOpened } from '#shared/formats/opened-file.ts'
import { History } from '#shared/history/history.ts'
import { timelinePart, type TimelinePart, type TimelineQuestion } from '#shared/history/timeline.ts'
import { isSameProcess, type ProcessKey } from '#shared/memory/process-key.ts'

/** Reading continues for so long before the moments so far are sent, milliseconds. */
const TURN = 150

interface Growing {
  readonly imported: Imported
  readonly process: ProcessKey
  readonly history: History
  /** The moment of the file that is read next. */
  next: number
}

/** Recordings made of the moments of opened files: of the process that was asked for last. */
export class FileHistories {
  #growing: Growing | null = null

  #of(imported: Imported, process: ProcessKey): Growing {
    const known = this.#growing
    if (known?.imported === imported && isSameProcess(known.process, process)) return known
    this.#growing = { imported, process, history: new History(), next: 0 }
    return this.#growing
  }

  /** Reads on for a while. Moments have the numbers that the file gives them. */
  #read(growing: Growing, until: number): void {
    const { imported, process, history } = growing
    while (growing.next < imported.moments.length && performance.now() < until) {
      const number = growing.next++
      const isIn = imported.moments[number]!.processes.some((each) => isSameProcess(each.process, process))
      if (!isIn) continue
      try {
        const capture = captureOpened(imported, number, process)
        const takenAt = imported.moments[number]!.takenAt ?? capture.takenAt
        history.add({ ...capture, takenAt }, number)
        for (const event of imported.moments[number]!.events ?? []) history.report({ ...event, starts: [] })
      } catch {
        // What can't be read of a moment is reported where that moment is shown.
      }
    }
  }

  /** What is known so far, after reading on for a moment. */
  timeline(imported: Imported, process: ProcessKey, question: TimelineQuestion): TimelinePart {
    const growing = this.#of(imported, process)
    this.#read(growing, performance.now() + TURN)
    return {
      ...timelinePart(growing.history, question),
      isComplete: growing.next >= imported.moments.length
    }
  }

  /** The whole recording. */
  history(imported: Imported, process: ProcessKey): History {
    const growing = this.#of(imported, process)
    this.#read(growing, Infinity)
    return growing.history
  }

  forget(imported: Imported): void {
    if (this.#growing?.imported === imported) this.#growing = null
  }
}
