import type { NamelessRun } from './nameless-runs.ts'
import type { ProcessMemory } from './process-memory.ts'

/** glibc's HEAP_MAX_SIZE on 64-bit (malloc/arena.c): arenas begin at its multiples. */
export const HEAP_BYTES = 64 * 1024 * 1024
/** malloc_state follows heap_info in the first heap of an arena: sizes of heap_info in glibc 2.2 to 2.41, with padding. */
const AFTER_HEAP_INFO: readonly number[] = [0x20, 0x28, 0x30, 0x40]
const MMAPPED = 2
const FLAGS = 8
const LARGEST_BLOCK = 2 ** 46

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

/**
 * Large blocks of malloc that are mappings of their own: from the run's beginning, one header {0, size | 2} after the other.
 * Looked for only there: in the middle of memory such words may be left over from before.
 * @returns ranges of addresses; may reach over several mappings
 */
export function mappedBlocks(memory: ProcessMemory, { start, end }: NamelessRun): (readonly [number, number])[] {
  const blocks: (readonly [number, number])[] = []
  for (let at = start; at < end;) {
    const header = memory.words(at, 2)
    if (header === null) break
    const [before, word] = header as unknown as [number, number]
    const size = word - (word % FLAGS)
    if (before !== 0 || word % FLAGS !== MMAPPED || size === 0 || size % 4096 !== 0 || size > LARGEST_BLOCK) break
    blocks.push([at, Math.min(at + size, end)])
    at += size
  }
  return blocks
}
