import { label, type Label } from '#shared/classify/label.ts'
import {
  mappingEnd,
  mappingStart,
  PERM_EXEC,
  PERM_READ,
  PERM_WRITE,
  type MappingTable
} from '#shared/memory/mapping-table.ts'
import type { HeapUse } from './jvm-counters.ts'
import type { LoadedModule } from './loaded-modules.ts'
import { readVmStructs, type VmStructs } from './jvm-structs.ts'
import type { ProcessMemory } from './process-memory.ts'
import type { SpanSet } from './span-set.ts'

/** Tables by the libraries they were read of. */
const known = new WeakMap<LoadedModule['file'], VmStructs>()

function structsOf(memory: ProcessMemory, { file, bias }: LoadedModule): VmStructs | null {
  if (bias === null) return null
  const before = known.get(file)
  if (before !== undefined) return before
  const table = file.exported('gHotSpotVMStructs')
  if (table === null) return null
  const structs = readVmStructs(memory, bias + table, bias)
  // A process that has only just begun has not filled its table in.
  if (structs.size > 0) known.set(file, structs)
  return structs
}

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

/** The heap, with what its own counters say is used of it: the numbers stand in the evidence. */
function usedHeapLabel(owner: string, { used, committed, spaces }: HeapUse): Label {
  const made = label('runtime', 'inferred', 'vm-structs-used', { purpose: 'java-heap', owner, depth: 'inside' })
  return { ...made, evidence: { ...made.evidence, values: { used, committed, spaces } } }
}

/** What a JVM says of itself: its heap, its code cache, where its classes are. Of nothing that it does not say, a guess. */
export function addJvmMemory(
  memory: ProcessMemory,
  table: MappingTable,
  library: LoadedModule,
  owner: string,
  into: SpanSet,
  use: HeapUse | null
): void {
  const structs = structsOf(memory, library)
  if (structs === null) return
  const bias = library.bias!
  const statics = (name: string): number | null => {
    const place = structs.get(name)?.place
    return place == null ? null : memory.word(place + bias)
  }
  const offset = (name: string): number | null => structs.get(name)?.offset ?? null
  const say = (start: number, end: number, purpose: 'java-heap' | 'jvm-code-cache', area: string) => {
    if (!(start > 0 && end > start)) return
    into.add(
      start,
      end,
      label('runtime', 'inferred', 'vm-structs', { purpose, values: { area }, owner, depth: 'inside' })
    )
  }
  const heap = statics('Universe._collectedHeap')
  const [reserved, first, words] = [
    offset('CollectedHeap._reserved'),
    offset('MemRegion._start'),
    offset('MemRegion._word_size')
  ]
  if (heap !== null && reserved !== null && first !== null && words !== null) {
    const start = memory.word(heap + reserved + first)
    const size = memory.word(heap + reserved + words)
    if (start !== null && size !== null && use === null) say(start, start + size * 8, 'java-heap', 'heap')
    else if (start !== null && size !== null && start > 0 && size > 0) {
      into.add(start, start + size * 8, usedHeapLabel(owner, use!))
    }
  }
  const [low, high] = [statics('CodeCache._low_bound'), statics('CodeCache._high_bound')]
  if (low !== null && high !== null) say(low, high, 'jvm-code-cache', 'code cache')
  const base = statics('CompressedKlassPointers._narrow_klass._base')
  const classesEnd = base !== null && base > 0 ? classSpaceEnd(table, base) : 0
  if (base !== null && classesEnd > base) {
    const parts = { purpose: 'jvm-class-space', owner, depth: 'inside' } as const
    into.add(base, classesEnd, label('runtime', 'probable', 'vm-structs-base', parts))
  }
}
