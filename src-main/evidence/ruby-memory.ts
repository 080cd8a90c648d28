import type { Range } from './glibc-memory.ts'
import type { ProcessMemory } from './process-memory.ts'

/** Ruby keeps its objects in pages of this size, at multiples of it (gc.c, HEAP_PAGE_ALIGN_LOG 16). */
const HEAP_PAGE = 64 * 1024
/** The objects of a page begin behind its header, within this many bytes. */
const LONGEST_HEADER = 512
/** struct heap_page: counts, flags, and within its first words `start`, where the page's objects begin (Ruby 2.x to 3.3). */
const WORDS_LOOKED_AT = 8

/** Whether a heap page begins at an address: its first word points to its struct heap_page, which points back into the page. */
function isHeapPage(memory: ProcessMemory, address: number): boolean {
  const own = memory.word(address)
  if (own === null || own === 0 || own % 8 !== 0) return false
  const words = memory.words(own, WORDS_LOOKED_AT)
  return words?.some((word) => word > address && word < address + LONGEST_HEADER) === true
}

/** Heap pages of Ruby in a range. They may be blocks of malloc, as on systems with pages of more than 16 KiB. */
export function rubyPages(memory: ProcessMemory, start: number, end: number): Range[] {
  const found: [number, number][] = []
  for (let at = Math.ceil(start / HEAP_PAGE) * HEAP_PAGE; at + HEAP_PAGE <= end; at += HEAP_PAGE) {
    if (!memory.isResident(at) || !isHeapPage(memory, at)) continue
    const last = found.at(-1)
    if (last?.[1] === at) last[1] = at + HEAP_PAGE
    else found.push([at, at + HEAP_PAGE])
  }
  return found
}
