import { exactFieldValue, findField, mappingKb, type MappingTable } from '../memory/mapping-table.ts'
import type { FieldColumn } from '../memory/field-column.ts'

/**
 * What sums, limits and counters are made of, kB: `anonymous` is what no file holds, in RAM or swapped, which does not change
 * with who else maps a library or what the kernel keeps of a file.
 */
export const MEASURES = ['size', 'rss', 'pss', 'uss', 'swap', 'dirty', 'anonymous'] as const
export type Measure = (typeof MEASURES)[number]

/** The kernel's fields that add up to a measure. */
const FIELDS: Readonly<Record<Exclude<Measure, 'size'>, readonly string[]>> = {
  rss: ['Rss'],
  pss: ['Pss'],
  uss: ['Private_Clean', 'Private_Dirty'],
  swap: ['Swap'],
  dirty: ['Shared_Dirty', 'Private_Dirty'],
  anonymous: ['Anonymous', 'Swap']
}

/** kB of a row; null where the source does not tell. */
export type MeasureOfRow = (row: number) => number | null

/** A measure's values of a table's rows. Null where the source has none at all. */
export function measureOf(table: MappingTable, measure: Measure): MeasureOfRow | null {
  if (measure === 'size') return (row) => mappingKb(table, row)
  const fields: FieldColumn[] = []
  for (const name of FIELDS[measure]) {
    const field = findField(table, name)
    if (field === undefined) return null
    fields.push(field)
  }
  return (row) => {
    let sum = 0
    for (const field of fields) {
      const value = exactFieldValue(table, field, row)
      if (value === undefined) return null
      sum += Number(value)
    }
    return sum
  }
}

/** Sum over some rows, kB; null where one of them is unknown or the source has no such measure. Of no rows it is 0. */
export function sumOf(table: MappingTable, measure: Measure, rows: readonly number[]): number | null {
  if (rows.length === 0) return 0
  const valueOf = measureOf(table, measure)
  if (valueOf === null) return null
  let sum = 0
  for (const row of rows) {
    const value = valueOf(row)
    if (value === null) return null
    sum += value
  }
  return sum
}
