import type { Classification } from '../memory/category.ts'
import type { AbsentColumn, Looking } from '../memory/capture.ts'
import type { ExactValue } from '../memory/column.ts'
import { exportedColumns } from '../memory/columns.ts'
import { lookedJson } from '../memory/looking.ts'
import type { MappingTable } from '../memory/mapping-table.ts'
import { pidText } from '../memory/process-key.ts'
import { mappingRecords, type MappingRecord } from './mapping-record.ts'
import { markdownText } from '../base/markdown.ts'
import { csvCell, spreadsheetText, tsvCell } from './table-cells.ts'

/** Formats of `vmatlas export` besides pmap's own text. */
export const EXPORT_FORMATS = ['json', 'csv', 'tsv', 'markdown'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

/** A process with everything an export holds. */
export interface ExportedProcess {
  readonly pid: number
  readonly command: string
  readonly table: MappingTable
  readonly classification: Classification
  /** Columns that the source does not have: null in JSON, empty elsewhere. */
  readonly absent?: readonly AbsentColumn[] | undefined
  /** How far the process was examined for what its mappings are for; absent where the labels are of the mappings alone or that is not known. */
  readonly looking?: Looking | undefined
}

export type TextSink = (text: string) => void

function writeJson(processes: readonly ExportedProcess[], sink: TextSink): void {
  sink('{"processes":[')
  processes.forEach((process, index) => {
    const { command, table } = process
    const recordOf = mappingRecords(process)
    sink(
      `${index > 0 ? ',' : ''}\n {"pid":${pidText(process) ?? 'null'},"command":${JSON.stringify(command)},"looked":${JSON.stringify(lookedJson(process))},"mappings":[`
    )
    for (let row = 0; row < table.rowCount; row++) {
      sink(`${row > 0 ? ',' : ''}\n  ${JSON.stringify(recordOf(row))}`)
    }
    sink(']}')
  })
  sink('\n]}\n')
}

const LEADING = ['pid', 'start', 'end', 'perms', 'offset', 'device', 'inode', 'category', 'confidence'] as const
/** Texts with names of programs in them. */
const MEANING = ['what', 'owner'] as const

/** Names of all columns over all processes beside the fixed ones, in the order they appear: the kernel's, then what is added. */
function columnNames(processes: readonly ExportedProcess[]): string[] {
  const fields = processes.flatMap(({ table }) => table.fields.map(({ name }) => name))
  const added = processes.flatMap((process) => exportedColumns(process).map(({ column }) => column.id))
  return [...new Set([...fields, ...added])]
}

/** A cell: our own text, or one that programs chose, as names of files and of fields are. */
interface Cell {
  readonly text: string
  readonly isForeign: boolean
}

const ownCell = (value: ExactValue | undefined): Cell => ({ text: String(value ?? ''), isForeign: false })
const foreignCell = (text: string): Cell => ({ text, isForeign: true })

function cells(
  pid: number,
  record: MappingRecord,
  names: readonly string[],
  valueOf: (name: string) => ExactValue,
  hasFlags: boolean
): Cell[] {
  const others = names.map((name) => record.kb[name] ?? valueOf(name))
  return [
    ...LEADING.map((name) => ownCell(name === 'pid' ? pidText({ pid }) : record[name])),
    ...MEANING.map((name) => foreignCell(record[name])),
    ...others.map((value) => (typeof value === 'string' ? foreignCell(value) : ownCell(value))),
    ...(hasFlags ? [foreignCell(record.vmFlags?.join(' ') ?? '')] : []),
    foreignCell(record.name)
  ]
}

const forSpreadsheet = ({ text, isForeign }: Cell): string => (isForeign ? spreadsheetText(text) : text)
const LINES: Readonly<Record<Exclude<ExportFormat, 'json'>, (given: readonly Cell[]) => string>> = {
  csv: (given) => `${given.map((cell) => csvCell(forSpreadsheet(cell))).join(',')}\r\n`,
  tsv: (given) => `${given.map((cell) => tsvCell(forSpreadsheet(cell))).join('\t')}\n`,
  markdown: (given) =>
    `| ${given.map(({ text, isForeign }) => (isForeign ? markdownText(text) : text)).join(' | ')} |\n`
}

/** Writes mappings in one of the formats; text comes in pieces, so that a million rows need no giant string. */
export function writeExport(format: ExportFormat, processes: readonly ExportedProcess[], sink: TextSink): void {
  if (format === 'json') return writeJson(processes, sink)
  const names = columnNames(processes)
  const hasFlags = processes.some(({ table }) => table.flags !== null)
  const line = LINES[format]
  const header = [...LEADING, ...MEANING, ...names, ...(hasFlags ? ['VmFlags'] : []), 'name']
  sink(line(header.map(foreignCell)))
  if (format === 'markdown') sink(line(header.map(() => ownCell('---'))))
  for (const process of processes) {
    const recordOf = mappingRecords(process)
    const added = new Map(exportedColumns(process).map(({ column, valueOf }) => [column.id, valueOf]))
    for (let row = 0; row < process.table.rowCount; row++) {
      sink(line(cells(process.pid, recordOf(row), names, (name) => added.get(name)?.(row) ?? null, hasFlags)))
    }
  }
}
