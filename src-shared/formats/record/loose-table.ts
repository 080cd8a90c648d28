import { FailureError } from '../../contract/failure.ts'
import type { Importer } from '../importer.ts'
import { isLeftOut } from '../listing/cut-marks.ts'
import { MOST_NOTES } from '../skipped-notes.ts'
import { linesOf, pastedLine } from '../unwrap/pasted-line.ts'
import { listRows } from './list-rows.ts'
import { roleOf } from './member-role.ts'
import { hasRange } from './record-plan.ts'
import { alignedLayout, MARKED_LAYOUTS } from './table-cells.ts'
import { isAddressText } from './written-numbers.ts'
import { permissionsOfText } from './written-permissions.ts'
import { MOST_RECORDS, type TextRecord } from './record-value.ts'

/** Lines below a table that belong to it no more. */
const MOST_BETWEEN = 20
const latin = new TextDecoder('latin1')

/** How lines below a heading are taken apart: first the likeliest way. */
interface Heading {
  readonly names: readonly string[]
  readonly rows: (line: string) => readonly (readonly string[])[]
}

/** Whether headings report where mappings are, and what they are. */
function areHeadings(names: readonly string[]): boolean {
  if (names.length < 3 || names.length > 64 || names.some((name) => name.length > 64)) return false
  const meanings = names.map((name) => roleOf(name))
  const has = (...roles: readonly string[]): boolean =>
    meanings.some(({ role }) => role !== null && roles.includes(role))
  const isAddress = names.some((name) => isAddressText(name) && /\d/.test(name))
  return has('start', 'range') && has('end', 'size', 'range') && has('perms', 'file', 'name', 'remark') && !isAddress
}

/** Beginnings of words for where something begins; letters beyond ASCII may be another language's. */
const STEMS = [
  'start',
  'begin',
  'from',
  'base',
  'addr',
  'range',
  'low',
  'first',
  'va',
  'anf',
  'plage',
  'inic',
  'rango',
  'comienzo'
]
const LONGEST_HEADING = 400

function headingOf(line: string): Heading | null {
  const small = line.toLowerCase()
  if (line.length > LONGEST_HEADING || !(STEMS.some((stem) => small.includes(stem)) || /[^\0-\x7f]/.test(line)))
    return null
  for (const cells of MARKED_LAYOUTS) {
    const names = cells(line)
    if (areHeadings(names)) {
      // A last cell may be missing, and people write remarks behind it.
      const fits = (own: readonly string[]): boolean => own.length >= names.length - 1
      return { names, rows: (text) => [cells(text)].filter(fits) }
    }
  }
  const aligned = alignedLayout(line)
  return aligned !== null && areHeadings(aligned.names) ? aligned : null
}

interface Row {
  readonly record: TextRecord
  readonly isReadable: boolean
}

/** Of the ways to take a line apart the first that makes sense of it: with a range, and with permissions where there is a column of them. */
function rowOf({ names, rows }: Heading, line: string): Row | null {
  const permsAt = names.findIndex((name) => roleOf(name).role === 'perms')
  let found: Row | null = null
  for (const cells of rows(line)) {
    const record: TextRecord = { owner: {}, members: names.map((name, at) => [name, cells[at] ?? ''] as const) }
    const cell = permsAt < 0 ? '' : (cells[permsAt] ?? '')
    const isReadable = permsAt < 0 || permissionsOfText(cell) !== null || /^(?:0x)?[0-9a-f]{1,10}$/i.test(cell)
    if (hasRange(record) && found?.isReadable !== true) found = { record, isReadable }
  }
  return found
}

/** Rows of a page's table, each on a line of its own. */
function withoutTags(text: string): string {
  return text
    .replace(/\s{0,80}<\/t[hd]>\s{0,80}/gi, '\t')
    .replace(/<\/tr>/gi, '\n')
    .replace(/<[^<>]{0,400}>/g, '')
}

const isPage = (text: string): boolean => /<t[hdr][ >]/i.test(text)
const encoder = new TextEncoder()

/** Tables with headings in any order, in any layout, with people's own words: Markdown, wikis, CSV, columns of blanks, frames. */
export const looseTable: Importer = {
  id: 'loose-table',
  takes: 'any',
  detect: (head) => (/[0-9a-f]{5}/i.test(latin.decode(head)) ? 0.09 : 0),
  read(bytes, name) {
    const head = latin.decode(bytes.subarray(0, 65536))
    const text = isPage(head) ? encoder.encode(withoutTags(new TextDecoder().decode(bytes))) : bytes
    const found = listRows('loose-table', name, ...tableIn(linesOf(text)))
    if (found === null) throw new FailureError('bad-input', name, 'its table holds no mappings of a Linux process')
    return found
  }
}

/** Rows below headings; whether some were left out, and lines that hold a range, but no permissions. */
function tableIn(lines: Iterable<string>): [records: TextRecord[], isCut: boolean, unread: string[]] {
  const records: TextRecord[] = []
  const unread: string[] = []
  let heading: Heading | null = null
  let between = 0
  let isCut = false
  for (const raw of lines) {
    if (records.length > MOST_RECORDS) break
    const line = pastedLine(raw)
    if (line.trim() === '' || !/[\p{L}\p{N}.…⋮]/u.test(line)) continue
    const own = headingOf(line)
    if (own !== null) heading = own
    const row = own !== null || heading === null ? null : rowOf(heading, line)
    if (row?.isReadable === true) records.push(row.record)
    else if (row !== null && unread.length < MOST_NOTES) unread.push(line)
    if (own !== null || row !== null) between = 0
    else if (heading !== null) {
      isCut ||= records.length > 0 && between === 0 && isLeftOut(line.replace(/[|│]/g, ' '))
      if (++between > MOST_BETWEEN) heading = null
    }
  }
  return [records, isCut, unread]
}
