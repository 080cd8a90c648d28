import { mappingEnd, mappingStart, type MappingTable } from '#shared/memory/mapping-table.ts'
import type { LoadedModule } from './loaded-modules.ts'
import type { Range } from './glibc-memory.ts'
import type { ProcessMemory } from './process-memory.ts'

/** d_tag of the entry of the dynamic section for ld.so (elf.h, DT_DEBUG), and entries that are looked at for it. */
const DT_DEBUG = 21
const MOST_DYNAMIC = 256
/** struct r_debug of link.h: {int r_version; struct link_map *r_map; …}. */
const MAP_OF_DEBUG = 8
/** struct link_map: {l_addr, l_name, l_ld, l_next, l_prev}. */
const NEXT = 3
const PREVIOUS = 4
/** The part of it that is private to ld.so is at least this large (include/link.h, glibc 2.31 to 2.41: some 1,150 bytes). */
const WORDS_OF_ENTRY = 128
const MOST_LIBRARIES = 4096
const PAGE = 4096
/** An entry and the texts behind it lie in this many pages. */
/** The kernel maps the files of a starting program one below the other; allocators of browsers lie far from them. */
const FAR = 4 * 1024 ** 3
/** Pages between two entries, or before the first, that are the loader's, too. */
const NEAR = 16 * 1024
const ENTRY_PAGES = 2

/**
 * Entries of the list of libraries that ld.so keeps for debuggers (link.h), beginning with the program's own.
 * @returns addresses; none where the program was linked statically
 */
function libraryEntries(memory: ProcessMemory, program: LoadedModule): number[] {
  if (program.bias === null || program.file.dynamic === null) return []
  let debug = 0
  const dynamic = program.bias + program.file.dynamic
  for (let entry = 0; entry < MOST_DYNAMIC && debug === 0; entry++) {
    const [tag, value] = memory.words(dynamic + entry * 16, 2) ?? [0, 0]
    if (tag === 0) return []
    if (tag === DT_DEBUG) debug = value!
  }
  const entries: number[] = []
  let previous = 0
  for (let at = memory.word(debug + MAP_OF_DEBUG) ?? 0; at !== 0 && entries.length < MOST_LIBRARIES;) {
    const words = memory.words(at, 5)
    // Each names the one before it: what does not is not an entry.
    if (words === null || words[PREVIOUS] !== previous) break
    entries.push(at)
    previous = at
    at = words[NEXT]!
  }
  return entries
}

/** What an entry points to: names, lists of versions and of other libraries, which ld.so keeps beside it. */
function pointersIn(memory: ProcessMemory, entry: number): number[] {
  return [...(memory.words(entry, WORDS_OF_ENTRY) ?? [])].filter((word) => word > PAGE && word % 8 === 0)
}

/**
 * Memory without a name in which ld.so keeps its list of libraries: mapped before malloc was there (elf/dl-minimal-malloc.c),
 * and so near ld.so itself.
 * @param loader where ld.so is mapped; null where that is not known
 */
export function loaderRanges(
  memory: ProcessMemory,
  table: MappingTable,
  program: LoadedModule,
  loader: number | null
): Range[] {
  // What is loaded later has its entry in memory of malloc, whoever provides that.
  const isNear = (entry: number): boolean => loader === null || Math.abs(entry - loader) < FAR
  const own = libraryEntries(memory, program).filter(isNear)
  const entries = [...own, ...own.flatMap((entry) => pointersIn(memory, entry))].filter(isNear).sort((a, b) => a - b)
  const ranges: Range[] = []
  let row = 0
  for (const entry of entries) {
    while (row < table.rowCount && mappingEnd(table, row) <= entry) row++
    if (row >= table.rowCount || table.backing[row] !== 0 || mappingStart(table, row) > entry) continue
    const [start, end] = [mappingStart(table, row), mappingEnd(table, row)]
    const page = entry - (entry % PAGE)
    const last = ranges.at(-1)
    const entryEnd = Math.min(end, page + ENTRY_PAGES * PAGE)
    // Between two entries in one mapping the loader keeps what belongs to them.
    if (last !== undefined && last[0] >= start && entry - last[1] <= NEAR)
      ranges[ranges.length - 1] = [last[0], entryEnd]
    else ranges.push([entry - start <= NEAR ? start : page, entryEnd])
  }
  return ranges
}

/** The thread control block of x86-64 and what follows it (nptl/descr.h): tcbhead_t {tcb, dtv, self, …}, aligned to 64 bytes. */
const ALIGNMENT = 64
const SELF = 2
/** struct pthread behind it, rounded up, and the alignment of what comes before: the block is in the last pages. */
const LAST_PAGES = 8
/** struct pthread with what it begins with: 0x900 bytes in glibc 2.36. */
const BLOCK = 0x900
const LARGEST_TLS = 4 * 1024 * 1024

/** Room that glibc keeps for thread-local variables of libraries that are loaded later, unless it is tuned (elf/dl-tls.c). */
const SURPLUS = 1664

/**
 * Where the thread-local variables of the main thread and the block behind them are, which points to itself twice: at the end
 * of a mapping (TLS variant II of the ELF handling of TLS, x86-64); null where the mapping does not end so.
 * @param variables bytes of thread-local variables in all modules
 */
export function threadBlockRange(memory: ProcessMemory, start: number, end: number, variables: number): Range | null {
  if (end - start > LARGEST_TLS) return null
  for (let page = end - PAGE; page >= Math.max(start, end - LAST_PAGES * PAGE); page -= PAGE) {
    const words = memory.words(page, PAGE / 8)
    if (words === null) continue
    for (let at = 0; at + SELF < words.length; at += ALIGNMENT / 8) {
      const own = page + at * 8
      if (words[at] !== own || words[at + SELF] !== own) continue
      const first = own - variables - SURPLUS
      const last = own + BLOCK + PAGE - 1
      return [Math.max(start, first - (first % PAGE)), Math.min(end, last - (last % PAGE))]
    }
  }
  return null
}
