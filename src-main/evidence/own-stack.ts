import type { Range } from './glibc-memory.ts'
import type { ProcessMemory } from './process-memory.ts'

const PAGE = 4096
const WORD = 8
/** Pages above the stack pointer in which the thread's block is looked for. */
const PAGES_LOOKED_AT = 256
/** The block that glibc keeps of a thread at the top of its stack (nptl/descr.h, struct pthread): 0x900 bytes in glibc 2.36. */
const BLOCK = 0x900
const ALIGNMENT = 64
const SELF = 2
const MOST_GUARD = 64 * 1024
/** Between the block's end and that of the stack: what alignment leaves. */
const MOST_LEFT = 64 * 1024

/**
 * The stack that a thread runs on, by the block at its top, which points to itself and contains where the stack begins and how long
 * it is (`stackblock`, `stackblock_size`). So a stack that the program made itself is distinguished from the memory around it.
 * @param pointer the thread's stack pointer
 * @param mapping the range that the pointer points into
 * @returns null where no such block is found
 */
export function ownStackRange(memory: ProcessMemory, pointer: number, [start, end]: Range): Range | null {
  const first = pointer - (pointer % PAGE)
  for (let page = first; page < Math.min(end, first + PAGES_LOOKED_AT * PAGE); page += PAGE) {
    const words = memory.words(page, PAGE / WORD)
    if (words === null) continue
    for (let at = 0; at + SELF < words.length; at += ALIGNMENT / WORD) {
      const block = page + at * WORD
      if (block <= pointer || words[at] !== block || words[at + SELF] !== block) continue
      return rangeIn(memory.words(block, BLOCK / WORD), pointer, block, start)
    }
  }
  return null
}

function rangeIn(words: Float64Array | null, pointer: number, block: number, lowest: number): Range | null {
  if (words === null) return null
  for (let at = SELF; at + 1 < words.length; at++) {
    const start = words[at]!
    const end = start + words[at + 1]!
    const rest = end - (block + BLOCK)
    // Of a stack that glibc made, the guard before it counts to it.
    const isBelow = start <= pointer && start >= lowest - MOST_GUARD
    if (isBelow && rest >= -PAGE && rest < MOST_LEFT) return [Math.max(start, lowest), end]
  }
  return null
}
