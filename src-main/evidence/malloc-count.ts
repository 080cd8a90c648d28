import type { MappingTable } from '#shared/memory/mapping-table.ts'
import type { Range } from './glibc-memory.ts'
import { libcData } from './malloc-slack.ts'
import type { ProcessMemory } from './process-memory.ts'

/** What malloc itself counts of the blocks that are mappings of their own. */
export interface MallocCount {
  readonly blocks: number
  readonly bytes: number
}

/** What looks like blocks, compared with malloc's own count. */
export interface CheckedBlocks {
  /** Those that are no blocks, because the others are all that malloc has. */
  readonly copies: ReadonlySet<Range>
  /** There are more than malloc counts, and nothing reports which are copies. */
  readonly isDoubtful: boolean
}

const PAGE = 4096
const WORD = 8
const LOW_HALF = 2 ** 32
/** DEFAULT_MMAP_MAX: this many blocks that malloc maps at most, unless the program sets another. */
const MOST_MAPPED = 65_536
/** Up to this many are compared in pairs. */
const MOST_PAIRED = 512

const high = (word: number): number => Math.floor(word / LOW_HALF)
const low = (word: number): number => word % LOW_HALF

/**
 * Reads n_mmaps and mmapped_mem of malloc's parameters (struct malloc_par, malloc/malloc.c): they are in libc's data, before
 * sbrk_base, which is where the heap of brk begins. Layouts of glibc 2.26 to 2.34, and of 2.35 to 2.41 (verified with 2.36).
 * Null where they are not found.
 * @param heap where the heap of brk begins
 */
export function mallocCount(memory: ProcessMemory, table: MappingTable, heap: number): MallocCount | null {
  for (const [start, end] of libcData(table)) {
    for (let page = start; page < end; page += PAGE) {
      const words = memory.words(page, PAGE / WORD)
      const at = words?.indexOf(heap) ?? -1
      const count = at < 0 ? null : countBefore(memory, page + at * WORD)
      if (count !== null) return count
    }
  }
  return null
}

function countBefore(memory: ProcessMemory, base: number): MallocCount | null {
  const [flags, most, bytes] = [5, 4, 2].map((back) => memory.word(base - back * WORD))
  if (flags == null || most == null || bytes == null || bytes % PAGE !== 0) return null
  if (low(most) === MOST_MAPPED) return { blocks: high(flags), bytes }
  return high(most) === MOST_MAPPED ? { blocks: low(most), bytes } : null
}

/**
 * Compares what looks like blocks of malloc with its own count: a program may hold a copy of a block, with its header.
 * @param blocks in no order
 */
export function checkBlocks(blocks: readonly Range[], count: MallocCount): CheckedBlocks {
  const tooMany = blocks.length - count.blocks
  const excess = blocks.reduce((sum, [start, end]) => sum + end - start, 0) - count.bytes
  if (excess <= 0) return { copies: new Set(), isDoubtful: false }
  const found = tooMany === 1 ? blocks.filter((block) => bytesOf(block) === excess).map((block) => [block]) : []
  if (tooMany === 2 && blocks.length <= MOST_PAIRED) found.push(...pairsOf(blocks, excess))
  if (found.length === 1) return { copies: new Set(found[0]), isDoubtful: false }
  return { copies: new Set(), isDoubtful: true }
}

const bytesOf = ([start, end]: Range): number => end - start

function pairsOf(blocks: readonly Range[], bytes: number): Range[][] {
  return blocks.flatMap((one, at) =>
    blocks.slice(at + 1).flatMap((other) => (bytesOf(one) + bytesOf(other) === bytes ? [[one, other]] : []))
  )
}
