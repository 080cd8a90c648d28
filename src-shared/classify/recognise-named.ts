import type { PurposeKey } from '../words/purpose.ts'
import { label, type Label } from './label.ts'
import { baseName } from './module-name.ts'
import type { NameKind } from './name-kind.ts'
import type { Recogniser } from './recogniser.ts'
import type { RowCursor } from './row-cursor.ts'

const HEAP = label('heap', 'kernel', 'heap', { purpose: 'heap', group: '[heap]' })

/** Names that programs give to anonymous memory, by what they mean; the first that fits. */
const PROGRAM_NAMES: readonly (readonly [
  pattern: RegExp,
  category: 'stack' | 'arena' | 'image' | 'runtime',
  purpose: PurposeKey
])[] = [
  [/^(stack_and_tls|thread stack|stack|glibc: pthread (user )?stack)(?![a-z])/i, 'stack', 'named-memory'],
  [
    /^(glibc: malloc|glibc: loader malloc|libc_malloc|scudo|jemalloc|GWP-ASan|malloc|partition_alloc|absl|tls-mmap)/i,
    'arena',
    'arena-named'
  ],
  [/^\.bss$/, 'image', 'named-memory'],
  [/^Go: heap\b/, 'runtime', 'go-heap'],
  [/^(Go:|dalvik-|(v8|JS|JIT|PHP|cpython|OTEL_CTX)(?![a-z])|Ruby:)/i, 'runtime', 'named-memory']
]

function named(cursor: RowCursor): Label {
  return cursor.ofBacking((name) => {
    const known = PROGRAM_NAMES.find(([pattern]) => pattern.test(name))
    const [, category, purpose] = known ?? [null, 'anonymous', 'named-memory' as const]
    // The kernel reports the name; what the name means is understood from how programs use it.
    return label(category, known === undefined ? 'kernel' : 'inferred', 'named', {
      purpose,
      values: { name },
      group: name
    })
  })
}

/** Kinds of names that show by themselves what a mapping is; the evidence has the key of the kind. */
const CATEGORY_OF: Readonly<
  Record<Exclude<NameKind, 'none' | 'file' | 'heap' | 'named-anonymous'>, Label['category']>
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

/** The device files of NVIDIA's driver (open-gpu-kernel-modules, nvidia-modprobe). */
function nvidiaWindow(name: string): Label | null {
  const [, number, kind] = /^nvidia(?:(\d+)|(ctl|-uvm)(?:-tools)?)$/.exec(baseName(name)) ?? []
  if (number === undefined && kind === undefined) return null
  const purpose = number !== undefined ? 'nvidia-gpu' : kind === 'ctl' ? 'nvidia-control' : 'nvidia-unified'
  const values: Label['purpose']['values'] = number === undefined ? { name } : { name, number: Number(number) }
  return label('device', 'kernel', 'device-window', { purpose, values, owner: 'NVIDIA driver', group: name })
}

/** Memory that servers share between their processes: the largest shared mapping of PostgreSQL is its buffers. */
const POSTGRES_BUFFERS = 16 * 1024 * 1024

/** Everything the kernel reports by the mapping's name alone, except files. */
export const recogniseNamed: Recogniser = {
  recognise(cursor) {
    const { kind } = cursor.name
    if (kind === 'none' || kind === 'file') return null
    if (kind === 'heap') {
      const found = cursor.spans.find(cursor.start, cursor.end)
      return found !== null && found.share >= 0.5 ? found.label : HEAP
    }
    if (kind === 'named-anonymous') return cursor.hasNoAccess() ? null : named(cursor)
    // With huge_pages it is mapped of these (src/backend/port/sysv_shmem.c).
    const isShared = kind === 'shared-anonymous' || cursor.name.label.startsWith('/anon_hugepage')
    if (isShared && cursor.bytes >= POSTGRES_BUFFERS && cursor.has('postgres')) {
      const owner = cursor.ownerName('postgres')
      return cursor.once('postgres-buffers', () =>
        label('shared', 'probable', 'postgres-buffers', { purpose: 'postgres-buffers', values: { owner }, owner })
      )
    }
    return cursor.ofBacking((name) => {
      const key = kind === 'dma-buffer' ? 'device' : kind
      if (key === 'device') {
        const window = nvidiaWindow(name)
        if (window !== null) return window
      }
      if (!cursor.observed.arePermsKnown && (key === 'memfd' || key === 'dev-shm' || key === 'huge-page')) {
        return label('shared', 'inferred', 'shared-object', { purpose: key, values: { name }, group: name })
      }
      const tid = /^\[stack:(\d+)\]$/.exec(name)?.[1]
      const purpose = key !== 'stack' ? key : tid === undefined ? 'main-stack' : 'stack-of'
      const values: Label['purpose']['values'] = tid === undefined ? { name } : { name, tid, thread: '' }
      return label(CATEGORY_OF[kind], 'kernel', key, { purpose, values, group: name })
    })
  }
}
