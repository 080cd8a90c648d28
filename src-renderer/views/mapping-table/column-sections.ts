import type { Column } from '#shared/memory/column.ts'
import type { MappingTable } from '#shared/memory/mapping-table.ts'

export const COLUMN_SECTIONS = ['pmap', 'kernel', 'added'] as const
/** Whose a column is: pmap's, the kernel's, or ours. */
export type ColumnSection = (typeof COLUMN_SECTIONS)[number]

/** Columns that hold the same under pmap's name and the kernel's. */
export const TWINS: Readonly<Record<string, string>> = { RSS: 'Rss', Rss: 'RSS', Kbytes: 'Size', Size: 'Kbytes' }

export function sectionOf({ id }: Column, table: MappingTable): ColumnSection {
  if (id === id.toLowerCase()) return 'added'
  const isKernels = id === 'VmFlags' || [...table.fields, ...table.texts].some(({ name }) => name === id)
  return isKernels ? 'kernel' : 'pmap'
}
