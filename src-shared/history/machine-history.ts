import { processKeyText, type ProcessKey } from '../memory/process-key.ts'

/** The cheap numbers of a process, kB but for threads; −1 where it is not known. */
export const CHEAP_NUMBERS = ['rss', 'anon', 'file', 'shmem', 'swap', 'pageTables', 'threads'] as const
export type CheapNumber = (typeof CHEAP_NUMBERS)[number]

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
  /** Amounts at equal distances, the latest last, kB. */
  readonly recentKb: Float64Array
}

const WIDTH = CHEAP_NUMBERS.length
/** Bytes of a sample: its time and its numbers. */
const SAMPLE = 8 + WIDTH * 8
const OF_PROCESS = 300

interface Line {
  readonly key: ProcessKey
  times: number[]
  values: number[]
  lastSeen: number
}

/**
 * What all processes of the machine had, from the beginning. Of a process that does not change only the change is kept. When
 * the budget is reached, older samples are thinned out to every second, again and again; processes that are gone go first.
 */
export class MachineHistory {
  readonly #lines = new Map<string, Line>()
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
    return this.#samples * SAMPLE + this.#lines.size * OF_PROCESS
  }

  /** When it began, milliseconds since 1970. */
  get since(): number | null {
    return this.#since
  }

  add({ count, takenAt, pid, startTime, numbers }: MachineNumbers): void {
    this.#since ??= takenAt
    const columns = CHEAP_NUMBERS.map((name) => numbers[name])
    for (let row = 0; row < count; row++) {
      const key = { pid: pid[row]!, startTime: startTime[row]! }
      const text = processKeyText(key)
      let line = this.#lines.get(text)
      if (line === undefined) {
        line = { key, times: [], values: [], lastSeen: takenAt }
        this.#lines.set(text, line)
      }
      line.lastSeen = takenAt
      const from = line.values.length - WIDTH
      if (from >= 0 && columns.every((column, at) => line.values[from + at] === column[row])) continue
      line.times.push(takenAt)
      for (const column of columns) line.values.push(column[row]!)
      this.#samples++
    }
    this.#keepWithin()
  }

  #keepWithin(): void {
    while (this.bytes > this.#budget && this.#samples > this.#lines.size * 2) {
      const newest = Math.max(...[...this.#lines.values()].map(({ lastSeen }) => lastSeen))
      let hasGone = false
      for (const [text, line] of this.#lines) {
        if (line.lastSeen === newest) continue
        this.#lines.delete(text)
        this.#samples -= line.times.length
        hasGone = true
      }
      if (!hasGone) for (const line of this.#lines.values()) this.#thin(line)
    }
  }

  /** Every second one of the older half goes; the first one stays. */
  #thin(line: Line): void {
    const half = line.times.length >> 1
    const keeps = (at: number): boolean => at === 0 || at >= half || at % 2 === 0
    const times: number[] = []
    const values: number[] = []
    line.times.forEach((time, at) => {
      if (!keeps(at)) return
      times.push(time)
      values.push(...line.values.slice(at * WIDTH, (at + 1) * WIDTH))
    })
    this.#samples -= line.times.length - times.length
    line.times = times
    line.values = values
  }

  /** A number of a process over time: it changed at these times to these values. Null for a process never seen. */
  series(
    key: ProcessKey,
    number: CheapNumber
  ): { readonly times: readonly number[]; readonly values: readonly number[] } | null {
    const line = this.#lines.get(processKeyText(key))
    if (line === undefined) return null
    const place = CHEAP_NUMBERS.indexOf(number)
    return { times: line.times, values: line.times.map((_, at) => line.values[at * WIDTH + place]!) }
  }

  /**
   * Resident memory of the processes seen last, at `points` moments of the last `span` milliseconds.
   * @param now milliseconds since 1970
   */
  trends(now: number, span: number, points: number): Trend[] {
    const found: Trend[] = []
    for (const { key, times, values, lastSeen } of this.#lines.values()) {
      if (now - lastSeen > span) continue
      const recentKb = new Float64Array(points)
      let at = 0
      for (let point = 0; point < points; point++) {
        const time = now - span + (span * (point + 1)) / points
        while (at + 1 < times.length && times[at + 1]! <= time) at++
        // Before it was first seen, it is not known.
        recentKb[point] = times[at]! <= time ? values[at * WIDTH]! : -1
      }
      found.push({ ...key, since: times[0]!, firstKb: values[0]!, recentKb })
    }
    return found
  }
}
