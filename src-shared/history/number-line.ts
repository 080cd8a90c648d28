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
    if (from >= 0 && numbers.every((number, place) => this.#values[from + place] === number)) return false
    this.times.push(at)
    this.#values.push(...numbers)
    return true
  }

  valueAt(place: number, number: CheapNumber): number {
    return this.#values[place * WIDTH + CHEAP_NUMBERS.indexOf(number)]!
  }

  /** Of the older half every second sample goes; the first one stays. @returns how many went */
  thin(): number {
    const half = this.times.length >> 1
    return this.#keepOnly(this.times.flatMap((_, at) => (at === 0 || at >= half || at % 2 === 0 ? [at] : [])))
  }

  #keepOnly(places: readonly number[]): number {
    const gone = this.times.length - places.length
    this.#values = places.flatMap((at) => this.#values.slice(at * WIDTH, (at + 1) * WIDTH))
    const times = places.map((at) => this.times[at]!)
    this.times.splice(0, Infinity, ...times)
    return gone
  }

  /** All of it; of many samples in one of `parts` equal parts of the time, the one with the most and the last one. */
  over(parts: number): NumbersOverTime {
    const places = this.#placesOf(parts)
    const last = places.at(-1)
    const all = last === undefined || this.times[last]! >= this.lastSeen ? places : [...places, last]
    const columnOf = (number: CheapNumber): Float64Array =>
      Float64Array.from(all, (place) => {
        const value = this.valueAt(place, number)
        return value < 0 ? NaN : value
      })
    const times = Float64Array.from(all, (place) => this.times[place]!)
    if (all.length > places.length) times[all.length - 1] = this.lastSeen
    return {
      times,
      numbers: Object.fromEntries(
        CHEAP_NUMBERS.map((number) => [number, columnOf(number)])
      ) as NumbersOverTime['numbers']
    }
  }

  #placesOf(parts: number): number[] {
    const { times } = this
    if (times.length <= parts * 2) return [...times.keys()]
    const span = times.at(-1)! - times[0]!
    const partOf = (place: number): number => Math.floor(((times[place]! - times[0]!) / span) * parts)
    const chosen: number[] = []
    let most = 0
    for (let place = 0; place < times.length; place++) {
      if (place === 0 || partOf(place) !== partOf(place - 1)) most = place
      else if (this.valueAt(place, 'rss') > this.valueAt(most, 'rss')) most = place
      const isLastOfPart = place === times.length - 1 || partOf(place + 1) !== partOf(place)
      if (isLastOfPart) chosen.push(...(most === place ? [place] : [most, place]))
    }
    return chosen
  }
}
