import type { ImportedMoment } from '../importer.ts'
import { Listings, MOST_LISTS, type ListedProcess } from '../listings.ts'
import { SkippedNotes } from '../skipped-notes.ts'
import type { NamedRows, NamedValue } from './named-row.ts'

interface OpenProcess {
  /** The object that states that the rows are this process's: the one that contains them. */
  owner: ListedProcess
  readonly lists: Listings
}

const keyOf = ({ pid, name, command }: ListedProcess): string => `${pid ?? ''} ${name ?? ''} ${command ?? ''}`

/** Collects rows with named columns, each under its process. A process that is listed again was looked at again. */
export class NamedProcesses {
  readonly notes = new SkippedNotes()
  readonly #fileName: string
  readonly #room = { left: MOST_LISTS }
  readonly #open = new Map<string, OpenProcess>()
  readonly #rows = new Set<NamedRows>()

  constructor(fileName: string) {
    this.#fileName = fileName
  }

  /** What follows is one list: when another object had one of the same process, the process was looked at again. */
  beginList(owner: ListedProcess): void {
    const own = this.#open.get(keyOf(owner))
    if (own === undefined || own.owner === owner) return
    own.owner = owner
    own.lists.begin()
  }

  /**
   * @param owner whom the rows belong to; a column of the row's own goes before it
   * @param line for the note of a row that is no mapping; null where there are no lines
   */
  take(rows: NamedRows, values: readonly NamedValue[], owner: ListedProcess, line: number | null, shown: string): void {
    const pid = rows.pidOf(values) ?? owner.pid
    const process = pid === undefined ? owner : { ...owner, pid }
    const key = keyOf(process)
    if (this.#open.size >= MOST_LISTS && !this.#open.has(key))
      return this.notes.line(line, `too many processes: ${shown}`)
    const { lists } = this.#open.get(key) ?? this.#begin(key, owner, process)
    this.#rows.add(rows)
    lists.fault = null
    if (rows.take(values, lists)) return
    if (lists.fault === null) this.notes.line(line, shown)
    else this.notes.fault(line, lists.fault, shown)
  }

  #begin(key: string, owner: ListedProcess, process: ListedProcess): OpenProcess {
    // Processes of which neither a number nor a name is known have to be told apart.
    const startTime = process.pid === undefined && this.#open.size > 0 ? { startTime: this.#open.size } : {}
    const own = { owner, lists: new Listings(this.#fileName, { ...startTime, ...process }, this.#room) }
    this.#open.set(key, own)
    return own
  }

  finish(): ImportedMoment[] {
    if ([...this.#rows].some(({ unitless }) => unitless > 0)) {
      const detail = 'it does not say whether its numbers are bytes or kB: they are left out'
      this.notes.file(detail)
    }
    const all = [...this.#open.values()].map(({ lists }) => lists)
    all.find(({ isFull }) => isFull)?.reportLeftOut(this.notes)
    const moments = all.map((lists) => lists.finish().flatMap(({ processes }) => processes))
    const count = moments.reduce((most, { length }) => Math.max(most, length), 0)
    return Array.from({ length: count }, (_, at) => ({
      takenAt: null,
      processes: moments.flatMap((own) => own[at] ?? [])
    }))
  }
}
