import type { Label } from './label.ts'
import type { LivingRuntime } from './runtimes.ts'

/** A range of addresses of which something is known that its mappings do not report. */
export interface Span {
  readonly start: number
  /** First address after it. */
  readonly end: number
  readonly label: Label
  /** Bytes of it that are in memory; absent where they were not counted. */
  readonly residentBytes?: number
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
  /** Names of files that are mapped to be executed and are no programs or libraries (no ELF files). */
  readonly dataFiles: ReadonlySet<string>
  /** Names that end in " (deleted)" of files that are so named: they lead to what is mapped. */
  readonly soNamed: ReadonlySet<string>
  /** The file that the program was started from, as the list of mappings has it; empty where unknown. */
  readonly program: string
  /** The file of its dynamic loader, by the auxiliary vector; empty where unknown. */
  readonly loader: string
  /** Whether the process's memory was looked into: then arenas and stacks are known, and nothing that looks like one is one. */
  readonly isInside: boolean
  /** Every thread reported where its stack is: a stack that none of them is on is free now. */
  readonly isEveryStackKnown: boolean
  /** Threads of the process; null when unknown. */
  readonly threads: number | null
  /** False for a source that reports no names at all: a mapping without one is then not anonymous. */
  readonly areNamesKnown: boolean
  /** False for a source that reports no permissions: whether a mapping is private or shared is then not known. */
  readonly arePermsKnown: boolean
}

export const NOTHING_OBSERVED: Observed = {
  runtimes: [],
  spans: [],
  readFiles: new Set(),
  dataFiles: new Set(),
  soNamed: new Set(),
  program: '',
  loader: '',
  isInside: false,
  isEveryStackKnown: false,
  threads: null,
  areNamesKnown: true,
  arePermsKnown: true
}

/** What spans report about a range of addresses. */
export interface Found {
  /** The label of most of it, and how much of its addresses that is, 0 … 1. */
  readonly label: Label
  readonly share: number
  /** How much of its addresses is known, 0 … 1. */
  readonly known: number
  /** All that is known of it, in order of address; none over another. */
  readonly spans: readonly Span[]
}

/** Finds what spans report about mappings. Spans in order of address, none over another. */
export class SpanFinder {
  readonly #spans: readonly Span[]
  #from = 0

  constructor(spans: readonly Span[]) {
    this.#spans = spans
  }

  /** Null where nothing of the range is known. Ranges are asked for in any order; in order of address it is fastest. */
  find(start: number, end: number): Found | null {
    const spans = this.#spans
    if (spans.length === 0) return null
    let at = this.#from
    if (at >= spans.length || (at > 0 && spans[at - 1]!.end > start)) at = this.#firstAfter(start)
    while (at < spans.length && spans[at]!.end <= start) at++
    this.#from = at
    if (at >= spans.length || spans[at]!.start >= end) return null
    if (spans[at]!.start <= start && spans[at]!.end >= end)
      return { label: spans[at]!.label, share: 1, known: 1, spans: [spans[at]!] }
    const sums = new Map<Label, number>()
    const first = at
    let covered = 0
    for (; at < spans.length && spans[at]!.start < end; at++) {
      const span = spans[at]!
      const bytes = Math.min(end, span.end) - Math.max(start, span.start)
      covered += bytes
      sums.set(span.label, (sums.get(span.label) ?? 0) + bytes)
    }
    const [most] = [...sums].sort((a, b) => b[1] - a[1])
    const of = (bytes: number): number => bytes / (end - start)
    return { label: most![0], share: of(most![1]), known: of(covered), spans: spans.slice(first, at) }
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
