import { statSync } from 'node:fs'
import type { MappingTable } from '#shared/memory/mapping-table.ts'
import { textAt, textCount } from '#shared/memory/text-list.ts'
import { u64BigInt } from '#shared/memory/u64-column.ts'
import type { ProcFolder } from '#main/source/proc-folder.ts'

const DELETED = ' (deleted)'
/** Memory that never has a path: the kernel always appends the mark. */
const NEVER_NAMED = /^\/(?:memfd:|SYSV|dev\/zero|anon_hugepage|dmabuf:)/

/** Files whose own names end in " (deleted)": seen from the process's root, that very name leads to the inode that is mapped. */
export function soNamedFiles(folder: ProcFolder, { backings }: MappingTable): ReadonlySet<string> {
  const found = new Set<string>()
  for (let at = 0; at < textCount(backings.name); at++) {
    const name = textAt(backings.name, at)
    if (!name.startsWith('/') || !name.endsWith(DELETED) || NEVER_NAMED.test(name)) continue
    try {
      const status = statSync(folder.pathOf(`root${name}`), { bigint: true, throwIfNoEntry: false })
      if (status?.isFile() === true && status.ino === u64BigInt(backings.inode, at)) found.add(name)
    } catch {
      // The folder may not be read: then it stays unknown which of the two it is.
    }
  }
  return found
}
