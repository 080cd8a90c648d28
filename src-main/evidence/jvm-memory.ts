import { label } from '#shared/classify/label.ts'
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

/** Largest that a JVM keeps free for classes (-XX:CompressedClassSpaceSize). */
const LARGEST_CLASS_SPACE = 3 * 1024 ** 3

/** What a JVM says of itself: its heap, its code cache, where its classes are. Of nothing that it does not say, a guess. */
export function addJvmMemory(memory: ProcessMemory, library: LoadedModule, owner: string, into: SpanSet): void {
  const structs = structsOf(memory, library)
  if (structs === null) return
  const bias = library.bias!
  const statics = (name: string): number | null => {
    const place = structs.get(name)?.place
    return place == null ? null : memory.word(place + bias)
  }
  const offset = (name: string): number | null => structs.get(name)?.offset ?? null
  const say = (
    start: number,
    end: number,
    purpose: 'java-heap' | 'jvm-code-cache' | 'jvm-class-space',
    area: string
  ) => {
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
    if (start !== null && size !== null) say(start, start + size * 8, 'java-heap', 'heap')
  }
  const [low, high] = [statics('CodeCache._low_bound'), statics('CodeCache._high_bound')]
  if (low !== null && high !== null) say(low, high, 'jvm-code-cache', 'code cache')
  const base = statics('CompressedKlassPointers._narrow_klass._base')
  if (base !== null && base > 0) say(base, base + LARGEST_CLASS_SPACE, 'jvm-class-space', 'class space')
}
