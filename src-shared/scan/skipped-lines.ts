import type { CaptureNote } from '../memory/capture.ts'

/** A line that could not be understood, for the list of what was skipped. */
export interface SkippedLine {
  /** Counted from 1. */
  readonly line: number
  readonly reason:
    | 'unreadable'
    | 'before-first-mapping'
    | 'without-mapping'
    | 'too-long'
    | 'cut-off'
    | 'too-many-fields'
    | 'too-many-rows'
  /** The beginning of the line, at most 80 bytes, untrusted. */
  readonly text: Uint8Array
}

const MOST_KEPT = 1000
const TEXT_BYTES = 80
const MOST_LISTED = 10

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

/** The notes of a capture whose reading skipped lines: how many, and which and why of the first few; and of an open end. */
export function skippedNotes({
  skipped,
  skippedCount,
  isOpenEnd = false
}: {
  readonly skipped: readonly SkippedLine[]
  readonly skippedCount: number
  readonly isOpenEnd?: boolean
}): CaptureNote[] {
  const openEnd: CaptureNote[] = isOpenEnd ? [{ kind: 'open-end', detail: '' }] : []
  if (skippedCount === 0) return openEnd
  const lines = skipped.slice(0, MOST_LISTED).map(({ line, reason }) => `${line} (${reason})`)
  const more = skippedCount > MOST_LISTED ? ' …' : ''
  return [...openEnd, { kind: 'skipped-lines', detail: `${skippedCount}: ${lines.join(', ')}${more}` }]
}
