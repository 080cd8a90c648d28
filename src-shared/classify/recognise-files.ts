import { PERM_WRITE } from '../memory/mapping-table.ts'
import { label, type Label } from './label.ts'
import type { Recogniser } from './recogniser.ts'

/** Shared objects and programs keep their file name even when only their read-only part is mapped. */
const MODULE_NAME = /\.so(\.[\w.]+)?$/

/** Files: an ELF module when any of its mappings is executable (or it is named like one), else a mapped file. */
export const recogniseFiles: Recogniser = {
  id: 'files',
  recognise(cursor) {
    if (cursor.name.kind !== 'file') return null
    const isModule = cursor.isModule[cursor.table.backing[cursor.row]!] === 1
    return cursor.ofBacking((name) => {
      const parts = { purpose: 'module', values: { name }, group: name } as const
      if (isModule) return label('image', 'inferred', 'module', parts)
      if (MODULE_NAME.test(name)) return label('image', 'inferred', 'module-name', parts)
      return label('file', 'kernel', 'file', { ...parts, purpose: 'file' })
    })
  }
}

/**
 * The zero-initialised data of a module (.bss) that did not fit its last file page: anonymous, writable, directly behind
 * the module's writable mapping. Joined rows after it (a second anonymous row directly behind) are not: they are most
 * often memory that the kernel happened to place there.
 */
export const recogniseBssTail: Recogniser = {
  id: 'bss-tail',
  recognise(cursor): Label | null {
    const module = cursor.previous
    if (module === null || module.category !== 'image' || module.evidence.key === 'bss-tail') return null
    if (!cursor.isPlainAnonymous() || !cursor.isReadWrite() || !cursor.followsDirectly()) return null
    if (!(cursor.table.perms[cursor.row - 1]! & PERM_WRITE)) return null
    return cursor.once(`bss ${module.group}`, () =>
      label('image', 'inferred', 'bss-tail', { purpose: 'bss', values: module.purpose.values, group: module.group })
    )
  }
}
