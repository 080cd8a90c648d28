import type { Label } from './label.ts'
import type { LivingRuntime } from './runtimes.ts'

/** A range of addresses of which something is known that its mappings do not say. */
export interface Span {
  readonly start: number
  /** First address after it. */
  readonly end: number
  readonly label: Label
}

/**
 * What was found out about a process besides its mappings: in other files of /proc, in the programs' own files, or inside
 * its memory. Nothing of what was read is in it but the conclusions.
 */
export interface Observed {
  readonly runtimes: readonly LivingRuntime[]
  /** In order of their addresses; of two that overlap, the later one is about what the earlier one leaves. */
  readonly spans: readonly Span[]
  /** Files whose program headers were read, by name: where their .bss ends is known, and nothing else of it is guessed. */
  readonly readFiles: ReadonlySet<string>
  /** Whether the process's memory was looked into: then arenas and stacks are known, and nothing that looks like one is one. */
  readonly isInside: boolean
  /** Threads of the process; null when unknown. */
  readonly threads: number | null
}

export const NOTHING_OBSERVED: Observed = {
  runtimes: [],
  spans: [],
  readFiles: new Set(),
  isInside: false,
  threads: null
}

/** The label of most of a range, where spans cover at least half of it; null where they do not. Spans in order. */
export class SpanFinder {
  readonly #spans: readonly Span[]
  #from = 0

  constructor(spans: readonly Span[]) {
    this.#spans = spans
  }

  /** Ranges are asked for in any order; in order of address it is fastest. */
  find(start: number, end: number): Label | null {
    const spans = this.#spans
    if (spans.length === 0) return null
    let at = this.#from
    if (at >= spans.length || (at > 0 && spans[at - 1]!.end > start)) at = this.#firstAfter(start)
    while (at < spans.length && spans[at]!.end <= start) at++
    this.#from = at
    let sums: Map<Label, number> | null = null
    let best: Label | null = null
    let most = 0
    let covered = 0
    for (; at < spans.length && spans[at]!.start < end; at++) {
      const span = spans[at]!
      const bytes = Math.min(end, span.end) - Math.max(start, span.start)
      covered += bytes
      if (best === null && span.end >= end && span.start <= start) return span.label
      sums ??= new Map<Label, number>()
      const sum = (sums.get(span.label) ?? 0) + bytes
      sums.set(span.label, sum)
      if (sum > most) {
        most = sum
        best = span.label
      }
    }
    return covered * 2 >= end - start ? best : null
  }

  #firstAfter(address: number): number {
    let [low, high] = [0, this.#spans.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#spans[middle]!.end <= address) low = middle + 1
      else high = middle
    }
    return low
  }
}
