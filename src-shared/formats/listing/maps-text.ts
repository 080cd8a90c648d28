import { FailureError } from '../../contract/failure.ts'
import { isFieldMissing } from '../../memory/field-column.ts'
import { mappingName, mappingStart, type MappingTable } from '../../memory/mapping-table.ts'
import { textAt, textCount } from '../../memory/text-list.ts'
import { scanMappings, type ScanResult } from '../../scan/mapping-scanner.ts'
import { importedProcess, type CaptureMeta } from '../capture-from-files.ts'
import { plainSource, type Imported, type ImportedProcess, type Importer } from '../importer.ts'
import { inMoments } from '../moments.ts'
import { SkippedNotes } from '../skipped-notes.ts'
import { areRowsPossible, pageSizeOf } from './checked-rows.ts'
import { isLastName } from './last-names.ts'
import { mapsLine } from './maps-line.ts'
import { headLines } from './line-importer.ts'
import { MapsSections, type MapsSection } from './maps-sections.ts'
import { isSmapsLabel } from './proc-labels.ts'

const encoder = new TextEncoder()
const ROLLUP_ONLY = 'it is smaps_rollup, which has sums only; maps or smaps of the process list its mappings'

/** The text as the kernel wrote it, with nothing in between: it is taken as it is, also where there is no room for all of it. */
function isKernelText({ table, skippedCount, skipped }: ScanResult, pageSize: number): boolean {
  return (
    (skippedCount === 0 || skipped[0]?.reason === 'too-many-rows') &&
    table.rowCount > 0 &&
    hasPlainNames(table) &&
    hasPlainRows(table, pageSize) &&
    hasOwnFields(table)
  )
}

function hasPlainNames({ backings }: MappingTable): boolean {
  for (let at = 0; at < textCount(backings.name); at++) {
    const name = textAt(backings.name, at)
    // A name of the kernel does not begin like an entity of a page.
    if (name === '[rollup]' || name.startsWith('&') || (name.startsWith('[') && !name.endsWith(']'))) return false
  }
  return true
}

/** Whole pages, in one list: a range that was listed already begins another one. */
function hasPlainRows(table: MappingTable, pageSize: number): boolean {
  if (!areRowsPossible(table, pageSize)) return false
  let seen: Set<number> | null = null
  let start = table.rowCount === 0 ? 0 : mappingStart(table, 0)
  for (let row = 1; row < table.rowCount; row++) {
    const before = start
    start = mappingStart(table, row)
    seen?.add(before)
    if (start > before) continue
    if (start === before || isLastName(mappingName(table, row - 1))) return false
    seen ??= new Set(Array.from({ length: row }, (_, at) => mappingStart(table, at)))
    if (seen.has(start)) return false
  }
  return true
}

/** Fields of smaps, or new ones that every row has; what only some have may be a copy of status below a row. */
function hasOwnFields({ fields, texts, rowCount }: MappingTable): boolean {
  const isEverywhere = fields.some(({ name }) => name === 'Size' || name === 'Rss')
  const areKnown = fields.every(
    (field) =>
      isSmapsLabel(field.name) || (rowCount > 1 && !isFieldMissing(field, 0) && !isFieldMissing(field, rowCount - 1))
  )
  return (
    areKnown && texts.every(({ name, id }) => name === 'Name' && isEverywhere && rowCount > 1 && id[rowCount - 1] === 0)
  )
}

const pidOf = (status: readonly string[]): number | null => {
  const pidLine = /^(?:Tgid|Pid):\s+(\d{1,10})$/
  const line = status.find((text) => text.startsWith('Tgid:')) ?? status.find((text) => text.startsWith('Pid:'))
  return line === undefined ? null : Number(pidLine.exec(line)?.[1] ?? 0)
}

function processOf(section: MapsSection, meta: CaptureMeta): ImportedProcess {
  const { status, rollup } = section
  const textOf = (lines: readonly string[]): Uint8Array => encoder.encode(`${lines.join('\n')}\n`)
  const pid = pidOf(status) ?? section.pid
  const isNamed = status.some((line) => line.startsWith('Name:'))
  const { name, ...rest } = meta
  return importedProcess(
    {
      smaps: section.smaps.finish(),
      ...(status.length === 0 ? {} : { status: textOf(status) }),
      ...(rollup.length === 0 ? {} : { smaps_rollup: textOf(rollup) })
    },
    {
      ...(pid === null ? rest : { pid }),
      ...(isNamed || name === undefined ? {} : { name }),
      ...(section.isCut ? { cut: 'rows-left-out' } : {})
    }
  )
}

/** The text of maps or smaps, also with other text around it: mails, shell sessions, copies of status, several processes. */
export const mapsText: Importer = {
  id: 'maps-text',

  detect(head) {
    let hits = 0
    let lines = 0
    for (const line of headLines(head)) {
      if (mapsLine(line) !== null) hits++
      else if (line.trim() !== '' && !/^\w+:\s/.test(line)) lines++
    }
    if (hits === 0) return 0
    return hits > lines ? 0.9 : 0.6
  },

  read(bytes, name): Imported {
    const source = plainSource('maps-text', name)
    const scanned = scanMappings(bytes)
    const pageSize = pageSizeOf(scanned.table)
    if (isKernelText(scanned, pageSize)) {
      return {
        source,
        moments: [{ takenAt: null, processes: [importedProcess({ smaps: bytes }, { name }, scanned)] }],
        notes: []
      }
    }
    const notes = new SkippedNotes()
    const reader = new MapsSections(notes, pageSize)
    const sections = reader.read(bytes)
    if (sections.length === 0 && reader.rollups > 0) throw new FailureError('bad-input', name, ROLLUP_ONLY)
    const processes = sections.map((section, index) =>
      // Where their numbers are not known, something has to tell them apart.
      processOf(section, sections.length === 1 ? { name } : { name: `${name} ${index + 1}`, startTime: index + 1 })
    )
    return { source, moments: inMoments(processes), notes: notes.list }
  }
}
