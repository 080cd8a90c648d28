import { importedProcess } from './capture-from-files.ts'
import type { Cut } from '../memory/capture.ts'
import type { ImportedMoment } from './importer.ts'
import { KnownStarts } from './known-starts.ts'
import { type RowFault } from './row-check.ts'
import type { SkippedNotes } from './skipped-notes.ts'
import { isLastName } from './listing/last-names.ts'
import { byNumberOrName, inMoments } from './moments.ts'
import { MappingList, type ListedMapping } from './mapping-list.ts'

/** What a text reports about the process that a list of mappings belongs to. */
export interface ListedProcess {
  readonly pid?: number
  readonly name?: string
  readonly command?: string
  /** False where the tool prints no names at all: a mapping without one may have a file. */
  readonly areNamesKnown?: boolean
  /** Made up, to tell processes without a known number apart. */
  readonly startTime?: number
}

/** No machine has been seen with more processes; each takes some kilobytes, however little it lists. */
export const MOST_LISTS = 10_000

/** How many more lists a file may have. */
export interface ListRoom {
  left: number
}

interface Listing {
  readonly process: ListedProcess
  readonly out: MappingList
  readonly cut: Cut | null
}

/**
 * Collects the lists of mappings in one text: of several processes, or of one process several times. A new list begins where
 * the text shows that, and where addresses go back to what was listed already.
 */
export class Listings {
  /** Why the last row was refused; readers of lines reset it before each. */
  fault: RowFault | null = null
  readonly #done: Listing[] = []
  readonly #fileName: string
  readonly #room: ListRoom
  #process: ListedProcess
  #out = new MappingList()
  #lastStart = -1n
  #lastName = ''
  readonly #starts = new KnownStarts()
  #hasMore = false
  #isCut = false
  /** Null until a total was reported; whether one is to be expected. */
  #total: number | null = null
  #hasTotals = false
  #listedKb = 0n

  /**
   * @param process what is known of the process of the first list
   * @param room shared by all that read lists of one file
   */
  constructor(fileName: string, process: ListedProcess = {}, room: ListRoom = { left: MOST_LISTS }) {
    this.#fileName = fileName
    this.#process = process
    this.#room = room
  }

  /** Rows of the list that is being read. */
  get rowCount(): number {
    return this.#out.rowCount
  }

  /** What follows is another list. @param process what is known of its process; by default the same one again */
  begin(process: ListedProcess = this.#process): void {
    if (this.#out.isListing) {
      this.#done.push({ process: this.#process, out: this.#out, cut: this.#cut })
      this.#room.left--
    }
    this.#isCut = false
    this.#total = null
    this.#listedKb = 0n
    this.#out = new MappingList()
    this.#process = process
    this.#starts.clear()
    this.#lastStart = -1n
  }

  /** Something more about the process of this list. */
  report(process: ListedProcess): void {
    this.#process = { ...this.#process, ...process }
  }

  /** A sign in the list that rows were left out. */
  leaveOut(): void {
    this.#isCut = true
  }

  /** The tool writes a total below each list; one without is not complete, or was made without totals. */
  expectTotals(): void {
    this.#hasTotals = true
  }

  /** The total below this list. @param kb of all sizes; NaN when it is only known that there is one */
  total(kb: number): void {
    this.#total ??= kb
  }

  get #cut(): Cut | null {
    if (this.#isCut) return 'rows-left-out'
    if (this.#total === null) return this.#hasTotals ? 'no-total' : null
    return Number(this.#listedKb) < this.#total ? 'less-than-total' : null
  }

  /** @returns false when the row can't be a mapping; `fault` is the reason, and its numbers are left out, too */
  mapping(words: ListedMapping): boolean {
    if (words.isAddressUnknown !== true && words.start < this.#lastStart && this.#isAnother(words)) this.begin()
    // Nothing is kept of what there is no room for.
    if (this.#room.left <= 0) {
      this.#hasMore = true
      return true
    }
    if (!this.#out.mapping(words)) {
      this.fault = this.#out.fault
      return false
    }
    this.#lastStart = words.start
    this.#lastName = words.name
    this.#starts.add(words.start)
    this.#listedKb += (words.end - words.start) / 1024n
    return true
  }

  /** Addresses go back: to one that was listed already, or behind what the kernel has at the end of an address space. */
  #isAnother({ start, name }: ListedMapping): boolean {
    return name !== '[rollup]' && (this.#starts.has(start) || isLastName(this.#lastName))
  }

  /** There was no room for a list: nothing that follows is kept. */
  get isFull(): boolean {
    return this.#hasMore
  }

  /** Notes that there was no room for more lists. */
  reportLeftOut(notes: SkippedNotes): void {
    if (this.#hasMore) notes.file(`lists behind the first ${MOST_LISTS} are left out`)
  }

  /** A number of the mapping written last; see MappingList. */
  field(name: string, value: string | number, unit: 'kB' | 'none' = 'kB'): void {
    this.#out.field(name, value, unit)
  }

  flags(letters: string): void {
    this.#out.flags(letters)
  }

  /** The lists as processes. A process that comes again was looked at again: that is the next moment. */
  finish(): ImportedMoment[] {
    this.begin()
    const processes = this.#done.map(({ process, out, cut }) =>
      importedProcess(
        { rows: out.finish() },
        { name: this.#fileName, absent: out.absent, ...(cut === null ? {} : { cut }), ...process }
      )
    )
    return inMoments(processes, byNumberOrName)
  }
}
