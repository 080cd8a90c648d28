import type { GrownList } from '#shared/history/grown-entries.ts'
import { FailureError } from '#shared/contract/failure.ts'
import type { RecorderState } from '#shared/contract/host.ts'
import { History } from '#shared/history/history.ts'
import { MachineHistory, type MachineNumbers, type Trend } from '#shared/history/machine-history.ts'
import type { NumbersOverTime } from '#shared/history/number-line.ts'
import {
  grownBetween,
  timelinePart,
  type GrownBetween,
  type TimelinePart,
  type TimelineQuestion
} from '#shared/history/timeline.ts'
import type { Capture } from '#shared/memory/capture.ts'
import { processKeyText, type ProcessKey } from '#shared/memory/process-key.ts'

const MIB = 1024 * 1024

/** What the recorder may take, MiB. */
export interface RecorderBudgets {
  readonly machine: number
  readonly captures: number
}

export const USUAL_BUDGETS: RecorderBudgets = { machine: 64, captures: 256 }

/** The time that the list's lines show. */
const TREND_MS = 5 * 60_000
const TREND_POINTS = 30

/**
 * Keeps what was read: the cheap numbers of all processes, and every capture of those that are watched. It reads nothing by
 * itself; whoever reads passes it on.
 */
export class Recorder {
  readonly #machine: MachineHistory
  readonly #histories = new Map<string, History>()
  readonly #mapLimit: number | null
  #budgets = USUAL_BUDGETS

  /** @param mapLimit vm.max_map_count; null when unknown */
  constructor(mapLimit: number | null) {
    this.#mapLimit = mapLimit
    this.#machine = new MachineHistory(this.#budgets.machine * MIB)
  }

  setBudgets(budgets: RecorderBudgets): void {
    this.#budgets = budgets
    this.#machine.budget = budgets.machine * MIB
    this.#keepWithin()
  }

  get state(): RecorderState {
    return { machineBytes: this.#machine.bytes, captureBytes: this.#captureBytes, since: this.#machine.since }
  }

  get #captureBytes(): number {
    let bytes = 0
    for (const history of this.#histories.values()) bytes += history.bytes
    return bytes
  }

  tookNumbers(numbers: MachineNumbers): void {
    this.#machine.add(numbers)
  }

  /** Keeps a capture; one without rows only means that the process has ended or may not be read. */
  tookCapture(capture: Capture): void {
    const key = processKeyText(capture.process)
    const known = this.#histories.get(key)
    if (capture.table.rowCount === 0) {
      if (known !== undefined && capture.notes.some(({ kind }) => kind === 'zombie')) this.ended(capture.process, '')
      return
    }
    // The last one that ran into the end of the process shows less than there was.
    if (known !== undefined && capture.verdict.kind === 'truncated' && capture.verdict.reason === 'exited') return
    const history = known ?? new History(this.#mapLimit)
    // The one that was watched last comes last.
    this.#histories.delete(key)
    this.#histories.set(key, history)
    history.add(capture)
    this.#keepWithin()
  }

  /** A process is not there any more; reported once. @param why as endReasonText has it */
  ended(process: ProcessKey, why: string): void {
    const history = this.#histories.get(processKeyText(process))
    if (history === undefined || history.events.some(({ kind }) => kind === 'exit')) return
    history.report({ kind: 'exit', at: Date.now(), count: 1, label: why, starts: [] })
  }

  /** Children that a watched process has made. */
  forked(process: ProcessKey, count: number, label: string): void {
    this.#histories.get(processKeyText(process))?.report({ kind: 'fork', at: Date.now(), count, label, starts: [] })
  }

  isWatched(process: ProcessKey): boolean {
    return this.#histories.has(processKeyText(process))
  }

  mark(process: ProcessKey, note: string): void {
    this.#of(process).report({ kind: 'mark', at: Date.now(), count: 1, label: note, starts: [] })
  }

  timeline(process: ProcessKey, question: TimelineQuestion): TimelinePart {
    return timelinePart(this.#of(process), question)
  }

  /** @throws FailureError `gone` when that moment was thinned out */
  capture(process: ProcessKey, number: number): Capture {
    const found = this.#of(process).capture(number)
    if (found === null) throw new FailureError('gone', `process ${process.pid}`, 'that moment is not kept any more')
    return found
  }

  /** All that is kept of a process. @throws FailureError `gone` when nothing of it was recorded */
  history(process: ProcessKey): History {
    return this.#of(process)
  }

  grown(process: ProcessKey, question: GrownBetween): GrownList {
    return grownBetween(this.#of(process), question)
  }

  trends(): Trend[] {
    return this.#machine.trends(Date.now(), TREND_MS, TREND_POINTS)
  }

  /** The cheap numbers of a process since it was first seen, watched or not, or of all processes added up (null). */
  numbers(process: ProcessKey | null): NumbersOverTime | null {
    return this.#machine.over(process)
  }

  #of(process: ProcessKey): History {
    const found = this.#histories.get(processKeyText(process))
    if (found === undefined) throw new FailureError('gone', `process ${process.pid}`, 'nothing of it was recorded')
    return found
  }

  /** Of processes that were watched before, moments go first. */
  #keepWithin(): void {
    const budget = this.#budgets.captures * MIB
    for (const [key, history] of this.#histories) {
      const over = this.#captureBytes - budget
      if (over <= 0) return
      history.keepWithin(Math.max(0, history.bytes - over))
      if (this.#captureBytes > budget && this.#histories.size > 1) this.#histories.delete(key)
    }
  }
}
