import { categoryOf, CONFIDENCES } from '../memory/category.ts'
import type { Capture } from '../memory/capture.ts'
import type { FieldColumn } from '../memory/field-column.ts'
import {
  deviceText,
  fieldValue,
  flagsText,
  mappingKb,
  mappingName,
  permsText,
  type MappingTable
} from '../memory/mapping-table.ts'
import { u64BigInt } from '../memory/u64-column.ts'
import { fieldColumnName, type ColumnValue, type FleetColumn, type FleetTable } from './columns.ts'
import type { FleetMoment } from './moments.ts'
import { processValues, PROCESS_COLUMNS } from './process-identity.ts'
import { purposesOf } from './purpose-of.ts'

const OWN: readonly FleetColumn[] = [
  { name: 'start_address', type: 'unsigned' },
  { name: 'end_address', type: 'unsigned' },
  { name: 'mapping_kb', type: 'int' },
  { name: 'perms', type: 'text' },
  { name: 'file_offset', type: 'unsigned' },
  { name: 'device', type: 'text' },
  { name: 'inode', type: 'unsigned' },
  { name: 'name', type: 'text' },
  { name: 'category', type: 'text' },
  { name: 'purpose', type: 'text' },
  { name: 'owner', type: 'text' },
  { name: 'confidence', type: 'text' },
  { name: 'flags', type: 'texts' }
]

/** Names of the columns of kernel fields, over all captures that are added: the kernels of a fleet differ. */
export class FieldNames {
  readonly #names = new Set<string>()

  add({ table }: Capture): void {
    for (const { name, unit } of table.fields) {
      const column = fieldColumnName(name, unit)
      if (!RESERVED.has(column)) this.#names.add(column)
    }
  }

  get columns(): FleetColumn[] {
    return [...this.#names].map((name) => ({ name, type: 'int' }))
  }
}

const RESERVED: ReadonlySet<string> = new Set([...PROCESS_COLUMNS, ...OWN].map(({ name }) => name))

/** Exact; a bigint only where a number is not, because of bigints each one is an object. */
function valueOf(table: MappingTable, field: FieldColumn, row: number): number | bigint | null {
  return field.wide?.get(row) ?? fieldValue(table, field, row) ?? null
}

/** Values of one capture's rows beside those of its process. */
function* rowsOf(capture: Capture, fields: readonly FleetColumn[]): Generator<ColumnValue[]> {
  const { table, classification, absent = [] } = capture
  const purposeOf = purposesOf(classification)
  const columns = new Map(table.fields.map((field) => [fieldColumnName(field.name, field.unit), field]))
  const ordered = fields.map(({ name }) => columns.get(name))
  const has = (column: (typeof absent)[number]): boolean => !absent.includes(column)
  const known = {
    address: has('address'),
    perms: has('perms'),
    offset: has('offset'),
    device: has('device'),
    inode: has('inode')
  }
  const flagSets = new Map<string, readonly string[]>()
  const flagsOf = (row: number): readonly string[] | null => {
    const text = flagsText(table, row)
    if (text === undefined) return null
    let list = flagSets.get(text)
    if (list === undefined) flagSets.set(text, (list = text.split(' ').filter(Boolean)))
    return list
  }
  for (let row = 0; row < table.rowCount; row++) {
    const backing = table.backing[row]!
    const purpose = purposeOf?.(row) ?? null
    yield [
      known.address ? u64BigInt(table.start, row) : null,
      known.address ? u64BigInt(table.end, row) : null,
      mappingKb(table, row),
      known.perms ? permsText(table.perms[row]!) : null,
      known.offset ? u64BigInt(table.offset, row) : null,
      known.device ? deviceText(table.backings, backing) : null,
      known.inode ? u64BigInt(table.backings.inode, backing) : null,
      mappingName(table, row),
      categoryOf(classification, row),
      purpose?.key ?? null,
      purpose === null || purpose.owner === '' ? null : purpose.owner,
      CONFIDENCES[classification.confidence[row]!]!,
      flagsOf(row),
      ...ordered.map((field) => (field === undefined ? null : valueOf(table, field, row)))
    ]
  }
}

/** One row a mapping. @param fields of all captures that will come */
export function mappingTableOf(
  moments: Iterable<FleetMoment>,
  fields: FieldNames,
  labels: readonly string[]
): FleetTable {
  const kernelFields = fields.columns
  const labelColumns = labels.map((name): FleetColumn => ({ name: `label_${name}`, type: 'text' }))
  return {
    columns: [...PROCESS_COLUMNS, ...labelColumns, ...OWN, ...kernelFields],
    rows: (function* () {
      for (const moment of moments) {
        const labelValues = labels.map((name) => moment.labels.get(name) ?? null)
        for (const capture of moment.captures) {
          const process = [...processValues(moment, capture), ...labelValues]
          for (const row of rowsOf(capture, kernelFields)) yield [...process, ...row]
        }
      }
    })()
  }
}
