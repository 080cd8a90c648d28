import type { SkippedNote } from './importer.ts'
import { isUsualFault, type RowFault } from './row-check.ts'

/** More would not be read, and a file of millions of strange lines must not fill the memory. */
export const MOST_NOTES = 1000
const LONGEST_SHOWN = 80

/** The one collector of what an importer left out or could not know. Keeps the first thousand. */
export class SkippedNotes {
  readonly list: SkippedNote[]

  /** @param list what was noted so far; more is added to it */
  constructor(list: SkippedNote[] = []) {
    this.list = list
  }

  /** A line that could have been a mapping, but is not one. @param number from 1; null where there are no lines */
  line(number: number | null, text: string): void {
    this.add({ kind: 'line', line: number, detail: text.trim().slice(0, LONGEST_SHOWN) })
  }

  /** A row that can't be a mapping; none for what some tools do as a habit. */
  fault(number: number | null, fault: RowFault, text: string): void {
    if (!isUsualFault(fault)) this.line(number, `${fault}: ${text.trim()}`)
  }

  /** A file inside an archive. */
  entry(path: string, why: string): void {
    this.add({ kind: 'entry', line: null, detail: `${path}: ${why}` })
  }

  /** Something that concerns the whole file: it was cut off, or only a part was read. */
  file(detail: string): void {
    this.add({ kind: 'file', line: null, detail })
  }

  /** What this kind of text never holds; nothing was skipped. */
  limit(detail: string): void {
    this.add({ kind: 'limit', line: null, detail })
  }

  add(...notes: readonly SkippedNote[]): void {
    for (const note of notes) if (this.list.length < MOST_NOTES) this.list.push(note)
  }
}
