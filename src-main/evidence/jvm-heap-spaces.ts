import { formatKib } from '#shared/base/format-units.ts'
import type { JvmProcess } from './jvm-process.ts'

const KB = 1024
const MOST_REGIONS = 32_768

/** Kinds of regions by their tags (src/hotspot/share/gc/g1/heapRegionType.hpp of JDK 17, g1HeapRegionType.hpp of JDK 25). */
function regionKind(tag: number): 'free' | 'eden' | 'survivor' | 'humongous' | 'old' | 'archive' | null {
  if (tag === 0) return 'free'
  if (tag === 2) return 'eden'
  if (tag === 3) return 'survivor'
  if (tag === 4 || tag === 5 || tag === 12 || tag === 13) return 'humongous'
  if (tag === 8 || tag === 16) return 'old'
  return tag >= 32 && tag < 64 ? 'archive' : null
}

/**
 * What a heap of one piece is made of at this moment, in words with the collector's own names: used / committed. Empty where
 * the JVM does not report it.
 * @param heap address of its structure
 */
export function heapSpaces(jvm: JvmProcess, heap: number, isWithin: IsWithin): string {
  const found = [g1Regions, shenandoahRegions, generations, epsilonSpace]
  for (const spaces of found) {
    const words = spaces(jvm, heap, isWithin)
    if (words !== null) return words
  }
  return ''
}

/** Whether an address is of the heap. */
type IsWithin = (address: number | null) => address is number

/** Counts of regions by kind, and what is below the top of those that are in use. */
function g1Regions(jvm: JvmProcess, heap: number, isWithin: IsWithin): string | null {
  if (jvm.flag('UseG1GC') !== true) return null
  const manager = jvm.offset('G1CollectedHeap._hrm')
  const table = jvm.offset('HeapRegionManager._regions', 'G1HeapRegionManager._regions')
  const type = jvm.offset('HeapRegion._type', 'G1HeapRegion._type')
  const grain = jvm.variable('HeapRegion.GrainBytes', 'G1HeapRegion.GrainBytes')
  if (manager === null || table === null || type === null || grain === null) return null
  const base = jvm.field(heap + manager + table, 'G1HeapRegionTable._base')
  const length = jvm.field(heap + manager + table, 'G1HeapRegionTable._length')
  if (base === null || length === null || length > MOST_REGIONS || grain < KB) return null
  const counts = new Map<string, number>()
  let used = 0
  for (let at = 0; at < length; at++) {
    const region = jvm.words.word(base + at * 8)
    // Regions that were never committed have no structure.
    if (region === null || region === 0) continue
    const bottom = jvm.field(region, 'HeapRegion._bottom', 'G1HeapRegion._bottom')
    const top = jvm.field(region, 'HeapRegion._top', 'G1HeapRegion._top')
    const tag = jvm.words.half(region + type)
    const kind = tag === null ? null : regionKind(tag)
    if (kind === null || !isWithin(bottom) || !isWithin(top)) return null
    counts.set(kind, (counts.get(kind) ?? 0) + 1)
    used += Math.max(0, top - bottom)
  }
  const committed = [...counts.values()].reduce((sum, count) => sum + count, 0)
  if (committed === 0) return null
  const parts = ['eden', 'survivor', 'old', 'humongous', 'archive', 'free'].flatMap((kind) => {
    const count = counts.get(kind)
    return count === undefined ? [] : [`${count} ${kind}`]
  })
  const amounts = `${formatKib(used / KB)} / ${formatKib((committed * grain) / KB)}`
  return `G1 ${amounts}, ${committed} × ${formatKib(grain / KB)}: ${parts.join(', ')}`
}

/** The spaces of the collectors with two generations that each are one piece. */
function generations(jvm: JvmProcess, heap: number, isWithin: IsWithin): string | null {
  const space = (name: string, address: number | null, structure: string): string | null => {
    const [bottom, top, end] = ['_bottom', '_top', '_end'].map((each) =>
      jvm.field(address, `${structure}.${each}`, `Space.${each}`)
    )
    if (!isWithin(bottom ?? null) || !isWithin(top ?? null) || !isWithin(end ?? null)) return null
    return `${name} ${formatKib((top! - bottom!) / KB)} / ${formatKib((end! - bottom!) / KB)}`
  }
  let parts: (string | null)[]
  let name: string
  if (jvm.flag('UseSerialGC') === true) {
    const young = jvm.field(heap, 'GenCollectedHeap._young_gen', 'SerialHeap._young_gen')
    const old = jvm.field(heap, 'GenCollectedHeap._old_gen', 'SerialHeap._old_gen')
    name = 'Serial'
    parts = [
      ...['eden', 'from', 'to'].map((each) =>
        space(each, jvm.field(young, `DefNewGeneration._${each}_space`), 'ContiguousSpace')
      ),
      space('old', jvm.field(old, 'TenuredGeneration._the_space'), 'ContiguousSpace')
    ]
  } else if (jvm.flag('UseParallelGC') === true) {
    const young = jvm.variable('ParallelScavengeHeap._young_gen')
    const old = jvm.variable('ParallelScavengeHeap._old_gen')
    name = 'Parallel'
    parts = [
      ...['eden', 'from', 'to'].map((each) =>
        space(each, jvm.field(young, `PSYoungGen._${each}_space`), 'MutableSpace')
      ),
      space('old', jvm.field(old, 'PSOldGen._object_space'), 'MutableSpace')
    ]
  } else return null
  return parts.every((part) => part !== null) ? `${name}: ${parts.join(', ')}` : null
}

/** States of regions by their numbers (src/hotspot/share/gc/shenandoah/shenandoahHeapRegion.hpp of JDK 17 and 25). */
const STATES = [
  'uncommitted',
  'free',
  'regular',
  'humongous',
  'humongous',
  'humongous',
  'collection set',
  'pinned',
  'pinned',
  'trash'
] as const

/** Counts of regions by state. */
function shenandoahRegions(jvm: JvmProcess, heap: number, isWithin: IsWithin): string | null {
  if (jvm.flag('UseShenandoahGC') !== true) return null
  const count = jvm.field(heap, 'ShenandoahHeap._num_regions')
  const table = jvm.field(heap, 'ShenandoahHeap._regions')
  const state = jvm.offset('ShenandoahHeapRegion._state')
  const size = jvm.variable('ShenandoahHeapRegion.RegionSizeBytes')
  const committed = jvm.field(heap, 'ShenandoahHeap._committed')
  const whole = jvm.field(heap, 'ShenandoahHeap._global_generation')
  const used = jvm.field(heap, 'ShenandoahHeap._used') ?? jvm.field(whole, 'ShenandoahGeneration._used')
  if (count === null || count > MOST_REGIONS || table === null || state === null || size === null) return null
  if (committed === null || used === null || used > committed) return null
  const counts = new Map<string, number>()
  for (let at = 0; at < count; at++) {
    const region = jvm.words.word(table + at * 8)
    const number = region === null ? null : jvm.words.half(region + state)
    const name = number === null ? undefined : STATES[number]
    if (name === undefined || !isWithin(jvm.field(region, 'ShenandoahHeapRegion._bottom'))) return null
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  const parts = [...new Set(STATES)].flatMap((name) => {
    const own = counts.get(name)
    return own === undefined ? [] : [`${own} ${name}`]
  })
  const amounts = `${formatKib(used / KB)} / ${formatKib(committed / KB)}`
  return `Shenandoah ${amounts}, ${count} × ${formatKib(size / KB)}: ${parts.join(', ')}`
}

/** The one space of the collector that does not collect. */
function epsilonSpace(jvm: JvmProcess, heap: number, isWithin: IsWithin): string | null {
  if (jvm.flag('UseEpsilonGC') !== true) return null
  const space = jvm.field(heap, 'EpsilonHeap._space')
  const [bottom, top, end] = ['_bottom', '_top', '_end'].map((each) =>
    jvm.field(space, `ContiguousSpace.${each}`, `Space.${each}`)
  )
  if (!isWithin(bottom ?? null) || !isWithin(top ?? null) || !isWithin(end ?? null)) return null
  return `Epsilon ${formatKib((top! - bottom!) / KB)} / ${formatKib((end! - bottom!) / KB)}`
}
