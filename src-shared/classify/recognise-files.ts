import { PERM_WRITE } from '../memory/mapping-table.ts'
import { finding, type Finding } from './finding.ts'
import type { Recogniser } from './recogniser.ts'

/** Shared objects and programs keep their file name even when only their read-only part is mapped. */
const MODULE_NAME = /\.so(?:\.[\w.]{1,20})?$/

/** Files: an ELF module when any of its mappings is executable (or it is named like one), else a mapped file. */
export const recogniseFiles: Recogniser = {
  id: 'files',
  recognise(cursor) {
    if (cursor.name.kind !== 'file') return null
    const isModule = cursor.isModule[cursor.table.backing[cursor.row]!] === 1
    return cursor.ofBacking((label) => {
      if (isModule) return finding('image', 'inferred', 'module', label, { name: label })
      if (MODULE_NAME.test(label)) return finding('image', 'inferred', 'module-name', label, { name: label })
      return finding('file', 'kernel', 'file', label, { name: label })
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
  recognise(cursor): Finding | null {
    const module = cursor.previous
    if (module === null || module.category !== 'image' || module.evidence.key === 'bss-tail') return null
    if (!cursor.isPlainAnonymous() || !cursor.isReadWrite() || !cursor.followsDirectly()) return null
    if (!(cursor.table.perms[cursor.row - 1]! & PERM_WRITE)) return null
    return cursor.once(`bss ${module.label}`, () =>
      finding('image', 'inferred', 'bss-tail', module.label, { name: module.label })
    )
  }
}
