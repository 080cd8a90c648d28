import { importedProcess } from '../capture-from-files.ts'
import type { ImportedProcess } from '../importer.ts'
import type { ListedProcess } from '../listings.ts'
import type { NamedRows, NamedValue } from './named-row.ts'
import { SkippedNotes } from '../skipped-notes.ts'
import { MOST_LISTS } from '../listings.ts'
import { MappingList } from '../mapping-list.ts'

/** Collects rows with named columns, each under its process. */
export class NamedProcesses {
  readonly notes = new SkippedNotes()
  readonly #fileName: string
  readonly #open = new Map<string, { owner: ListedProcess; out: MappingList }>()
  readonly #rows = new Set<NamedRows>()

  constructor(fileName: string) {
    this.#fileName = fileName
  }

  /**
   * @param owner whom the rows belong to; a column of the row's own goes before it
   * @param line for the note of a row that is no mapping; null where there are no lines
   */
  take(rows: NamedRows, values: readonly NamedValue[], owner: ListedProcess, line: number | null, shown: string): void {
    const pid = rows.pidOf(values) ?? owner.pid
    const key = `${pid ?? ''} ${owner.name ?? ''} ${owner.command ?? ''}`
    if (this.#open.size >= MOST_LISTS && !this.#open.has(key))
      return this.notes.line(line, `too many processes: ${shown}`)
    const own = this.#open.get(key) ?? { owner: pid === undefined ? owner : { ...owner, pid }, out: new MappingList() }
    this.#open.set(key, own)
    this.#rows.add(rows)
    if (rows.take(values, own.out)) return
    if (own.out.fault === null) this.notes.line(line, shown)
    else this.notes.fault(line, own.out.fault, shown)
  }

  finish(): ImportedProcess[] {
    if ([...this.#rows].some(({ unitless }) => unitless > 0)) {
      const detail = 'it does not say whether its numbers are bytes or kB: they are left out'
      this.notes.file(detail)
    }
    return [...this.#open.values()]
      .filter(({ out }) => out.isListing)
      .map(({ owner, out }, index) =>
        // Processes of which neither a number nor a name is known have to be told apart.
        importedProcess(
          { rows: out.finish() },
          {
            ...(owner.pid === undefined && index > 0 ? { startTime: index } : {}),
            name: this.#fileName,
            absent: out.absent,
            ...owner
          }
        )
      )
  }
}
