/** Time that a test moves by hand; the same shape as the renderer's Pace. */
export class HandPace {
  time = 0
  hidden = false
  #waiting: { at: number; action: () => void }[] = []

  now(): number {
    return this.time
  }

  after(milliseconds: number, action: () => void): () => void {
    const entry = { at: this.time + milliseconds, action }
    this.#waiting.push(entry)
    return () => {
      this.#waiting = this.#waiting.filter((each) => each !== entry)
    }
  }

  isHidden(): boolean {
    return this.hidden
  }

  /** Milliseconds until the next action, or null when nothing waits. */
  next(): number | null {
    return this.#waiting.length === 0 ? null : Math.min(...this.#waiting.map(({ at }) => at)) - this.time
  }

  /** Lets time pass; actions that fall due run in order, each followed by whatever promises it kept. */
  async pass(milliseconds: number): Promise<void> {
    const end = this.time + milliseconds
    for (;;) {
      const due = this.#waiting.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0]
      if (due === undefined) break
      this.#waiting = this.#waiting.filter((each) => each !== due)
      this.time = due.at
      due.action()
      await settle()
    }
    this.time = end
  }
}

/** Lets all promises that can be kept now be kept. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve()
}
