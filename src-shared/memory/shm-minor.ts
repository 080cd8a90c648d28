import type { MappingTable } from './mapping-table.ts'
import { textAt, textCount } from './text-list.ts'

/**
 * The minor number of the kernel's own shared-memory device, as far as a table shows it: that of any mapping of major 0
 * named /SYSV…. pmap finds it by attaching a segment of its own and looking it up in the same way.
 */
export function shmMinorOf(table: MappingTable): number | null {
  const { name, major, minor } = table.backings
  for (let backing = 0; backing < textCount(name); backing++) {
    if (major[backing] === 0 && textAt(name, backing).startsWith('/SYSV')) return minor[backing]!
  }
  return null
}
