import {
  PAGE_EXCLUSIVE,
  PAGE_FILE,
  PAGE_GUARD,
  PAGE_RESIDENT,
  PAGE_SOFT_DIRTY,
  PAGE_SWAPPED,
  type PageRunBuilder
} from './page-runs.ts'

/** Bytes of an entry of /proc/PID/pagemap, one a page (Documentation/admin-guide/mm/pagemap.rst). */
export const ENTRY_BYTES = 8

/** Bits of an entry's upper half. */
const PRESENT = 1 << 31
const SWAPPED = 1 << 30
const FILE = 1 << 29
const GUARD = 1 << 26
const EXCLUSIVE = 1 << 24
const SOFT_DIRTY = 1 << 23

/** PAGE_* bits of one entry, from its upper 32 bits. Guard pages have the swap bit too (seen on Linux 6.18), so guard goes first. */
export function pageBits(upper: number): number {
  const soft = upper & SOFT_DIRTY ? PAGE_SOFT_DIRTY : 0
  if (upper & GUARD) return PAGE_GUARD
  if (upper & PRESENT) {
    return PAGE_RESIDENT | (upper & FILE ? PAGE_FILE : 0) | (upper & EXCLUSIVE ? PAGE_EXCLUSIVE : 0) | soft
  }
  return upper & SWAPPED ? PAGE_SWAPPED | (upper & FILE ? PAGE_FILE : 0) | soft : 0
}

/**
 * Adds entries of pagemap to a builder.
 * @param entries in the machine's byte order, little endian
 * @param weight how many pages each entry represents, where only some are read
 */
export function addEntries(builder: PageRunBuilder, entries: Uint32Array, weight = 1): void {
  let last = -1
  let bits = 0
  let pages = 0
  for (let at = 1; at < entries.length; at += 2) {
    // The page's frame number fills the lower half, and a part of the upper one for those who may see it.
    const upper = entries[at]! & ~0x7fffff
    if (upper !== last) {
      builder.add(pages * weight, bits)
      pages = 0
      last = upper
      bits = pageBits(upper)
    }
    pages++
  }
  builder.add(pages * weight, bits)
}
