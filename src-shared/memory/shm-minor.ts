import type { MappingTable } from './mapping-table.ts'
import { textAt, textCount } from './text-list.ts'

const SEGMENT = /^\/SYSV[0-9a-f]{8} \(deleted\)$/

/**
 * The minor number of the kernel's own shared-memory device, as far as a table shows it: that of a segment, which the kernel
 * names by its key and as deleted from the beginning (`newseg` in ipc/shm.c; a file may be called /SYSVfoo as well). pmap
 * finds it by attaching a segment of its own.
 */
export function shmMinorOf(table: MappingTable): number | null {
  const { name, major, minor } = table.backings
  for (let backing = 0; backing < textCount(name); backing++) {
    if (major[backing] === 0 && SEGMENT.test(textAt(name, backing))) return minor[backing]!
  }
  return null
}
