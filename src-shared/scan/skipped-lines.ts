/** A line that could not be understood, for the list of what was skipped. */
export interface SkippedLine {
  /** Counted from 1. */
  readonly line: number
  readonly reason:
    'unreadable' | 'before-first-mapping' | 'without-mapping' | 'too-long' | 'cut-off' | 'too-many-fields'
  /** The beginning of the line, at most 80 bytes, untrusted. */
  readonly text: Uint8Array
}

const MOST_KEPT = 1000
const TEXT_BYTES = 80

/** Counts skipped lines and keeps the first thousand. */
export class SkippedLines {
  readonly kept: SkippedLine[] = []
  total = 0

  add(line: number, reason: SkippedLine['reason'], bytes: Uint8Array, from: number, to: number): void {
    this.total++
    if (this.kept.length < MOST_KEPT) {
      this.kept.push({ line, reason, text: bytes.slice(from, Math.min(to, from + TEXT_BYTES)) })
    }
  }
}
