import type { Column } from './column.ts'
import type { FieldColumn } from './field-column.ts'
import { exactFieldValue, fieldValue, findField, flagsText, type MappingTable } from './mapping-table.ts'
import { keysOf, ranksOf } from './sort-keys.ts'
import { textAt } from './text-list.ts'
import { totalOfField } from './totals.ts'

/** A field of smaps. */
export function fieldColumn(known: FieldColumn, of: MappingTable): Column {
  // Asked for every cell on the screen: looked up by name only in another table than the one it was made for.
  const fieldOf = (table: MappingTable): FieldColumn | undefined =>
    table === of ? known : findField(table, known.name)
  return {
    id: known.name,
    kind: known.unit === 'kB' ? 'kB' : 'count',
    text: ({ table }, row) => {
      const field = fieldOf(table)
      if (field === undefined) return null
      const exact = field.wide === null ? fieldValue(table, field, row) : exactFieldValue(table, field, row)
      return exact?.toString() ?? null
    },
    sortKeys: ({ table }) => {
      const field = fieldOf(table)
      return keysOf(table, (row) => (field === undefined ? NaN : (fieldValue(table, field, row) ?? NaN)))
    },
    total: (table, rows) => {
      const field = fieldOf(table)
      return field === undefined ? null : totalOfField(table, field, rows).toString()
    }
  }
}

/** A line of smaps that is neither a number nor VmFlags. */
export function textColumn(name: string): Column {
  return {
    id: name,
    kind: 'text',
    text: ({ table }, row) => {
      const own = table.texts.find((column) => column.name === name)
      return own === undefined || own.id[row] === 0 ? null : textAt(own.texts, own.id[row]!)
    },
    sortKeys: ({ table }) => {
      const own = table.texts.find((column) => column.name === name)
      const ranks = own === undefined ? new Float64Array(1) : ranksOf(own.texts)
      return keysOf(table, (row) => (own === undefined || own.id[row] === 0 ? NaN : ranks[own.id[row]!]!))
    }
  }
}

export const VM_FLAGS: Column = {
  id: 'VmFlags',
  kind: 'text',
  text: ({ table }, row) => flagsText(table, row) ?? null,
  sortKeys: ({ table }) => {
    if (table.flags === null) return new Float64Array(table.rowCount).fill(NaN)
    const ranks = ranksOf(table.flags.sets)
    const { id } = table.flags
    return keysOf(table, (row) => (id[row] === 0 ? NaN : ranks[id[row]!]!))
  }
}
