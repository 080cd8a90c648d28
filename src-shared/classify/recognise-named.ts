import { finding, type Finding } from './finding.ts'
import type { Recogniser } from './recogniser.ts'
import type { RowCursor } from './row-cursor.ts'

const HEAP = finding('heap', 'kernel', 'heap', '[heap]')

/** Names that programs give to anonymous memory, by what they stand for; the first that fits. */
const PROGRAM_NAMES: readonly (readonly [pattern: RegExp, category: 'stack' | 'arena' | 'image' | 'runtime'])[] = [
  [/^(stack_and_tls|thread stack|stack|glibc: pthread (user )?stack)/i, 'stack'],
  [/^(glibc: malloc|libc_malloc|scudo|jemalloc|GWP-ASan|malloc)/i, 'arena'],
  [/^\.bss$/, 'image'],
  [/^(Go:|dalvik-|v8|JS|JIT|jit-|Ruby:|PHP|cpython|OTEL_CTX)/i, 'runtime']
]

function named(cursor: RowCursor): Finding {
  return cursor.ofBacking((label) => {
    const known = PROGRAM_NAMES.find(([pattern]) => pattern.test(label))
    return finding(known?.[1] ?? 'anonymous', 'kernel', 'named', label, { name: label })
  })
}

function withName(cursor: RowCursor, category: Finding['category'], key: string): Finding {
  return cursor.ofBacking((label) => finding(category, 'kernel', key, label, { name: label }))
}

/** Everything the kernel says by the mapping's name alone, except files. */
export const recogniseNamed: Recogniser = {
  id: 'named',
  recognise(cursor) {
    switch (cursor.name.kind) {
      case 'heap':
        return HEAP
      case 'stack':
        return withName(cursor, 'stack', 'stack')
      case 'kernel-page':
        return withName(cursor, 'kernel', 'kernel-page')
      case 'kernel-object':
        return withName(cursor, 'kernel', 'kernel-object')
      case 'named-anonymous':
        return cursor.hasNoAccess() ? null : named(cursor)
      case 'named-shared':
        return withName(cursor, 'shared', 'named-shared')
      case 'memfd':
        return withName(cursor, 'shared', 'memfd')
      case 'sysv':
        return withName(cursor, 'shared', 'sysv')
      case 'dev-shm':
        return withName(cursor, 'shared', 'dev-shm')
      case 'shared-anonymous':
        return withName(cursor, 'shared', 'shared-anonymous')
      case 'huge-page':
        return withName(cursor, 'shared', 'huge-page')
      case 'dma-buffer':
      case 'device':
        return withName(cursor, 'device', 'device')
      case 'other-bracket':
        return withName(cursor, 'kernel', 'other-bracket')
      case 'none':
      case 'file':
        return null
    }
  }
}
