import type { NamelessRun } from './nameless-runs.ts'
import type { PageBudget, ProcessMemory } from './process-memory.ts'

/** glibc's HEAP_MAX_SIZE on 64-bit (malloc/arena.c): arenas begin at its multiples. */
export const HEAP_BYTES = 64 * 1024 * 1024
/** malloc_state follows heap_info in the first heap of an arena: sizes of heap_info in glibc 2.2 to 2.41, with padding. */
const AFTER_HEAP_INFO: readonly number[] = [0x20, 0x28, 0x30, 0x40]
const MMAPPED = 2
const FLAGS = 8
const LARGEST_BLOCK = 2 ** 46
const PAGE = 4096
/** glibc's DEFAULT_MMAP_THRESHOLD_MIN: with its header every block of its own is larger, unless a program chose otherwise. */
export const THRESHOLD = 128 * 1024

/** One heap of a secondary arena. */
export interface ArenaHeap {
  readonly start: number
  /** Address of its arena, which is in the arena's first heap. */
  readonly arena: number
}

const heapOf = (address: number): number => Math.floor(address / HEAP_BYTES) * HEAP_BYTES

/** The heap that begins at an address: glibc's heap_info {ar_ptr, prev, size, mprotect_size}; null where there is none. */
export function arenaHeapAt(memory: ProcessMemory, start: number): ArenaHeap | null {
  if (start % HEAP_BYTES !== 0) return null
  const info = memory.words(start, 4)
  if (info === null) return null
  const [arena, previous, size, committed] = info as unknown as [number, number, number, number]
  const base = heapOf(arena)
  if (!AFTER_HEAP_INFO.includes(arena - base) || previous % HEAP_BYTES !== 0) return null
  if (size === 0 || size % 4096 !== 0 || size > committed || committed > HEAP_BYTES) return null
  const first = base === start ? arena : memory.word(base)
  return first === arena ? { start, arena } : null
}

/** A range of addresses. */
export type Range = readonly [start: number, end: number]

/** The size of the block whose header is at an address, {0, size | 2}; 0 where there is none. */
function blockBytesAt(memory: ProcessMemory, address: number): number {
  const header = memory.words(address, 2)
  if (header === null) return 0
  const [before, word] = header as unknown as [number, number]
  const size = word - (word % FLAGS)
  return before === 0 && word % FLAGS === MMAPPED && size % PAGE === 0 && size < LARGEST_BLOCK ? size : 0
}

/** Alignments that programs ask for, each with the header right before what it aligns: those of vectors, caches and pages. */
const ALIGNMENTS: readonly number[] = [32, 64, 128, 256, 512, 1024, 2048, 4096]
const HEADER_BYTES = 16

/**
 * Bytes from a page on of the block that posix_memalign made there, whose header is before the first aligned address and holds
 * the distance from the beginning of its mapping (malloc/malloc.c, _int_memalign); 0 where none is.
 */
function alignedBlockBytesAt(memory: ProcessMemory, page: number): number {
  for (const alignment of ALIGNMENTS) {
    const header = memory.words(page + alignment - HEADER_BYTES, 2)
    if (header === null) return 0
    const [before, word] = header as unknown as [number, number]
    const bytes = before + word - MMAPPED
    if (before !== alignment - HEADER_BYTES || word % FLAGS !== MMAPPED) continue
    if (bytes % PAGE === 0 && bytes > THRESHOLD && bytes < LARGEST_BLOCK) return bytes
  }
  return 0
}

/**
 * Large blocks of malloc that are mappings of their own, by the headers at their beginnings. The kernel joins neighbours, so
 * every page that is not part of a block may begin one; a header whose block would reach beyond the run is none, except where a
 * mapping begins: a program may have changed the permissions of its end. Where no mapping begins, two small numbers of other memory
 * look like a header (a method of a JVM has 2 and 2 there): what is found by searching counts if something begins or ends
 * behind it as well, or if the resident pages end right there.
 * @param starts in order, where the run's mappings begin, and other things that are known in it: headers are looked for there and behind blocks
 * @param searched ranges in which they are looked for at every page that is in memory, in order
 * @param budget pages that may be looked at without a find, for all runs together
 * @returns ranges in order; may reach over several mappings
 */
export function mappedBlocks(
  memory: ProcessMemory,
  { start, end }: NamelessRun,
  starts: readonly number[],
  searched: readonly Range[],
  budget: PageBudget
): Range[] {
  const blocks: Range[] = []
  const firsts = new Set(starts)
  let chained = start
  for (let at = start; at < end;) {
    const isFirst = firsts.has(at)
    // Aligned ones take several readings: only where there is room for one.
    const mayBeAligned = isFirst && end - at > THRESHOLD
    const size = blockBytesAt(memory, at) || (mayBeAligned ? alignedBlockBytesAt(memory, at) : 0)
    const behind = at + size
    const isBlock = isFirst
      ? size > 0
      : size > THRESHOLD &&
        (behind === end ||
          (behind < end &&
            (at === chained ||
              firsts.has(behind) ||
              blockBytesAt(memory, behind) > THRESHOLD ||
              isWrittenToItsEnd(memory, behind))))
    if (isBlock) {
      blocks.push([at, Math.min(behind, end)])
      at = chained = behind
      continue
    }
    budget.left--
    at = nextCandidate(memory, at + PAGE, end, starts, searched, budget)
  }
  return blocks
}

/** Whether pages are in memory before an address, and none from there on, as where all of a block was written. */
function isWrittenToItsEnd(memory: ProcessMemory, behind: number): boolean {
  return memory.isResident(behind - PAGE) && !memory.isResident(behind)
}

/** The first of `count` indexes at which a condition holds that holds at all later ones; `count` where it holds at none. */
function firstIndex(count: number, holds: (index: number) => boolean): number {
  let [low, high] = [0, count]
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}

/** Where the next block may begin: at the next page that is in memory and searched, or where the next mapping begins. */
function nextCandidate(
  memory: ProcessMemory,
  from: number,
  end: number,
  starts: readonly number[],
  searched: readonly Range[],
  budget: PageBudget
): number {
  const first = starts[firstIndex(starts.length, (index) => starts[index]! >= from)] ?? end
  const range = searched[firstIndex(searched.length, (index) => searched[index]![1] > from)]
  if (range === undefined || range[0] > first || budget.left <= 0) return first
  return Math.min(first, memory.nextResident(Math.max(from, range[0]), Math.min(range[1], first), budget))
}
