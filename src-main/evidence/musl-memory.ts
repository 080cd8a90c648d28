import type { Range } from './glibc-memory.ts'
import type { PageBudget, ProcessMemory } from './process-memory.ts'

/** Pages from a mapping's beginning in which a group is looked for: the loader may have used the first ones. */
const PAGES_LOOKED_AT = 16
const PAGE = 4096
/** Where a meta has the address of its group, and its bits with the number of pages that the group was mapped with. */
const MEMORY_OF_META = 16
const BITS_OF_META = 32
/** Below the number of pages: index of the last slot, whether it may be given back, and the class of size. */
const PAGES_UNIT = 2 ** 12
const LARGEST_GROUP = 2 ** 46

/**
 * Bytes of the group of musl's malloc that begins at an address (mallocng/meta.h of musl 1.2.1 to 1.2.5, verified with
 * 1.2.3): its first word is its meta, whose `mem` points back. 0 where none begins, and where one does that lies in a slot
 * of another group.
 */
function groupBytesAt(memory: ProcessMemory, address: number): number {
  const meta = memory.word(address)
  if (meta === null || meta === 0 || meta % 8 !== 0) return 0
  if (memory.word(meta + MEMORY_OF_META) !== address) return 0
  const bytes = Math.floor((memory.word(meta + BITS_OF_META) ?? 0) / PAGES_UNIT) * PAGE
  return bytes <= LARGEST_GROUP ? bytes : 0
}

/** Whether a mapping begins with groups of musl's malloc. */
export function holdsMuslGroup(memory: ProcessMemory, start: number, end: number): boolean {
  const last = Math.min(end, start + PAGES_LOOKED_AT * PAGE)
  for (let at = start; at < last; at += PAGE) if (groupBytesAt(memory, at) > 0) return true
  return false
}

/**
 * The groups in a range; the kernel joins them with stacks of threads and whatever else lies beside them.
 * @param budget pages that may be looked at without a find
 * @returns ranges in order, those that touch as one
 */
export function muslGroups(memory: ProcessMemory, start: number, end: number, budget: PageBudget): Range[] {
  const found: [number, number][] = []
  for (let at = start; at < end && budget.left > 0;) {
    const bytes = groupBytesAt(memory, at)
    if (bytes === 0) {
      budget.left--
      at = memory.nextResident(at + PAGE, end, budget)
      continue
    }
    const last = found.at(-1)
    const behind = Math.min(end, at + bytes)
    if (last?.[1] === at) last[1] = behind
    else found.push([at, behind])
    at = behind
  }
  return found
}
