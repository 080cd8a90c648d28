import type { ProcessMemory } from './process-memory.ts'

/** A field that the JVM describes itself: its offset in its object or, of a static one, its address. */
export interface VmField {
  readonly offset: number
  /** Address in memory less the library's bias; null for fields of objects. */
  readonly address: number | null
}

export type VmStructs = ReadonlyMap<string, VmField>

/** Real tables have about 3000. */
const MOST_ENTRIES = 10_000
/** {typeName, fieldName, typeString: pointers; isStatic: 4 bytes, 4 of padding; offset: 8; address: pointer} */
const ENTRY_WORDS = 6
const ENTRY_BYTES = ENTRY_WORDS * 8

/**
 * The table by which HotSpot shows debuggers how it is laid out (src/hotspot/share/runtime/vmStructs.hpp, the variable
 * gHotSpotVMStructs; JDK 8 to 24). Both are those of the library's build, so one reading serves all processes.
 * @param table address of the variable
 */
export function readVmStructs(memory: ProcessMemory, table: number, bias: number): VmStructs {
  const fields = new Map<string, VmField>()
  let at = memory.word(table)
  if (at === null || at === 0) return fields
  const texts = new Map<number, string>()
  const text = (address: number): string => {
    let known = texts.get(address)
    if (known === undefined) {
      known = memory.text(address)
      texts.set(address, known)
    }
    return known
  }
  for (let count = 0; count < MOST_ENTRIES; count++, at += ENTRY_BYTES) {
    const entry = entryAt(memory, at)
    if (entry === null || entry[0] === 0) break
    const [type, field, , isStatic, offset, address] = entry as unknown as [
      number,
      number,
      number,
      number,
      number,
      number
    ]
    const name = text(type)
    if (!WANTED_TYPES.has(name)) continue
    fields.set(`${name}.${text(field)}`, { offset, address: isStatic % 4294967296 === 0 ? null : address - bias })
  }
  return fields
}

const WANTED_TYPES = new Set([
  'Universe',
  'CollectedHeap',
  'MemRegion',
  'CodeCache',
  'CompressedKlassPointers',
  'CompressedOops',
  'BarrierSet',
  'CardTable',
  'CardTableBarrierSet',
  'G1CollectedHeap',
  'G1HeapRegionTable',
  'HeapRegion',
  'G1HeapRegion',
  'HeapRegionManager',
  'G1HeapRegionManager',
  'GenCollectedHeap',
  'SerialHeap',
  'DefNewGeneration',
  'TenuredGeneration',
  'Space',
  'ContiguousSpace',
  'ParallelScavengeHeap',
  'PSYoungGen',
  'PSOldGen',
  'MutableSpace',
  'EpsilonHeap',
  'ShenandoahGeneration',
  'ShenandoahHeap',
  'ShenandoahHeapRegion',
  'ZCollectedHeap',
  'ZGlobalsForVMStructs',
  'ZGranuleMapForPageTable',
  'ZHeap',
  'ZNUMA',
  'ZPage',
  'ZPageAllocator',
  'ZPageTable',
  'ZPartition',
  'ZPerNUMAZPartition',
  'ZVirtualMemory',
  'JVMFlag',
  'MetaspaceObj',
  'ClassLoaderDataGraph',
  'ClassLoaderData',
  'Klass',
  'InstanceKlass',
  'ConstantPool',
  'vmClasses',
  'ThreadsSMRSupport',
  'ThreadsList',
  'Thread',
  'JavaThread',
  'OSThread'
])

/** An entry may lie over the end of a page, of which each is read by itself. */
function entryAt(memory: ProcessMemory, address: number): Float64Array | null {
  const whole = memory.words(address, ENTRY_WORDS)
  if (whole !== null) return whole
  const words = new Float64Array(ENTRY_WORDS)
  for (let at = 0; at < ENTRY_WORDS; at++) {
    const word = memory.word(address + at * 8)
    if (word === null) return null
    words[at] = word
  }
  return words
}
