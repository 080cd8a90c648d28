import { formatKib } from '#shared/base/format-units.ts'
import { backingsWhere, mappingEnd, mappingStart, type MappingTable } from '#shared/memory/mapping-table.ts'
import type { JvmProcess } from './jvm-process.ts'

/** The heap of ZGC: it has no one range, but a file that is mapped piece by piece, without generations three times. */
export interface ZHeap {
  /** Where its file is mapped. */
  readonly ranges: readonly (readonly [start: number, end: number])[]
  /** Its pages in words: used / committed, by size and by generation. */
  readonly spaces: string
}

const KB = 1024
/** src/hotspot/share/gc/z/zGlobals.hpp: ZGranuleSize. */
const GRANULE = 2 * KB ** 2
/** Heaps of up to 128 GiB are looked at page by page. */
const MOST_GRANULES = 65_536
/** src/hotspot/share/gc/z/zPageType.hpp of JDK 25, zGlobals.hpp of JDK 17. */
const TYPES = ['small', 'medium', 'large'] as const
/** Pages of the table may be in the making while it is read; what differs more from the JVM's own sum is not believed. */
const TOLERANCE = 1 / 8
/** src/hotspot/share/gc/z/zPageAge.hpp: the last one is old, all others young. */
const AGE_OLD = 15
/** As recognised by its name: the part before it is the kind of file. */
const HEAP_FILE = /^\/memfd:java_heap(?:\.hugetlb)?(?: \(deleted\))?$/

/** ZGC's heap by its own structures (verified with OpenJDK 17.0.21 and 25.0.3). Null where they do not contain it. */
export function readZHeap(jvm: JvmProcess, table: MappingTable): ZHeap | null {
  // JDK 21 to 23 have the collector without generations as well, with structures of its own.
  if (jvm.flag('UseZGC') !== true || jvm.flag('ZGenerational') === false) return null
  const collected = jvm.variable('Universe._collectedHeap')
  const globals = jvm.variable('ZGlobalsForVMStructs._instance_p')
  const maskAt = jvm.field(globals, 'ZGlobalsForVMStructs._ZAddressOffsetMask')
  const mask = maskAt === null ? null : jvm.words.word(maskAt)
  const [heapAt, allocatorAt] = [jvm.offset('ZCollectedHeap._heap'), jvm.offset('ZHeap._page_allocator')]
  if (collected === null || collected === 0 || mask === null || heapAt === null || allocatorAt === null) return null
  const view = mask + 1
  if (view < GRANULE || !Number.isInteger(Math.log2(view))) return null
  const heap = collected + heapAt
  const amounts = amountsOf(jvm, heap + allocatorAt)
  // Colours are in the bits above those of the offset: the heap is mapped from the first of them on.
  const ranges = heapRanges(table).filter(([start]) => start >= view)
  if (amounts === null || amounts.used > amounts.committed || ranges.length === 0) return null
  const { used, committed } = amounts
  const pages = pagesOf(jvm, heap, ranges, view)
  const isBelievable = pages !== null && Math.abs(sizeOf(pages) - used) <= Math.max(GRANULE, used * TOLERANCE)
  const words = isBelievable ? `: ${pageWords(pages)}` : ''
  return { ranges, spaces: `Z ${formatKib(used / KB)} / ${formatKib(committed / KB)}${words}` }
}

function heapRanges(table: MappingTable): [number, number][] {
  const file = backingsWhere(table, (name) => HEAP_FILE.test(name))
  const ranges: [number, number][] = []
  for (let row = 0; row < table.rowCount && file.size > 0; row++) {
    if (file.has(table.backing[row]!)) ranges.push([mappingStart(table, row), mappingEnd(table, row)])
  }
  return ranges
}

/** Bytes that are used and committed; since JDK 25 each NUMA node has its own. */
function amountsOf(jvm: JvmProcess, allocator: number): { readonly used: number; readonly committed: number } | null {
  const used = jvm.field(allocator, 'ZPageAllocator._used')
  const committed = jvm.field(allocator, 'ZPageAllocator._capacity')
  if (used !== null && committed !== null) return { used, committed }
  const partitions = jvm.offset('ZPageAllocator._partitions')
  const count = jvm.addressOf('ZNUMA._count')
  // The size of a partition is in another table: of several nodes, only the first could be found.
  if (partitions === null || count === null || jvm.words.half(count) !== 1) return null
  const first = jvm.field(allocator + partitions, 'ZPerNUMAZPartition._addr')
  const own = { used: jvm.field(first, 'ZPartition._used'), committed: jvm.field(first, 'ZPartition._capacity') }
  return own.used === null || own.committed === null ? null : { used: own.used, committed: own.committed }
}

interface ZPage {
  readonly type: (typeof TYPES)[number]
  /** Bytes. */
  readonly size: number
  /** Null where the JVM has no generations. */
  readonly generation: 'young' | 'old' | null
}

const sizeOf = (pages: readonly ZPage[]): number => pages.reduce((sum, { size }) => sum + size, 0)

/** Pages in use, by the table that has one for each granule of the heap. Null where something of it can't be. */
function pagesOf(jvm: JvmProcess, heap: number, ranges: ZHeap['ranges'], view: number): readonly ZPage[] | null {
  const [tableAt, mapAt] = [jvm.offset('ZHeap._page_table'), jvm.offset('ZPageTable._map')]
  if (tableAt === null || mapAt === null) return null
  const map = jvm.field(heap + tableAt + mapAt, 'ZGranuleMapForPageTable._map')
  if (map === null || map === 0) return null
  const granules = new Set<number>()
  for (const [start, end] of ranges) {
    for (let at = start; at < end; at += GRANULE) granules.add(Math.floor((at % view) / GRANULE))
    if (granules.size > MOST_GRANULES) return null
  }
  const addresses = new Set<number>()
  for (const granule of granules) {
    const page = jvm.words.word(map + granule * 8)
    if (page !== null && page !== 0) addresses.add(page)
  }
  const pages = [...addresses].map((address) => pageAt(jvm, address))
  return pages.includes(null) ? null : (pages as ZPage[])
}

function pageAt(jvm: JvmProcess, address: number): ZPage | null {
  const [typeAt, seqnumAt, virtual] = [
    jvm.offset('ZPage._type'),
    jvm.offset('ZPage._seqnum'),
    jvm.offset('ZPage._virtual')
  ]
  if (typeAt === null || seqnumAt === null || virtual === null) return null
  const number = jvm.words.byte(address + typeAt)
  const type = number === null ? undefined : TYPES[number]
  const start = jvm.field(address + virtual, 'ZVirtualMemory._start')
  const end = jvm.field(address + virtual, 'ZVirtualMemory._end')
  const size =
    jvm.field(address + virtual, 'ZVirtualMemory._size') ?? (end === null || start === null ? null : end - start)
  if (type === undefined || size === null || size <= 0 || size % GRANULE !== 0) return null
  return { type, size, generation: generationOf(jvm, address + typeAt) }
}

/**
 * The generation of a page. The table does not contain its offset: in zPage.hpp of JDK 25 generation and age are the two bytes
 * behind the type. Both must agree.
 */
function generationOf(jvm: JvmProcess, type: number): ZPage['generation'] {
  if (jvm.offset('ZVirtualMemory._size') === null) return null
  const [generation, age] = [jvm.words.byte(type + 1), jvm.words.byte(type + 2)]
  if (generation === 1 && age === AGE_OLD) return 'old'
  return generation === 0 && age !== null && age < AGE_OLD ? 'young' : null
}

function pageWords(pages: readonly ZPage[]): string {
  const sumOf = (own: readonly ZPage[]): string => formatKib(sizeOf(own) / KB)
  const byType = TYPES.flatMap((type) => {
    const own = pages.filter((page) => page.type === type)
    return own.length === 0 ? [] : [`${own.length} ${type} ${sumOf(own)}`]
  })
  // Of all pages, or of none: a part would look like the whole.
  const isKnown = pages.every(({ generation }) => generation !== null)
  const byGeneration = (['young', 'old'] as const).map(
    (generation) => `${generation} ${sumOf(pages.filter((page) => page.generation === generation))}`
  )
  return [byType.join(', '), ...(isKnown && pages.length > 0 ? [byGeneration.join(', ')] : [])].join('; ')
}
