import { CATEGORIES, CONFIDENCES } from '../memory/category.ts'
import type { Capture } from '../memory/capture.ts'
import type { FieldColumn } from '../memory/field-column.ts'
import { deviceText, mappingKb, permsText, type MappingTable } from '../memory/mapping-table.ts'
import { textAt, textCount } from '../memory/text-list.ts'
import { u64BigInt } from '../memory/u64-column.ts'
import {
  fieldColumnName,
  labelColumn,
  sameInAll,
  type ColumnCells,
  type ColumnValue,
  type FleetBatch,
  type FleetColumn,
  type FleetTable,
  type NumberCells
} from './columns.ts'
import type { FleetMoment } from './moments.ts'
import { processValues, PROCESS_COLUMNS } from './process-identity.ts'

const PERMS_COUNT = 16

/** What an address, a right or an inode is where the source does not report it. */
const NONE = sameInAll(null)

const coded = (codes: ArrayLike<number>, count: number, valueOf: (code: number) => ColumnValue): ColumnCells => ({
  kind: 'coded',
  codes,
  count,
  valueOf
})

/** Cells of a capture's own columns. */
type CellsOf = (capture: Capture, sizes: NumberCells) => ColumnCells

type Known = NonNullable<Capture['absent']>[number]
const unless =
  (column: Known, cellsOf: CellsOf): CellsOf =>
  (capture, sizes) =>
    capture.absent?.includes(column) === true ? NONE : cellsOf(capture, sizes)

const ofBackings =
  (valueOf: (backings: MappingTable['backings'], backing: number) => ColumnValue): CellsOf =>
  ({ table: { backing, backings } }) =>
    coded(backing, textCount(backings.name), (code) => valueOf(backings, code))

const flagCells: CellsOf = ({ table: { flags } }) =>
  flags === null
    ? NONE
    : coded(flags.id, textCount(flags.sets), (id) =>
        id === 0 ? null : textAt(flags.sets, id).split(' ').filter(Boolean)
      )

const OWN: readonly (readonly [FleetColumn, CellsOf])[] = [
  [
    { name: 'start_address', type: 'unsigned' },
    unless('address', ({ table }) => ({ kind: 'u64', column: table.start }))
  ],
  [{ name: 'end_address', type: 'unsigned' }, unless('address', ({ table }) => ({ kind: 'u64', column: table.end }))],
  [{ name: 'mapping_kb', type: 'int' }, (_capture, sizes) => sizes],
  [{ name: 'perms', type: 'text' }, unless('perms', ({ table }) => coded(table.perms, PERMS_COUNT, permsText))],
  [{ name: 'file_offset', type: 'unsigned' }, unless('offset', ({ table }) => ({ kind: 'u64', column: table.offset }))],
  [{ name: 'device', type: 'text' }, unless('device', ofBackings(deviceText))],
  [
    { name: 'inode', type: 'unsigned' },
    unless(
      'inode',
      ofBackings(({ inode }, backing) => u64BigInt(inode, backing))
    )
  ],
  [{ name: 'name', type: 'text' }, ofBackings(({ name }, backing) => textAt(name, backing))],
  [
    { name: 'category', type: 'text' },
    ({ classification }) => coded(classification.category, CATEGORIES.length, (code) => CATEGORIES[code]!)
  ],
  [
    { name: 'purpose', type: 'text' },
    ({ classification: { purpose, purposes } }) =>
      coded(purpose, purposes.length, (code) => purposes[code]?.key ?? null)
  ],
  [
    { name: 'owner', type: 'text' },
    ({ classification: { purpose, purposes } }) =>
      coded(purpose, purposes.length, (code) => purposes[code]?.owner || null)
  ],
  [
    { name: 'confidence', type: 'text' },
    ({ classification }) => coded(classification.confidence, CONFIDENCES.length, (code) => CONFIDENCES[code]!)
  ],
  [{ name: 'flags', type: 'texts' }, flagCells]
]

const RESERVED: ReadonlySet<string> = new Set(
  [...PROCESS_COLUMNS, ...OWN.map(([column]) => column)].map(({ name }) => name)
)

const isReserved = (name: string): boolean => RESERVED.has(name) || name.startsWith('label_')

/** Size of each row, kB. */
function sizesOf(table: MappingTable): NumberCells {
  const values = new Float64Array(table.rowCount)
  for (let row = 0; row < values.length; row++) values[row] = mappingKb(table, row)
  return { kind: 'numbers', values, stride: 1, missing: null, wide: null }
}

function fieldCells({ derived, values, stride, missing, wide }: FieldColumn, sizes: NumberCells): ColumnCells {
  if (derived === 'size') return { ...sizes, missing }
  if (stride === 0 && missing === null && wide === null) return sameInAll(values[0]!)
  return { kind: 'numbers', values, stride, missing, wide }
}

/** Columns of the kernels' fields, one for each name. */
class FieldColumns {
  readonly #columns = new Map<string, FleetColumn>()

  /** Null where the name belongs to a column of ours. */
  of({ name, unit }: FieldColumn): FleetColumn | null {
    const own = fieldColumnName(name, unit)
    if (isReserved(own)) return null
    let column = this.#columns.get(own)
    if (column === undefined) this.#columns.set(own, (column = { name: own, type: 'int' }))
    return column
  }
}

function* batchesOf(moments: Iterable<FleetMoment>): Generator<FleetBatch> {
  const fields = new FieldColumns()
  for (const moment of moments) {
    const labels = [...moment.labels].map(([name, value]) => [labelColumn(name), sameInAll(value)] as const)
    for (const capture of moment.captures) {
      const { table } = capture
      const sizes = sizesOf(table)
      const process = processValues(moment, capture)
      const cells = new Map<FleetColumn, ColumnCells>([
        ...PROCESS_COLUMNS.map((column, at) => [column, sameInAll(process[at] ?? null)] as const),
        ...labels,
        ...OWN.map(([column, cellsOf]) => [column, cellsOf(capture, sizes)] as const)
      ])
      for (const field of table.fields) {
        const column = fields.of(field)
        if (column !== null) cells.set(column, fieldCells(field, sizes))
      }
      yield { rowCount: table.rowCount, cells }
    }
  }
}

/** One row a mapping. Kernels' fields and labels are columns from the first capture on that has them. */
export function mappingTableOf(moments: Iterable<FleetMoment>): FleetTable {
  return { columns: [...PROCESS_COLUMNS, ...OWN.map(([column]) => column)], batches: batchesOf(moments) }
}
