import { label, type Label } from '#shared/classify/label.ts'
import {
  flagsText,
  mappingEnd,
  mappingStart,
  PERM_EXEC,
  PERM_READ,
  PERM_SHARED,
  PERM_WRITE,
  type MappingTable
} from '#shared/memory/mapping-table.ts'
import { PagedWords } from './paged-words.ts'
import type { ProcessMemory } from './process-memory.ts'
import type { SpanSet } from './span-set.ts'

/** A page of V8's heap with the space that it belongs to. */
export interface V8Page {
  readonly start: number
  /** First address after it. */
  readonly end: number
  readonly space: V8Space
}

/** V8's own words for them. */
export type V8Space =
  'read-only space' | 'new space' | 'old space' | 'code space' | 'shared space' | 'trusted space' | 'large objects'

/** Pages begin at multiples of 256 KiB; those for one large object are longer. */
const PAGE = 256 * 1024
const WORD = 8
const HEAD_WORDS = 12
/** Pages that are looked at: 8 GiB of them. */
const MOST_PAGES = 32_768
/** 8 MiB of structures of the heap. */
const MOST_STRUCTURES = 2048
/** Flags of pages in the two halves of the young generation (FROM_PAGE, TO_PAGE). */
const YOUNG = 0x18
const MOST_SPACES = 16

/** The content of the head of a page, in either of the two ways in which V8 writes it. */
interface Head {
  readonly size: number
  readonly flags: number
  readonly space: number
  /** The head is a word of flags, and the rest is elsewhere (V8 12 and later). */
  readonly isShort: boolean
}

/**
 * Pages of V8's heap by their heads (src/heap/basic-memory-chunk.h of V8 11.3, memory-chunk.h and memory-chunk-metadata.h
 * of 13.6; verified with Node 20.20, 24.21 and 26.10, against v8.getHeapSpaceStatistics). A head counts only where it points back to
 * its page, and its space to the same heap. With compressed pointers (Chromium) heads are others: nothing is found. Pages for
 * which there is no time are left.
 */
export function v8Pages(memory: ProcessMemory, table: MappingTable): V8Page[] {
  const structures = new PagedWords(memory, MOST_STRUCTURES)
  const pages: V8Page[] = []
  let looked = 0
  for (let row = 0; row < table.rowCount; row++) {
    if (!mayHoldPages(table, row)) continue
    const end = mappingEnd(table, row)
    for (let at = Math.ceil(mappingStart(table, row) / PAGE) * PAGE; at < end;) {
      if (++looked > MOST_PAGES || memory.isOver) return pages
      const words = memory.words(at, HEAD_WORDS)
      const head = words === null ? null : (longHead(structures, at, words) ?? shortHead(structures, at, words))
      const space = head === null ? null : spaceOf(head, table, at)
      if (head === null || space === null) at += PAGE
      else {
        pages.push({ start: at, end: at + head.size, space })
        at += Math.ceil(head.size / PAGE) * PAGE
      }
    }
  }
  return pages
}

/** Private memory without a name that is not copied to forked children (dc), where the source reports that. */
function mayHoldPages(table: MappingTable, row: number): boolean {
  const wanted = PERM_READ | PERM_WRITE
  if (table.backing[row] !== 0 || (table.perms[row]! & (wanted | PERM_SHARED)) !== wanted) return false
  return flagsText(table, row)?.split(' ').includes('dc') !== false
}

/** Size, flags, heap, both ends of the area, four more words, the space, and the reservation (of the page itself). */
function longHead(structures: PagedWords, page: number, words: Float64Array): Head | null {
  const [size, flags, heap, from, to, , , , owner, , begin] = words as unknown as number[]
  if (begin !== page || !isArea(page, size!, from!, to!)) return null
  const space = spaceNumber(structures, owner!, heap!)
  return space === null ? null : { size: size!, flags: flags! % 2 ** 32, space, isShort: false }
}

/** Flags and where the rest is: the reservation (of the page itself), its size, ends of the area, the heap, the space. */
function shortHead(structures: PagedWords, page: number, words: Float64Array): Head | null {
  const [flags, rest] = words as unknown as [number, number]
  if (rest % WORD !== 0 || structures.word(rest + WORD) !== page) return null
  const [size, to, heap, from, owner] = [6, 7, 8, 9, 10].map((at) => structures.word(rest + at * WORD))
  if (size == null || to == null || heap == null || from == null || owner == null) return null
  if (!isArea(page, size, from, to)) return null
  const space = spaceNumber(structures, owner, heap)
  return space === null ? null : { size, flags: flags % 2 ** 32, space, isShort: true }
}

function isArea(page: number, size: number, from: number, to: number): boolean {
  return size >= 4096 && size <= 2 ** 40 && from > page && from < to && to <= page + size
}

/** The number of a space: behind its table of functions and its heap. */
function spaceNumber(structures: PagedWords, owner: number, heap: number): number | null {
  if (owner % WORD !== 0 || structures.word(owner + WORD) !== heap) return null
  const number = structures.half(owner + 2 * WORD)
  return number !== null && number < MOST_SPACES ? number : null
}

/**
 * The numbers of spaces differ between versions (AllocationSpace, src/common/globals.h); those that are the same in all with
 * such a head are reported, where what else is known of the page agrees.
 */
function spaceOf({ size, flags, space, isShort }: Head, table: MappingTable, page: number): V8Space | null {
  const isYoung = (flags & YOUNG) !== 0
  if (size > PAGE) return isYoung || space >= 4 ? 'large objects' : null
  if (space === 0) return 'read-only space'
  if (space === 1) return isYoung ? 'new space' : null
  if (isYoung) return null
  if (space === 2) return 'old space'
  if (space === 3) return isExecutedIn(table, page, page + size) ? 'code space' : null
  if (space === 4) return 'shared space'
  return space === 5 && isShort ? 'trusted space' : null
}

/** Whether a part of a range may be executed. */
function isExecutedIn(table: MappingTable, start: number, end: number): boolean {
  for (let row = 0; row < table.rowCount && mappingStart(table, row) < end; row++) {
    if (mappingEnd(table, row) > start && (table.perms[row]! & PERM_EXEC) !== 0) return true
  }
  return false
}

/** Adds the pages of V8's heap, each space as one thing. @param owner the runtime's name, with its version */
export function addV8Pages(memory: ProcessMemory, table: MappingTable, owner: string, into: SpanSet): void {
  const labels = new Map<V8Space, Label>()
  for (const { start, end, space } of v8Pages(memory, table)) {
    let made = labels.get(space)
    if (made === undefined) {
      const parts = { purpose: 'v8-space', values: { space }, kind: 'v8-heap', owner, depth: 'inside' } as const
      labels.set(space, (made = label('runtime', 'inferred', 'v8-page', parts)))
    }
    into.add(start, end, made)
  }
}
