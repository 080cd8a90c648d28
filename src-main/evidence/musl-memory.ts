import type { ProcessMemory } from './process-memory.ts'

/** Pages from a mapping's beginning in which a group is looked for: the loader may have used the first ones. */
const PAGES_LOOKED_AT = 16
const PAGE = 4096
const MEMORY_OF_META = 16

/** Whether a mapping holds a group of musl's malloc (mallocng/meta.h): its first word is its meta, whose `mem` points back. */
export function holdsMuslGroup(memory: ProcessMemory, start: number, end: number): boolean {
  const last = Math.min(end, start + PAGES_LOOKED_AT * PAGE)
  for (let at = start; at < last; at += PAGE) {
    const meta = memory.word(at)
    if (meta === null || meta === 0 || meta % 8 !== 0) continue
    if (memory.word(meta + MEMORY_OF_META) === at) return true
  }
  return false
}
