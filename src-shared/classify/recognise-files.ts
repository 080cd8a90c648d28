import type { EvidenceDepth } from '../memory/category.ts'
import { PERM_SHARED, PERM_WRITE } from '../memory/mapping-table.ts'
import { label, type Label } from './label.ts'
import type { EvidenceKey } from '../words/evidence.ts'
import { baseName, isLibraryName } from './module-name.ts'
import type { Recogniser } from './recogniser.ts'
import type { RowCursor } from './row-cursor.ts'

const KIB = 1024

/** Memory of the JVM that is a memory file: ZGC maps its heap three times (OpenJDK 15 to 21, src/hotspot/os/linux/gc/z). */
const JAVA_HEAP = /^\/memfd:java_heap(?:\.hugetlb)?$/

/** Archives of class data (CDS) as the JDK names its own (lib/server/classes.jsa, classes_nocoops.jsa, …) and its tools those of programs. */
const CLASS_ARCHIVE = /\.jsa$/

/** Files of memory alone, whose private mappings hold what the process wrote itself. */
const MEMORY_FILES: readonly string[] = ['memfd', 'dev-shm', 'shared-anonymous', 'huge-page']

/**
 * Private mappings of objects that are made for sharing: what is written to them is the process's own. Libraries are loaded
 * from such files too.
 */
export const recognisePrivateCopies: Recogniser = {
  recognise(cursor) {
    const { kind, label: name } = cursor.name
    if (kind === 'memfd' && JAVA_HEAP.test(name) && cursor.has('jvm')) {
      const found = cursor.spans.find(cursor.start, cursor.end)
      if (found?.share === 1 && found.label.purpose.key === 'java-heap') return found.label
      return cursor.once('java-heap memfd', () =>
        label('runtime', 'inferred', 'java-heap-memfd', { purpose: 'java-heap', owner: cursor.ownerName('jvm') })
      )
    }
    if (!cursor.observed.arePermsKnown || cursor.isShared() || !MEMORY_FILES.includes(kind)) return null
    const isImage = isLibraryName(name) || (cursor.isPrivateModule(cursor.row) && kind !== 'shared-anonymous')
    if (isImage) return cursor.once(`image ${name}`, () => moduleLabel(cursor, 'module-in-memory', name))
    // Private /dev/zero and huge pages are anonymous memory by another name (mm/mmap.c, drivers/char/mem.c).
    if (kind === 'shared-anonymous' || name.startsWith('/anon_hugepage')) {
      return cursor.once(`private ${name}`, () =>
        label('anonymous', 'unknown', 'private-special', { purpose: 'anonymous', values: { name }, group: '' })
      )
    }
    return cursor.once(`copy ${name}`, () =>
      label('anonymous', 'inferred', 'private-copy', { purpose: 'shared-copy', values: { name }, group: name })
    )
  }
}

function moduleLabel(cursor: RowCursor, evidence: EvidenceKey, name: string, depth: EvidenceDepth = 'maps'): Label {
  return label('image', 'inferred', evidence, {
    purpose: 'module',
    values: { name },
    owner: cursor.ownerOfFile(baseName(name)),
    group: name,
    depth
  })
}

function fileLabel(name: string, cursor: RowCursor): Label {
  const isModule = cursor.isModule[cursor.table.backing[cursor.row]!] === 1
  if (name === cursor.observed.program) return moduleLabel(cursor, 'program', name, 'files')
  if (name === cursor.observed.loader) return moduleLabel(cursor, 'loader', name, 'files')
  if (isModule && !cursor.observed.dataFiles.has(name)) return moduleLabel(cursor, 'module', name)
  if (isLibraryName(name)) return moduleLabel(cursor, 'module-name', name)
  if (CLASS_ARCHIVE.test(name) && cursor.has('jvm')) {
    const owner = cursor.ownerName('jvm')
    return label('file', 'inferred', 'class-archive', { purpose: 'jvm-cds', values: { name }, owner, group: name })
  }
  const { isLost, isDeleted } = cursor.name
  const evidence = isLost === true ? 'file-inode' : isDeleted ? 'file-deleted' : 'file'
  return label('file', 'kernel', evidence, { purpose: 'file', values: { name }, group: name })
}

/** Files: an ELF module when any of its mappings is executable (or it is named like one), else a mapped file. */
export const recogniseFiles: Recogniser = {
  recognise: (cursor) => (cursor.name.kind === 'file' ? cursor.ofBacking(fileLabel) : null)
}

/**
 * Where the .bss of a library ends is not known without its program headers. Larger ones are rare; behind them the kernel
 * often puts other memory (measured: 53 MB of 67 libraries were Python objects, malloc blocks and others).
 */
const LARGEST_LIBRARY_BSS = 128 * KIB
/** A program's own .bss is as large as its author wanted, but then other memory is seldom right behind it. */
const LARGEST_PROGRAM_BSS = 64 * KIB * KIB

/**
 * The zero-initialised data of a module (.bss) that did not fit its last file page: anonymous, writable, directly behind
 * the module's writable mapping. Joined rows after it (a second anonymous row directly behind) are not: they are most
 * often memory that the kernel happened to map there. Where the file's program headers were read, they decide.
 */
export const recogniseBssTail: Recogniser = {
  recognise(cursor): Label | null {
    const module = cursor.previous
    if (module?.category !== 'image' || module.purpose.key !== 'module') return null
    if (!cursor.isPlainAnonymous() || !cursor.isReadWrite() || !cursor.followsDirectly()) return null
    if ((cursor.table.perms[cursor.row - 1]! & (PERM_WRITE | PERM_SHARED)) !== PERM_WRITE) return null
    const name = module.group
    if (cursor.observed.readFiles.has(name)) return null
    if (cursor.bytes > (isLibraryName(name) ? LARGEST_LIBRARY_BSS : LARGEST_PROGRAM_BSS)) return null
    return cursor.once(`bss ${name}`, () =>
      label('image', 'probable', 'bss-tail', {
        purpose: 'bss',
        values: { name },
        owner: module.purpose.owner,
        group: name
      })
    )
  }
}
