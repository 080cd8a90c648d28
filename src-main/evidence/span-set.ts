import type { Label } from '#shared/classify/label.ts'
import type { Span } from '#shared/classify/observed.ts'

/** Ranges with their labels; of what was claimed already, a later claim gets nothing. */
export class SpanSet {
  readonly #spans: Span[] = []

  /** Adds the parts of a range that are still free. */
  add(start: number, end: number, label: Label): void {
    let at = this.#firstEndingAfter(start)
    let from = start
    const added: Span[] = []
    const first = at
    for (; at < this.#spans.length && this.#spans[at]!.start < end; at++) {
      const known = this.#spans[at]!
      if (known.start > from) added.push({ start: from, end: known.start, label })
      added.push(known)
      from = Math.max(from, known.end)
    }
    if (from < end) added.push({ start: from, end, label })
    this.#spans.splice(first, at - first, ...added)
  }

  /** Whether an address is claimed. */
  holds(address: number): boolean {
    const at = this.#firstEndingAfter(address)
    return at < this.#spans.length && this.#spans[at]!.start <= address
  }

  /** The first unclaimed address from `start` on, or `end`. */
  firstFree(start: number, end: number): number {
    let free = start
    for (let at = this.#firstEndingAfter(start); at < this.#spans.length && free < end; at++) {
      if (this.#spans[at]!.start > free) break
      free = this.#spans[at]!.end
    }
    return Math.min(free, end)
  }

  /** In order of address, none over another. */
  get spans(): readonly Span[] {
    return this.#spans
  }

  #firstEndingAfter(address: number): number {
    let [low, high] = [0, this.#spans.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#spans[middle]!.end <= address) low = middle + 1
      else high = middle
    }
    return low
  }
}
