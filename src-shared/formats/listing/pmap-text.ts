import { importedProcess } from '../capture-from-files.ts'
import { plainSource, type Imported, type ImportedProcess, type Importer, type SkippedNote } from '../importer.ts'
import { linesOf, pastedLine } from '../unwrap/pasted-line.ts'
import { readPmapRow, shortLayout, wideLayout, type PmapLayout } from './pmap-row.ts'
import { SmapsWriter } from '../smaps-writer.ts'

const TITLE = /^\s*(\d{1,10}):\s+(\S.*)$/
/** Of a line without blanks around it, as the next two. */
const CAPTION = /^(?:Address\s+K?[Bb]ytes|total\b|mapped:|-{4,}|[=\s]{4,}$|[\d\s]+KB$)/
/** Sums in any language: right below the rows. */
const SUMS =
  /^(?:[^\d:]{0,39}[^\d:\s]\s+)?(?:\d+\s+\d+\s+\d+|\d+ ?\S{0,2})$|^(?:\s*[^\d:\s][^\d:]{0,59}: \d+ ?[^\d\s]){3}$/
/** A heading in any language: right below the title, its words apart from each other. */
const HEADING = /^(?=.*\S {2,}\S)(?:[^\d\s]+\s+){3,12}[^\d\s]+$/
const SHORT: PmapLayout = { kind: 'short', fields: null }
const MOST_NOTES = 1000

interface Open {
  readonly pid: number
  readonly command: string
  readonly rows: SmapsWriter
}

function nameOf(command: string): string {
  const program = command.split(' ')[0] ?? ''
  return program.replace(/^-/, '').split('/').at(-1)?.replace(/:$/, '') ?? program
}

/** What pmap prints: default, -d, -x, -X and -XX, of procps 3 and 4, of several processes, also pasted from a page. */
export const pmapText: Importer = {
  id: 'pmap-text',

  detect(head) {
    const probe = new SmapsWriter()
    let layout: PmapLayout = SHORT
    let titles = 0
    for (const raw of linesOf(head)) {
      const line = pastedLine(raw)
      const told = wideLayout(line) ?? shortLayout(line)
      if (told !== null) layout = told
      else if (TITLE.test(line) && !/^\s*\d+:\s+\d+/.test(line)) titles++
      else readPmapRow(line, layout, probe)
    }
    if (probe.rowCount === 0) return 0
    return titles > 0 ? 0.95 : 0.7
  },

  read(bytes, name): Imported {
    const notes: SkippedNote[] = []
    const moments: ImportedProcess[][] = [[]]
    const seen = new Set<number>()
    let layout: PmapLayout = SHORT
    let open: Open | null = null
    const close = (): void => {
      if (open === null) return
      const { pid, command, rows } = open
      // A process that comes again was looked at again.
      if (seen.has(pid)) {
        moments.push([])
        seen.clear()
      }
      seen.add(pid)
      moments
        .at(-1)
        ?.push(importedProcess({ smaps: rows.finish() }, { pid, command, name: nameOf(command), absent: rows.absent }))
    }
    let number = 0
    let above: 'title' | 'rows' | null = null
    for (const raw of linesOf(bytes)) {
      number++
      const line = pastedLine(raw)
      if (line.trim() === '') continue
      const told = wideLayout(line) ?? shortLayout(line)
      if (told !== null) {
        layout = told
        continue
      }
      const title = TITLE.exec(line)
      if (title !== null) {
        close()
        layout = SHORT
        above = 'title'
        open = { pid: Number(title[1]), command: title[2]?.trim() ?? '', rows: new SmapsWriter() }
        continue
      }
      const rows: SmapsWriter = open?.rows ?? new SmapsWriter()
      if (readPmapRow(line, layout, rows)) {
        open ??= { pid: 0, command: name, rows }
        above = 'rows'
        continue
      }
      const bare = line.trim()
      const isKnown =
        CAPTION.test(bare) || (above === 'title' && HEADING.test(bare)) || (above === 'rows' && SUMS.test(bare))
      if (!isKnown) above = null
      if (!isKnown && notes.length < MOST_NOTES) {
        notes.push({ kind: 'line', line: number, detail: bare.slice(0, 80) })
      }
    }
    close()
    return {
      source: plainSource('pmap-text', name),
      moments: moments.map((processes) => ({ takenAt: null, processes })),
      notes
    }
  }
}
