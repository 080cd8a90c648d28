import type { Classification } from '../memory/category.ts'
import type { AbsentColumn } from '../memory/capture.ts'
import type { MappingTable } from '../memory/mapping-table.ts'
import { mappingRecord, type MappingRecord } from './mapping-record.ts'

/** Formats of `vmatlas export` besides pmap's own text. */
export const EXPORT_FORMATS = ['json', 'csv', 'tsv', 'markdown'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

/** A process with everything an export tells. */
export interface ExportedProcess {
  readonly pid: number
  readonly command: string
  readonly table: MappingTable
  readonly classification: Classification
  /** Columns that the source does not have: null in JSON, empty elsewhere. */
  readonly absent?: readonly AbsentColumn[] | undefined
}

export type TextSink = (text: string) => void

function writeJson(processes: readonly ExportedProcess[], sink: TextSink): void {
  sink('{"processes":[')
  processes.forEach(({ pid, command, table, classification, absent }, index) => {
    sink(`${index > 0 ? ',' : ''}\n {"pid":${pid},"command":${JSON.stringify(command)},"mappings":[`)
    for (let row = 0; row < table.rowCount; row++) {
      sink(`${row > 0 ? ',' : ''}\n  ${JSON.stringify(mappingRecord(table, classification, row, absent))}`)
    }
    sink(']}')
  })
  sink('\n]}\n')
}

const LEADING = [
  'pid',
  'start',
  'end',
  'perms',
  'offset',
  'device',
  'inode',
  'category',
  'confidence',
  'what',
  'owner'
] as const

/** Names of all number columns over all processes, in the order they appear. */
function fieldNames(processes: readonly ExportedProcess[]): string[] {
  return [...new Set(processes.flatMap(({ table }) => table.fields.map(({ name }) => name)))]
}

function cells(pid: number, record: MappingRecord, fields: readonly string[], hasFlags: boolean): string[] {
  const leading = LEADING.map((name) => (name === 'pid' ? String(pid) : String(record[name] ?? '')))
  const numbers = fields.map((name) => String(record.kb[name] ?? ''))
  return [...leading, ...numbers, ...(hasFlags ? [record.vmFlags?.join(' ') ?? ''] : []), record.name]
}

/** RFC 4180; a text that a spreadsheet would take as a formula gets an apostrophe in front. */
function csvCell(text: string): string {
  const safe = /^[=+@\t\r]/.test(text) ? `'${text}` : text
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

const tsvCell = (text: string): string =>
  text.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r')
const markdownCell = (text: string): string =>
  text
    .replaceAll('\\', '\\\\')
    .replaceAll('|', '\\|')
    .replaceAll('<', '&lt;')
    .replaceAll(/[\n\r]/g, ' ')

const LINES: Readonly<Record<Exclude<ExportFormat, 'json'>, (given: readonly string[]) => string>> = {
  csv: (given) => `${given.map(csvCell).join(',')}\r\n`,
  tsv: (given) => `${given.map(tsvCell).join('\t')}\n`,
  markdown: (given) => `| ${given.map(markdownCell).join(' | ')} |\n`
}

/** Writes mappings in one of the formats; text comes in pieces, so that a million rows need no giant string. */
export function writeExport(format: ExportFormat, processes: readonly ExportedProcess[], sink: TextSink): void {
  if (format === 'json') return writeJson(processes, sink)
  const fields = fieldNames(processes)
  const hasFlags = processes.some(({ table }) => table.flags !== null)
  const line = LINES[format]
  const header = [...LEADING, ...fields, ...(hasFlags ? ['VmFlags'] : []), 'name']
  sink(line(header))
  if (format === 'markdown') sink(line(header.map(() => '---')))
  for (const { pid, table, classification, absent } of processes) {
    for (let row = 0; row < table.rowCount; row++) {
      sink(line(cells(pid, mappingRecord(table, classification, row, absent), fields, hasFlags)))
    }
  }
}
