import { KnownStarts } from '../known-starts.ts'
import { LineBytes } from '../line-bytes.ts'
import { MOST_LISTS } from '../listings.ts'
import { RowCheck } from '../row-check.ts'
import type { SkippedNotes } from '../skipped-notes.ts'
import { joinedLines } from './joined-lines.ts'
import { isLastName } from './last-names.ts'
import { isLeftOut } from './cut-marks.ts'
import { couldBeMapping } from './line-importer.ts'
import { mapsLine, type MapsLine } from './maps-line.ts'
import { isSmapsLabel, isStatusLabel } from './proc-labels.ts'

/** The mappings of one process in a text, and what the text reports about that process besides. */
export interface MapsSection {
  readonly check: RowCheck
  readonly smaps: LineBytes
  /** Lines of status that are above or below them. */
  readonly status: string[]
  /** Lines of smaps_rollup. */
  rollup: string[]
  /** From a line such as `cat /proc/42/maps` above them. */
  pid: number | null
  first: bigint
  /** Lines of dots are in it: rows were left out. */
  isCut: boolean
}

const LABEL = /^\s*([A-Za-z_][\w()-]{0,63}):(?:\s+(\S.*)?)?$/
const NUMBER = /^\d{1,20}(?: kB)?$/
/** What names the process whose mappings follow. */
const NAMES_PID = /\/proc\/(\d{1,10})\/s?maps\b|(?:\b|\bCOREDUMP_)pid[ :=]{1,3}(\d{1,10})\b/i
/** What a binary profile has in front of the text of maps. */
const BINARY = /^[^]*[\0-\x08]/

/**
 * Takes a text of maps or smaps apart that contains other things, too: copies of status, rollups, shell sessions, mails, the
 * same of other processes. A line is a field of a mapping only in a block of smaps; lines of status are facts of a process.
 */
export class MapsSections {
  readonly sections: MapsSection[] = []
  /** Rollups that were found, whether or not they belong to a list. */
  rollups = 0
  readonly #notes: SkippedNotes
  readonly #pageSize: number | undefined
  #open: MapsSection | null = null
  #last: MapsLine | null = null
  readonly #starts = new KnownStarts()
  /** Facts that no list is there for yet. */
  #status: string[] = []
  #pid: number | null = null
  #areFactsAbove = false
  #isCutAbove = false
  #isFull = false
  /** Whose lines of `Label: value` follow. */
  #block: 'row' | 'fields' | 'rollup' | null = null
  #held: string | null = null
  #rollup: { start: bigint; lines: string[] } | null = null
  readonly #early: { start: bigint; lines: string[] }[] = []

  /** @param pageSize of the source's machine, bytes, where it is known */
  constructor(notes: SkippedNotes, pageSize?: number) {
    this.#notes = notes
    this.#pageSize = pageSize
  }

  read(bytes: Uint8Array): MapsSection[] {
    for (const { number, text } of joinedLines(bytes)) {
      const line = text.replace(BINARY, '')
      if (!this.#row(line, number)) this.#other(line, number)
      // Nothing of what follows would be kept.
      if (this.#isFull) break
    }
    this.#endFacts()
    for (const section of this.sections) {
      const own = this.#early.find(({ start }) => start === section.first)
      if (own !== undefined && section.rollup.length === 0) section.rollup = own.lines
    }
    return this.sections.filter(({ check }) => check.isListing)
  }

  #row(line: string, number: number): boolean {
    const row = mapsLine(line)
    if (row === null) return false
    this.#releaseHeld()
    if (row.name === '[rollup]') {
      this.rollups++
      this.#block = 'rollup'
      this.#rollup = { start: row.start, lines: [] }
      if (this.#open?.first === row.start) this.#open.rollup = this.#rollup.lines
      else this.#early.push(this.#rollup)
      return true
    }
    const open = this.#isAnother(row) ? this.#begin(row) : this.#open!
    const fault = open.check.fault(row)
    this.#block = fault === null ? 'row' : null
    if (fault !== null) this.#notes.fault(number, fault, line)
    else {
      open.smaps.add(row.text)
      this.#starts.add(row.start)
      this.#last = row
    }
    return true
  }

  /** Another list: below the facts of another process, or addresses go back to what was listed already. */
  #isAnother(row: MapsLine): boolean {
    if (this.#open === null || this.#status.length > 0) return true
    const last = this.#last
    // A row that is there once more is of another process where something between shows that.
    const isBack = last !== null && (row.start < last.start || (row.start === last.start && this.#pid !== null))
    return isBack && (this.#starts.has(row.start) || isLastName(last.name) || this.#pid !== null)
  }

  #begin(row: MapsLine): MapsSection {
    if (this.#open === null) this.#areFactsAbove = this.#status.length > 0
    const status = this.#areFactsAbove ? this.#status : []
    if (!this.#areFactsAbove) this.#endFacts()
    this.#status = []
    this.#open = {
      check: new RowCheck(this.#pageSize),
      smaps: new LineBytes(),
      status,
      rollup: [],
      pid: this.#pid,
      first: row.start,
      isCut: this.#isCutAbove
    }
    this.#isCutAbove = false
    if (this.sections.length < MOST_LISTS) this.sections.push(this.#open)
    else {
      this.#isFull = true
      this.#notes.file(`lists behind the first ${MOST_LISTS} are left out`)
    }
    this.#pid = null
    this.#starts.clear()
    return this.#open
  }

  /** Facts below the last list are that list's. */
  #endFacts(): void {
    if (this.#open !== null && this.#open.status.length === 0) this.#open.status.push(...this.#status)
    this.#status = []
  }

  #other(line: string, number: number): void {
    const [, label = '', value = ''] = LABEL.exec(line) ?? []
    const block = this.#block
    // Android's kernels write a mapping's Name below its row, where status has the process's.
    if (label === 'Name' && block === 'row') {
      this.#held = line
      return
    }
    const isField = (block === 'row' || block === 'fields') && this.#isField(label, value)
    if (this.#held !== null && isField) {
      this.#open!.smaps.add(this.#held.trimStart())
      this.#held = null
    }
    this.#releaseHeld()
    if (isField) {
      this.#block = 'fields'
      this.#open!.smaps.add(line.trim())
    } else if (block === 'rollup' && isSmapsLabel(label)) this.#rollup!.lines.push(line.trim())
    else if (isStatusLabel(label)) {
      // A second copy of status below another one is of another process.
      if (label === 'Name' && !this.#areFactsAbove) this.#endFacts()
      this.#status.push(line.trim())
      this.#block = null
    } else this.#stranger(line, number)
  }

  #isField(label: string, value: string): boolean {
    if (isSmapsLabel(label)) return true
    // Newer kernels have more fields; they are among those that are known.
    return this.#block === 'fields' && !isStatusLabel(label) && NUMBER.test(value)
  }

  #releaseHeld(): void {
    if (this.#held !== null) this.#status.push(this.#held.trim())
    this.#held = null
  }

  #stranger(line: string, number: number): void {
    this.#block = null
    const [, path, reported] = NAMES_PID.exec(line) ?? []
    if (path !== undefined || reported !== undefined) this.#pid = Number(path ?? reported)
    if (couldBeMapping(line)) this.#notes.line(number, line)
    if (!isLeftOut(line)) return
    if (this.#open === null) this.#isCutAbove = true
    else this.#open.isCut = true
  }
}
