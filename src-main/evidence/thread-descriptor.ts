import type { ProcessMemory } from './process-memory.ts'

const PAGE = 4096
/** The descriptor is aligned to 64 bytes, and points to itself in its first and its third word (nptl/descr.h, x86-64). */
const ALIGNMENT = 64
const SELF = 2
/** Where it holds the thread's number: the same from glibc 2.17 to 2.41 (x86-64, `tid` of struct pthread). */
const TID = 0x2d0
/** The descriptor has some 2,300 bytes and is at the end of the stack (allocate_stack, nptl/allocatestack.c). */
const LAST_PAGES = 2

/**
 * Bytes at the end of a thread's stack that are no stack: its descriptor and, before it, its thread-local variables. Null
 * where there is no descriptor with that thread's number.
 * @param end first address after the stack
 * @param variables bytes of thread-local variables in all modules that were loaded when the program began
 */
export function threadLocalBytes(memory: ProcessMemory, end: number, tid: number, variables: number): number | null {
  for (let page = end - PAGE; page >= end - LAST_PAGES * PAGE; page -= PAGE) {
    const words = memory.words(page, PAGE / 8)
    if (words === null) return null
    for (let at = 0; at + SELF < words.length; at += ALIGNMENT / 8) {
      const own = page + at * 8
      if (words[at] !== own || words[at + SELF] !== own) continue
      const number = memory.words(own + TID, 1)?.[0]
      if (number !== undefined && number % 2 ** 32 === tid) return end - own + variables
    }
  }
  return null
}
