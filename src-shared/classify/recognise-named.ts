import { finding, type Finding } from './finding.ts'
import type { NameKind } from './name-kind.ts'
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

/** Kinds of names that say by themselves what a mapping is; the evidence has the key of the kind. */
const CATEGORY_OF: Readonly<
  Record<Exclude<NameKind, 'none' | 'file' | 'heap' | 'named-anonymous'>, Finding['category']>
> = {
  stack: 'stack',
  'kernel-page': 'kernel',
  'kernel-object': 'kernel',
  'other-bracket': 'kernel',
  padding: 'reserved',
  'named-shared': 'shared',
  memfd: 'shared',
  sysv: 'shared',
  'dev-shm': 'shared',
  'shared-anonymous': 'shared',
  'huge-page': 'shared',
  'dma-buffer': 'device',
  device: 'device'
}

/** Everything the kernel says by the mapping's name alone, except files. */
export const recogniseNamed: Recogniser = {
  id: 'named',
  recognise(cursor) {
    const { kind } = cursor.name
    if (kind === 'none' || kind === 'file') return null
    if (kind === 'heap') return HEAP
    if (kind === 'named-anonymous') return cursor.hasNoAccess() ? null : named(cursor)
    return cursor.ofBacking((label) => {
      const key = kind === 'dma-buffer' ? 'device' : kind
      return finding(CATEGORY_OF[kind], 'kernel', key, label, { name: label })
    })
  }
}
