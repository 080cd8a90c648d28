import { LOOK_PARTS, type LookPart } from '#shared/memory/look-part.ts'

/** The share of the time for each part, relative to the others that there are in a process. */
const WEIGHTS: Readonly<Record<LookPart, number>> = {
  jvm: 3,
  'thread-names': 3,
  'java-threads': 3,
  v8: 4,
  malloc: 2,
  blocks: 3,
  stacks: 4,
  loader: 1,
  shares: 1
}
/** The clock is asked now and then: it takes a part of the time of a read. */
const BETWEEN_CLOCKS = 8

/**
 * Milliseconds of processor time that this thread took. Time that it waits while others run is not counted: on a busy machine a
 * look would end before it found anything. Node before 23.9 has only a clock.
 */
function processorTime(): number {
  if (typeof process.threadCpuUsage !== 'function') return performance.now()
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

/**
 * The time for looking into a process, divided among the parts of the look: none takes the time of those that come after it,
 * and what one leaves is for all of them.
 */
export class TimeBudget {
  readonly #now: () => number
  readonly #until: number
  readonly #cut = new Set<LookPart>()
  #part: LookPart | null = null
  #partUntil: number
  #asked = 0
  #isOver = false
  readonly #parts: ReadonlySet<LookPart>
  #weightLeft: number

  /**
   * @param milliseconds of processor time
   * @param parts those that there are in the process
   * @param now milliseconds, from wherever
   */
  constructor(milliseconds: number, parts: readonly LookPart[], now = processorTime) {
    this.#now = now
    this.#until = now() + milliseconds
    // What is asked before the first part begins has all of it.
    this.#partUntil = this.#until
    this.#parts = new Set(parts)
    this.#weightLeft = parts.reduce((sum, part) => sum + WEIGHTS[part], 0)
  }

  /** Begins a part, which ends the one before. Each part may begin once. */
  begin(part: LookPart): void {
    const now = this.#now()
    // An unexpected part takes nothing from the others' shares that is not its own.
    const share = WEIGHTS[part] / Math.max(WEIGHTS[part], this.#weightLeft)
    this.#weightLeft -= this.#parts.has(part) ? WEIGHTS[part] : 0
    this.#part = part
    this.#partUntil = now + Math.max(0, this.#until - now) * share
    this.#asked = 0
    this.#isOver = false
  }

  /** Whether the part's time is over. A caller that asks has something left to do: the part is cut then. */
  isOver(): boolean {
    if (!this.#isOver && this.#asked++ % BETWEEN_CLOCKS === 0 && this.#now() >= this.#partUntil) {
      this.#isOver = true
      if (this.#part !== null) this.#cut.add(this.#part)
    }
    return this.#isOver
  }

  /** Parts that were not finished, in their order. */
  get cut(): readonly LookPart[] {
    return LOOK_PARTS.filter((part) => this.#cut.has(part))
  }
}
