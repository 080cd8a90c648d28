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
  /** Names that end in " (deleted)" of files that are so named: they lead to what is mapped. */
  readonly soNamed: ReadonlySet<string>
  /** The file that the program was started from, as it stands in the list of mappings; empty where nothing tells it. */
  readonly program: string
  /** Whether the process's memory was looked into: then arenas and stacks are known, and nothing that looks like one is one. */
  readonly isInside: boolean
  /** Threads of the process; null when unknown. */
  readonly threads: number | null
  /** False for a source that tells no names at all: a mapping without one is then not anonymous. */
  readonly areNamesKnown: boolean
  /** False for a source that tells no permissions: whether a mapping is private or shared is then not known. */
  readonly arePermsKnown: boolean
}

export const NOTHING_OBSERVED: Observed = {
  runtimes: [],
  spans: [],
  readFiles: new Set(),
  soNamed: new Set(),
  program: '',
  isInside: false,
  threads: null,
  areNamesKnown: true,
  arePermsKnown: true
}

/** What spans say of a range of addresses: the label of most of it, and how much of it that is, 0 … 1. */
export interface Found {
  readonly label: Label
  readonly share: number
  /** The label of the next most of it; null where there is no other. */
  readonly other: Label | null
}

/** Less of a mapping that is known says nothing about it as a whole. */
const LEAST_KNOWN = 0.5

/** Finds what spans say of mappings. Spans in order of address, none over another. */
export class SpanFinder {
  readonly #spans: readonly Span[]
  #from = 0

  constructor(spans: readonly Span[]) {
    this.#spans = spans
  }

  /** Null where less than half of the range is known. Ranges are asked for in any order; in order of address it is fastest. */
  find(start: number, end: number): Found | null {
    const spans = this.#spans
    if (spans.length === 0) return null
    let at = this.#from
    if (at >= spans.length || (at > 0 && spans[at - 1]!.end > start)) at = this.#firstAfter(start)
    while (at < spans.length && spans[at]!.end <= start) at++
    this.#from = at
    if (at >= spans.length || spans[at]!.start >= end) return null
    if (spans[at]!.start <= start && spans[at]!.end >= end) return { label: spans[at]!.label, share: 1, other: null }
    const sums = new Map<Label, number>()
    let covered = 0
    for (; at < spans.length && spans[at]!.start < end; at++) {
      const span = spans[at]!
      const bytes = Math.min(end, span.end) - Math.max(start, span.start)
      covered += bytes
      sums.set(span.label, (sums.get(span.label) ?? 0) + bytes)
    }
    if (covered < LEAST_KNOWN * (end - start)) return null
    const [most, next] = [...sums].sort((a, b) => b[1] - a[1])
    return { label: most![0], share: most![1] / (end - start), other: next?.[0] ?? null }
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
