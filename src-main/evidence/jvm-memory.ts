import { label, type Label } from '#shared/classify/label.ts'
import {
  mappingEnd,
  mappingStart,
  PERM_EXEC,
  PERM_READ,
  PERM_WRITE,
  type MappingTable
} from '#shared/memory/mapping-table.ts'
import { groupOf } from './jvm-asked.ts'
import type { HeapUse } from './jvm-counters.ts'
import { readJvmHeap, type JvmHeap } from './jvm-heap.ts'
import { metaspaceRanges } from './jvm-metaspace.ts'
import type { JvmProcess } from './jvm-process.ts'
import { readZHeap } from './jvm-z-heap.ts'
import type { SpanSet } from './span-set.ts'

/** Room for classes is kept free in one piece with the archive before it; smaller holes there are the archive's. */
const LEAST_CLASS_ROOM = 16 * 1024 ** 2

/** Where the room for classes ends that begins behind the base: the first large hole in mappings without gaps. */
function classSpaceEnd(table: MappingTable, base: number): number {
  let at = base
  for (let row = 0; row < table.rowCount; row++) {
    const start = mappingStart(table, row)
    if (start < base) continue
    if (start !== at) return base
    at = mappingEnd(table, row)
    const isHole = table.backing[row] === 0 && (table.perms[row]! & (PERM_READ | PERM_WRITE | PERM_EXEC)) === 0
    if (isHole && at - start >= LEAST_CLASS_ROOM) return at
  }
  return base
}

/** The heap, with what is used of it: the numbers are in the evidence. */
function heapLabel(owner: string, { spaces, references }: JvmHeap, use: HeapUse | null): Label {
  const parts = { purpose: 'java-heap', owner, depth: 'inside' } as const
  const withValues = (made: Label, values: Label['evidence']['values']): Label => ({
    ...made,
    evidence: { ...made.evidence, values }
  })
  if (spaces !== '') {
    const made = label('runtime', 'inferred', 'vm-structs-heap', parts)
    return withValues(made, { spaces, references: references === '' ? '–' : references })
  }
  if (use === null) return withValues(label('runtime', 'inferred', 'vm-structs', parts), { area: 'heap' })
  const made = label('runtime', 'inferred', 'vm-structs-used', parts)
  return withValues(made, { used: use.used, committed: use.committed, spaces: use.spaces })
}

/** What a JVM reports about itself: its heap, its code cache, where its classes are. Nothing is guessed. */
export function addJvmMemory(
  jvm: JvmProcess,
  table: MappingTable,
  owner: string,
  into: SpanSet,
  use: HeapUse | null
): void {
  const add = (start: number, end: number, purpose: 'jvm-code-cache' | 'jvm-card-table', area: string) => {
    if (!(start > 0 && end > start)) return
    const made = label('runtime', 'inferred', 'vm-structs', { purpose, kind: groupOf(purpose), owner, depth: 'inside' })
    into.add(start, end, { ...made, evidence: { ...made.evidence, values: { area } } })
  }
  const heap = readJvmHeap(jvm)
  if (heap !== null) {
    into.add(heap.start, heap.end, heapLabel(owner, heap, use))
    const cards = cardTable(jvm, heap)
    if (cards !== null) add(cards.start, cards.end, 'jvm-card-table', 'card table')
  }
  const z = heap === null ? readZHeap(jvm, table) : null
  if (z !== null) {
    const parts = { purpose: 'java-heap', owner, depth: 'inside' } as const
    const made = label('runtime', 'inferred', 'vm-structs-z-heap', parts)
    const own = { ...made, evidence: { ...made.evidence, values: { spaces: z.spaces } } }
    for (const [start, end] of z.ranges) into.add(start, end, own)
  }
  const [low, high] = [jvm.variable('CodeCache._low_bound'), jvm.variable('CodeCache._high_bound')]
  if (low !== null && high !== null) add(low, high, 'jvm-code-cache', 'code cache')
  const base = jvm.variable('CompressedKlassPointers._narrow_klass._base', 'CompressedKlassPointers._base')
  const classesEnd = base !== null && base > 0 ? classSpaceEnd(table, base) : 0
  if (base !== null && classesEnd > base) {
    const parts = { purpose: 'jvm-class-space', owner, depth: 'inside' } as const
    into.add(base, classesEnd, label('runtime', 'probable', 'vm-structs-base', parts))
  }
  // Since JDK 24 what is left over in the class space is given to what is not a class: that stays class space.
  const chunks = label('runtime', 'inferred', 'vm-structs-constants', {
    purpose: 'jvm-metaspace',
    kind: groupOf('jvm-metaspace'),
    owner,
    depth: 'inside'
  })
  for (const [start, end] of metaspaceRanges(jvm)) into.add(start, end, chunks)
}

/** The table of cards of collectors that have one: it counts only where it belongs to this heap. */
function cardTable(jvm: JvmProcess, heap: JvmHeap): { readonly start: number; readonly end: number } | null {
  const barriers = jvm.variable('BarrierSet._barrier_set')
  const cards = jvm.field(barriers, 'CardTableBarrierSet._card_table')
  const whole = jvm.offset('CardTable._whole_heap')
  if (cards === null || cards === 0 || whole === null) return null
  const start = jvm.field(cards, 'CardTable._byte_map')
  const size = jvm.field(cards, 'CardTable._byte_map_size')
  const isOfHeap =
    jvm.field(cards + whole, 'MemRegion._start') === heap.start &&
    jvm.field(cards + whole, 'MemRegion._word_size') === (heap.end - heap.start) / 8
  return isOfHeap && start !== null && start > 0 && size !== null && size > 0 ? { start, end: start + size } : null
}
