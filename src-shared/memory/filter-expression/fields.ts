import type { Column } from '../column.ts'
import { columnsOf } from '../columns.ts'
import type { MappingTable } from '../mapping-table.ts'
import { METRIC, METRICS } from '../metrics.ts'

/** Shorter or more usual names of columns, lower case. */
const ALIASES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(METRICS.map((metric) => [metric, METRIC[metric].column])),
  name: 'Mapping',
  file: 'Mapping',
  perms: 'Perm',
  perm: 'Perm',
  mode: 'Perm',
  flags: 'VmFlags',
  flag: 'VmFlags',
  start: 'Address',
  purpose: 'what'
}

/** How the values of a column are compared. */
export type FieldKind = 'kB' | 'number' | 'percent' | 'hex' | 'perms' | 'flags' | 'category' | 'text'

export interface Field {
  readonly column: Column
  readonly kind: FieldKind
}

function kindOf({ id, kind }: Column): FieldKind {
  if (id === 'VmFlags') return 'flags'
  switch (kind) {
    case 'kB':
    case 'percent':
    case 'hex':
    case 'perms':
    case 'category':
      return kind
    case 'count':
      return 'number'
    default:
      return 'text'
  }
}

/** The field of that name, a column's id or one of its other names, upper and lower case alike; undefined for none. */
export function fieldOf(table: MappingTable, name: string): Field | undefined {
  const wanted = name.toLowerCase()
  const alias = ALIASES[wanted]
  // Differences are shown with signs and sorted by other numbers than they show.
  const columns = columnsOf(table).filter(({ kind }) => kind !== 'delta')
  const column = columns.find(({ id }) => id === alias) ?? columns.find(({ id }) => id.toLowerCase() === wanted)
  return column === undefined ? undefined : { column, kind: kindOf(column) }
}

/** All names by which a field can be asked for, for showing: columns and their usual names. */
export function fieldNames(table: MappingTable): readonly string[] {
  const ids = columnsOf(table)
    .filter(({ kind }) => kind !== 'delta')
    .map(({ id }) => id)
  const known = new Set(ids)
  const aliases = Object.entries(ALIASES).flatMap(([alias, id]) => (known.has(id) ? [alias] : []))
  return [...new Set([...aliases, ...ids])]
}
