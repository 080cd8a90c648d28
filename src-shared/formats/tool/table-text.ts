import { FailureError } from '../../contract/failure.ts'
import { plainSource, type Importer } from '../importer.ts'
import { couldBeMapping } from '../listing/line-importer.ts'
import { isLinuxCapture } from '../record/linux-list.ts'
import { NamedProcesses } from './named-processes.ts'
import { NamedRows } from './named-row.ts'
import { PASTE } from './unknown-text.ts'
import { linesOf } from '../unwrap/pasted-line.ts'

/** What `vmatlas export` begins its tables with (pmap/export-formats.ts). */
const OWN = 'pid start end perms offset device inode category confidence'
const LONGEST = 64 * 1024

type Cells = (line: string) => string[]

const unescaped = (text: string): string =>
  text.replace(/\\([\\tnr|])/g, (_, letter: string) => ({ t: '\t', n: '\n', r: '\r' })[letter] ?? letter)

/** What is behind the escapes of pmap/table-cells.ts. */
export const markdownUnescaped = (text: string): string =>
  text
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&amp;', '&')

function markdownCells(line: string): string[] {
  return line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '')
    .split(/(?<!\\)(?:\\\\)*\|/)
    .map((cell) => markdownUnescaped(cell.trim()))
}

/** Without the apostrophes that keep spreadsheets from seeing formulas. */
const withoutGuards = (cell: string): string => cell.replace(/(^|[;\t|])'(?= *[=+\-@\t\r＝＋－＠])/g, '$1')

/** RFC 4180, with any mark between the cells; what was put in front of a formula is removed. */
export function quotedCells(line: string, mark: string): string[] {
  const cells: string[] = []
  for (let at = 0; at <= line.length; at++) {
    let cell = ''
    if (line[at] === '"') {
      let end = line.indexOf('"', ++at)
      // Two of them mean one.
      for (; end >= 0 && line[end + 1] === '"'; end = line.indexOf('"', at)) {
        cell += line.slice(at, end + 1)
        at = end + 2
      }
      cell += line.slice(at, end < 0 ? line.length : end)
      at = end < 0 ? line.length : end + 1
      if (at < line.length && line[at] !== mark) return []
    } else {
      const end = line.indexOf(mark, at)
      cell = line.slice(at, end < 0 ? line.length : end)
      at = end < 0 ? line.length : end
    }
    cells.push(withoutGuards(cell))
  }
  return cells
}

const LAYOUTS: readonly Cells[] = [
  (line) => line.split('\t').map((cell) => withoutGuards(unescaped(cell))),
  (line) => quotedCells(line, ','),
  (line) => quotedCells(line, ';'),
  (line) => (line.trimStart().startsWith('|') ? markdownCells(line) : [])
]

interface Heading {
  readonly cells: Cells
  readonly rows: NamedRows
  readonly count: number
  readonly isOwn: boolean
}

/** How the lines below this one are laid out, or null when it is no heading. */
function headingOf(line: string): Heading | null {
  for (const cells of LAYOUTS) {
    const names = cells(line).map((name) => name.trim())
    if (names.length < 3) continue
    const isOwn = names.slice(0, 9).join(' ') === OWN
    // Headings that report units are read with them (loose-table.ts).
    if (!isOwn && names.some((name) => /[([]/.test(name))) continue
    const rows = NamedRows.of(names, isOwn)
    if (rows !== null) return { cells, rows, count: names.length, isOwn }
  }
  return null
}

/** As many cells as headings; people write remarks behind rows of Markdown. */
const fits = (values: readonly string[], { count, isOwn }: Heading, line: string): boolean =>
  values.length === count || (!isOwn && values.length > count && line.trimStart().startsWith('|'))

/** Tables with a heading: what vmatlas exports as CSV, TSV and Markdown, or copies, and those of others with such columns. */
export const tableText: Importer = {
  id: 'table',
  takes: 'table',
  detect(head) {
    let lines = 0
    for (const line of linesOf(head)) {
      // The heading of a mail may be long, but not the whole file.
      if (lines++ > 100) return 0
      if (headingOf(line.replace(/\r$/, '')) !== null) return 0.98
    }
    return 0
  },
  read(bytes, name) {
    const found = new NamedProcesses(name)
    let heading: Heading | null = null
    let number = 0
    for (const raw of linesOf(bytes, LONGEST)) {
      number++
      const line = raw.replace(/\r$/, '')
      if (line.trim() === '' || /^[\s|:+-]+$/.test(line)) continue
      const reported = headingOf(line)
      if (reported !== null) heading = reported
      else {
        const values = heading?.cells(line)
        if (heading !== null && values !== undefined && fits(values, heading, line))
          found.take(heading.rows, values, {}, number, line)
        // In a table of vmatlas's own, each line was a row.
        else if (heading?.isOwn === true || couldBeMapping(line)) found.notes.line(number, line)
      }
    }
    const moments = found.finish()
    const first = moments[0]?.processes[0]
    const isList = first !== undefined && (heading?.isOwn === true || isLinuxCapture(first.capture()))
    if (!isList) throw new FailureError('bad-input', name, `its table holds no mappings; ${PASTE}`)
    return { source: plainSource('table', name), moments, notes: found.notes.list }
  }
}
