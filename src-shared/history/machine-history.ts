import { processKeyText, type ProcessKey } from '../memory/process-key.ts'
import { CHEAP_NUMBERS, NumberLine, SAMPLE_BYTES, type CheapNumber, type NumbersOverTime } from './number-line.ts'

/** The cheap numbers of all processes at one moment, as columns of `count` rows. */
export interface MachineNumbers {
  readonly count: number
  /** Milliseconds since 1970. */
  readonly takenAt: number
  readonly pid: Int32Array
  readonly startTime: Float64Array
  readonly numbers: Readonly<Record<CheapNumber, Float64Array>>
}

/** A process's resident memory over time, for the list. */
export interface Trend {
  readonly pid: number
  readonly startTime: number
  /** When it was first seen, milliseconds since 1970, and how much it had then, kB. */
  readonly since: number
  readonly firstKb: number
  /** Amounts at about equal distances, the latest last, kB; −1 of the time before it was seen. */
  readonly recentKb: Float64Array
  /** When each of them was read, milliseconds since 1970. */
  readonly recentAt: Float64Array
}

const OF_PROCESS = 300
/** Samples of the sums over all processes, which change with every look. */
const MOST_SUMS = 4000
/** The time is divided into so many parts, whatever its length. */
const DRAWN_PARTS = 300

interface Line {
  readonly key: ProcessKey
  readonly line: NumberLine
}

/**
 * The memory of all processes of the machine over time. Only changes of a process are kept. When
 * the budget is reached, older samples are thinned out to every second, again and again; processes that are gone go first.
 */
export class MachineHistory {
  readonly #lines = new Map<string, Line>()
  /** The sums over all processes, also those that are gone. */
  readonly #sums = new NumberLine(0)
  #samples = 0
  #budget: number
  #since: number | null = null

  /** @param budget bytes */
  constructor(budget: number) {
    this.#budget = budget
  }

  set budget(bytes: number) {
    this.#budget = bytes
    this.#keepWithin()
  }

  get bytes(): number {
    return this.#samples * SAMPLE_BYTES + this.#lines.size * OF_PROCESS
  }

  /** When it began, milliseconds since 1970. */
  get since(): number | null {
    return this.#since
  }

  add({ count, takenAt, pid, startTime, numbers }: MachineNumbers): void {
    this.#since ??= takenAt
    const columns = CHEAP_NUMBERS.map((name) => numbers[name])
    const sums = columns.map(() => 0)
    for (let row = 0; row < count; row++) {
      const key = { pid: pid[row]!, startTime: startTime[row]! }
      const text = processKeyText(key)
      let known = this.#lines.get(text)
      if (known === undefined) this.#lines.set(text, (known = { key, line: new NumberLine(takenAt) }))
      const values = columns.map((column) => column[row]!)
      values.forEach((value, index) => (sums[index]! += Math.max(0, value)))
      if (known.line.add(takenAt, values)) this.#samples++
    }
    if (this.#sums.add(takenAt, sums)) this.#samples++
    if (this.#sums.times.length > MOST_SUMS) this.#samples -= this.#sums.thin()
    this.#keepWithin()
  }

  #keepWithin(): void {
    let before = Infinity
    while (this.bytes > this.#budget && this.bytes < before) {
      before = this.bytes
      if (this.#forgetGone()) continue
      for (const { line } of this.#lines.values()) this.#samples -= line.thin()
      this.#samples -= this.#sums.thin()
    }
  }

  /** @returns whether there were any processes that are gone */
  #forgetGone(): boolean {
    let newest = 0
    for (const { line } of this.#lines.values()) newest = Math.max(newest, line.lastSeen)
    const before = this.#lines.size
    for (const [text, { line }] of this.#lines) {
      if (line.lastSeen === newest) continue
      this.#lines.delete(text)
      this.#samples -= line.times.length
    }
    return this.#lines.size < before
  }

  /** The numbers of a process over time, or of all processes added up (null). Null for a process never seen. */
  over(process: ProcessKey | null): NumbersOverTime | null {
    const line = process === null ? this.#sums : this.#lines.get(processKeyText(process))?.line
    return line === undefined || line.times.length === 0 ? null : line.over(DRAWN_PARTS)
  }

  /**
   * Resident memory of the processes seen last, at `points` moments of the last `span` milliseconds.
   * @param now milliseconds since 1970
   */
  trends(now: number, span: number, points: number): Trend[] {
    const found: Trend[] = []
    for (const { key, line } of this.#lines.values()) {
      const { times } = line
      if (now - line.lastSeen > span) continue
      const recentKb = new Float64Array(points)
      const recentAt = new Float64Array(points)
      let at = 0
      for (let point = 0; point < points; point++) {
        const time = now - span + (span * (point + 1)) / points
        while (at + 1 < times.length && times[at + 1]! <= time) at++
        // A reading within the last step is of that time; an older one has held until now.
        const isFresh = times[at]! > time - span / points
        recentAt[point] = isFresh ? times[at]! : Math.min(time, line.lastSeen)
        // Before it was first seen, it is not known.
        recentKb[point] = times[at]! <= time ? line.valueAt(at, 'rss') : -1
      }
      found.push({ ...key, since: times[0]!, firstKb: line.valueAt(0, 'rss'), recentKb, recentAt })
    }
    return found
  }
}
