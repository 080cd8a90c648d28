import { isFieldMissing, type FieldColumn } from '../../memory/field-column.ts'
import type { MappingTable } from '../../memory/mapping-table.ts'
import type { SkippedNote } from '../importer.ts'

const NEWLINE = 10
const LONGEST = 400
const MOST_NOTES = 1000
/** Numbers that tell that a single mapping's lines are of smaps. */
const OF_SMAPS = /^(?:Size|Rss|Pss|Swap|Referenced|Anonymous|(?:Shared|Private)_\w+)$/
const latin = new TextDecoder('latin1')

function isBeforeLast(field: FieldColumn, rowCount: number): boolean {
  for (let row = 0; row < rowCount - 1; row++) if (!isFieldMissing(field, row)) return true
  return false
}

/** Labels that lines below the last mapping may have: those of the mappings before it. Null when there is nothing strange. */
function knownLabels({ fields, texts, rowCount }: MappingTable): ReadonlySet<string> | null {
  if (rowCount === 1) return fields.length === 0 || fields.some(({ name }) => OF_SMAPS.test(name)) ? null : new Set()
  const ownFields = fields.filter((field) => isBeforeLast(field, rowCount))
  const ownTexts = texts.filter(({ id }) => id.subarray(0, rowCount - 1).some((text) => text !== 0))
  if (ownFields.length === fields.length && ownTexts.length === texts.length) return null
  return new Set(['VmFlags', ...ownFields.map(({ name }) => name), ...ownTexts.map(({ name }) => name)])
}

/**
 * A text of mappings without the lines below the last one that are about something else, such as a copy of status: the
 * numbers there would be taken for that mapping's own.
 * @param header a maps line
 * @param notes takes what is left out
 */
export function withoutStrangers(
  text: Uint8Array,
  table: MappingTable,
  header: RegExp,
  notes: SkippedNote[]
): Uint8Array {
  const known = table.rowCount === 0 ? null : knownLabels(table)
  if (known === null) return text
  const lineAt = (at: number): string => latin.decode(text.subarray(at, Math.min(nextLine(text, at), at + LONGEST)))
  let [lastAt, lastLine, line] = [0, 0, 0]
  for (let at = 0; at < text.length; at = nextLine(text, at)) {
    line++
    if (header.test(lineAt(at))) [lastAt, lastLine] = [at, line]
  }
  const kept = text.slice()
  let fill = nextLine(text, lastAt)
  line = lastLine
  for (let at = fill; at < text.length; at = nextLine(text, at)) {
    line++
    const label = /^\s*([^\s:]{1,100}):/.exec(lineAt(at))?.[1]
    const isStrange = label !== undefined && !known.has(label)
    if (isStrange && notes.length < MOST_NOTES)
      notes.push({ kind: 'line', line, detail: lineAt(at).trim().slice(0, 80) })
    if (isStrange) continue
    const own = text.subarray(at, nextLine(text, at))
    kept.set(own, fill)
    fill += own.length
  }
  return kept.subarray(0, fill)
}

function nextLine(text: Uint8Array, at: number): number {
  const newline = text.indexOf(NEWLINE, at)
  return newline < 0 ? text.length : newline + 1
}
