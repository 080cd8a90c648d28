import type { MappingTable } from './mapping-table.ts'

/** pmap's column sets by the names of its options. */
export const PMAP_PRESETS = ['default', 'd', 'x', 'X', 'XX'] as const
export type PmapPreset = (typeof PMAP_PRESETS)[number]

/** What -X leaves out. The list is fixed, so that fields of newer kernels show by themselves (pmap 4.0.2 to 4.0.6, measured). */
export const HIDDEN_IN_X: ReadonlySet<string> = new Set([
  'AnonHugePages',
  'KernelPageSize',
  'MMUPageSize',
  'Shared_Clean',
  'Shared_Dirty',
  'Private_Clean',
  'Private_Dirty',
  'VmFlags'
])

/** What a table shows by default: the columns of -x, and beside pmap's name what the mapping is for. */
export const WHAT_COLUMN_IDS: readonly string[] = [
  'Address',
  'Kbytes',
  'RSS',
  'Dirty',
  'pages',
  'Mode',
  'what',
  'Mapping'
]

/** Ids of a preset's columns in pmap's order. */
export function presetColumnIds(preset: PmapPreset, table: MappingTable): readonly string[] {
  switch (preset) {
    case 'default':
      return ['Address', 'Kbytes', 'Mode', 'Mapping']
    case 'd':
      return ['Address', 'Kbytes', 'Mode', 'Offset', 'Device', 'Mapping']
    case 'x':
      return ['Address', 'Kbytes', 'RSS', 'Dirty', 'Mode', 'Mapping']
    case 'X':
    case 'XX': {
      const fields = table.fields.map(({ name }) => name).filter((name) => preset === 'XX' || !HIDDEN_IN_X.has(name))
      const flags = preset === 'XX' && table.flags !== null ? ['VmFlags'] : []
      return ['Address', 'Perm', 'Offset', 'Device', 'Inode', ...fields, ...flags, 'Mapping']
    }
  }
}
