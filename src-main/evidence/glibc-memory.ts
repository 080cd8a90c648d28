import type { NamelessRun } from './nameless-runs.ts'
import type { ProcessMemory } from './process-memory.ts'

/** glibc's HEAP_MAX_SIZE on 64-bit (malloc/arena.c): arenas begin at its multiples. */
export const HEAP_BYTES = 64 * 1024 * 1024
/** malloc_state follows heap_info in the first heap of an arena: sizes of heap_info in glibc 2.2 to 2.41, with padding. */
const AFTER_HEAP_INFO: readonly number[] = [0x20, 0x28, 0x30, 0x40]
const MMAPPED = 2
const FLAGS = 8
const LARGEST_BLOCK = 2 ** 46
const PAGE = 4096
/** Pages of a run that are looked at backwards: 32 MiB. */
const MOST_PAGES_BACK = 8192

/** One heap of a secondary arena. */
export interface ArenaHeap {
  readonly start: number
  /** Address of its arena, which stands in the arena's first heap. */
  readonly arena: number
}

const heapOf = (address: number): number => Math.floor(address / HEAP_BYTES) * HEAP_BYTES

/** The heap that begins at an address: glibc's heap_info {ar_ptr, prev, size, mprotect_size} stands there, or null. */
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

/** The size of the block whose header stands at an address, {0, size | 2}; 0 where none does. */
function blockBytesAt(memory: ProcessMemory, address: number): number {
  const header = memory.words(address, 2)
  if (header === null) return 0
  const [before, word] = header as unknown as [number, number]
  const size = word - (word % FLAGS)
  return before === 0 && word % FLAGS === MMAPPED && size % PAGE === 0 && size < LARGEST_BLOCK ? size : 0
}

/**
 * Large blocks of malloc that are mappings of their own. Looked for where a mapping begins, from there one after the other
 * (the kernel joins neighbours, and a program's advice splits them), and backwards from where one begins or the run ends:
 * a header's size must lead exactly there. Elsewhere such words may be left over from before.
 * @param starts where the run's mappings begin
 * @returns ranges in order; may reach over several mappings
 */
export function mappedBlocks(memory: ProcessMemory, { start, end }: NamelessRun, starts: readonly number[]): Range[] {
  const blocks: [number, number][] = []
  let known = start
  for (const first of starts) {
    if (first < known) continue
    for (let at = first; at < end;) {
      const size = blockBytesAt(memory, at)
      if (size === 0) break
      blocks.push([at, Math.min(at + size, end)])
      at += size
      known = at
    }
  }
  return withBlocksBefore(memory, start, end, blocks)
}

/** Adds the blocks that end exactly where a known one begins, or where the run ends. */
function withBlocksBefore(memory: ProcessMemory, start: number, end: number, blocks: Range[]): Range[] {
  const all: Range[] = []
  let pages = MOST_PAGES_BACK
  let until = end
  for (let index = blocks.length; index >= 0; index--) {
    const from = blocks[index - 1]?.[1] ?? start
    for (let at = until - PAGE; at >= from && pages > 0; at -= PAGE, pages--) {
      if (blockBytesAt(memory, at) !== until - at) continue
      all.unshift([at, until])
      until = at
    }
    const block = blocks[index - 1]
    if (block === undefined) break
    all.unshift(block)
    until = block[0]
  }
  return all
}
