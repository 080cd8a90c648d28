import type { Classification } from '../memory/category.ts'
import type { AbsentColumn } from '../memory/capture.ts'
import type { ExactValue } from '../memory/column.ts'
import { exportedColumns } from '../memory/columns.ts'
import type { MappingTable } from '../memory/mapping-table.ts'
import { mappingRecords, type MappingRecord } from './mapping-record.ts'

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
  processes.forEach((process, index) => {
    const { pid, command, table } = process
    const recordOf = mappingRecords(process)
    sink(`${index > 0 ? ',' : ''}\n {"pid":${pid},"command":${JSON.stringify(command)},"mappings":[`)
    for (let row = 0; row < table.rowCount; row++) {
      sink(`${row > 0 ? ',' : ''}\n  ${JSON.stringify(recordOf(row))}`)
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

/** Names of all columns over all processes beside the fixed ones, in the order they appear: the kernel's, then what is added. */
function columnNames(processes: readonly ExportedProcess[]): string[] {
  const fields = processes.flatMap(({ table }) => table.fields.map(({ name }) => name))
  const added = processes.flatMap((process) => exportedColumns(process).map(({ column }) => column.id))
  return [...new Set([...fields, ...added])]
}

function cells(
  pid: number,
  record: MappingRecord,
  names: readonly string[],
  valueOf: (name: string) => ExactValue,
  hasFlags: boolean
): string[] {
  const leading = LEADING.map((name) => (name === 'pid' ? String(pid) : String(record[name] ?? '')))
  const others = names.map((name) => String(record.kb[name] ?? valueOf(name) ?? ''))
  return [...leading, ...others, ...(hasFlags ? [record.vmFlags?.join(' ') ?? ''] : []), record.name]
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
  const names = columnNames(processes)
  const hasFlags = processes.some(({ table }) => table.flags !== null)
  const line = LINES[format]
  const header = [...LEADING, ...names, ...(hasFlags ? ['VmFlags'] : []), 'name']
  sink(line(header))
  if (format === 'markdown') sink(line(header.map(() => '---')))
  for (const process of processes) {
    const recordOf = mappingRecords(process)
    const added = new Map(exportedColumns(process).map(({ column, valueOf }) => [column.id, valueOf]))
    for (let row = 0; row < process.table.rowCount; row++) {
      sink(line(cells(process.pid, recordOf(row), names, (name) => added.get(name)?.(row) ?? null, hasFlags)))
    }
  }
}
