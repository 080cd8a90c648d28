/** The cheap numbers of a process, kB but for threads; −1 where it is not known. */
export const CHEAP_NUMBERS = ['rss', 'anon', 'file', 'shmem', 'swap', 'pageTables', 'threads'] as const
export type CheapNumber = (typeof CHEAP_NUMBERS)[number]

const WIDTH = CHEAP_NUMBERS.length
/** Bytes of a sample: its time and its numbers. */
export const SAMPLE_BYTES = 8 + WIDTH * 8

/** The cheap numbers over time: each holds from its time until the next one. */
export interface NumbersOverTime {
  /** Milliseconds since 1970, in order; the last one is when they were read last. */
  readonly times: Float64Array
  /** kB but for threads; NaN where it is not known. */
  readonly numbers: Readonly<Record<CheapNumber, Float64Array>>
}

/** Cheap numbers at the times when any of them changed. */
export class NumberLine {
  readonly times: number[] = []
  #values: number[] = []
  /** Milliseconds since 1970. */
  lastSeen: number

  /** @param at milliseconds since 1970 */
  constructor(at: number) {
    this.lastSeen = at
  }

  /** @param numbers in the order of CHEAP_NUMBERS @returns whether anything changed */
  add(at: number, numbers: readonly number[]): boolean {
    this.lastSeen = at
    const from = this.#values.length - WIDTH
    if (from >= 0 && numbers.every((number, index) => this.#values[from + index] === number)) return false
    this.times.push(at)
    this.#values.push(...numbers)
    return true
  }

  valueAt(index: number, number: CheapNumber): number {
    return this.#values[index * WIDTH + CHEAP_NUMBERS.indexOf(number)]!
  }

  /** Of the older half every second sample goes; the first one stays. @returns how many went */
  thin(): number {
    const half = this.times.length >> 1
    return this.#keepOnly(this.times.flatMap((_, at) => (at === 0 || at >= half || at % 2 === 0 ? [at] : [])))
  }

  #keepOnly(indices: readonly number[]): number {
    const gone = this.times.length - indices.length
    this.#values = indices.flatMap((at) => this.#values.slice(at * WIDTH, (at + 1) * WIDTH))
    const times = indices.map((at) => this.times[at]!)
    this.times.splice(0, Infinity, ...times)
    return gone
  }

  /** All of it; of many samples in one of `parts` equal parts of the time, the one with the most and the last one. */
  over(parts: number): NumbersOverTime {
    const indices = this.#indicesOf(parts)
    const last = indices.at(-1)
    const all = last === undefined || this.times[last]! >= this.lastSeen ? indices : [...indices, last]
    const columnOf = (number: CheapNumber): Float64Array =>
      Float64Array.from(all, (index) => {
        const value = this.valueAt(index, number)
        return value < 0 ? NaN : value
      })
    const times = Float64Array.from(all, (index) => this.times[index]!)
    if (all.length > indices.length) times[all.length - 1] = this.lastSeen
    return {
      times,
      numbers: Object.fromEntries(
        CHEAP_NUMBERS.map((number) => [number, columnOf(number)])
      ) as NumbersOverTime['numbers']
    }
  }

  #indicesOf(parts: number): number[] {
    const { times } = this
    if (times.length <= parts * 2) return [...times.keys()]
    const span = times.at(-1)! - times[0]!
    const partOf = (index: number): number => Math.floor(((times[index]! - times[0]!) / span) * parts)
    const chosen: number[] = []
    let most = 0
    for (let index = 0; index < times.length; index++) {
      if (index === 0 || partOf(index) !== partOf(index - 1)) most = index
      else if (this.valueAt(index, 'rss') > this.valueAt(most, 'rss')) most = index
      const isLastOfPart = index === times.length - 1 || partOf(index + 1) !== partOf(index)
      if (isLastOfPart) chosen.push(...(most === index ? [index] : [most, index]))
    }
    return chosen
  }
}
