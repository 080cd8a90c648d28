import { label } from '#shared/classify/label.ts'
import {
  mappingEnd,
  mappingStart,
  PERM_EXEC,
  PERM_READ,
  PERM_SHARED,
  PERM_WRITE,
  type MappingTable
} from '#shared/memory/mapping-table.ts'
import type { ProcessMemory } from './process-memory.ts'
import type { SpanSet } from './span-set.ts'

const PAGE = 256 * 1024
const MIB = 1024 ** 2
const GIB = 1024 ** 3
/** Pages of heaps whose pointers are compressed lie in a cage of 4 GiB, at the beginning of the sandbox. */
const CAGE = 4 * GIB
const TRUSTED = GIB
const CODE = 512 * MIB
const SANDBOX = 1024 * GIB
/** Numbers of the pages in each, one behind the other. */
const FIRST_TRUSTED = CAGE / PAGE
const FIRST_CODE = FIRST_TRUSTED + TRUSTED / PAGE
const MOST_NUMBERS = FIRST_CODE + CODE / PAGE
/** Main flags of a page are bits of one or two bytes. */
const MOST_FLAGS = 0xffff
/** This many pages of the cage must agree where it begins: a heap has more for what never changes. */
const LEAST_PAGES = 4
const MOST_PAGES = 32_768

/** Where V8 keeps its heap; null for what was not found. First addresses. */
export interface V8Cages {
  readonly main: number
  readonly trusted: number | null
  readonly code: number | null
}

/**
 * The cages of a V8 with compressed pointers and sandbox. Each page begins with its flags and its number: the index of its
 * metadata, which are outside. Numbers count the pages of the cage, then of the trusted range, then of the code range
 * (MemoryChunk::MetadataTableIndex, src/heap/memory-chunk.cc and memory-chunk-constants.h of V8; verified with Chromium 156).
 * So a page gives the start of its cage, and all pages of a cage must agree. The space of a page is recorded in its
 * metadata only, to which nothing readable leads.
 */
export function v8Cages(memory: ProcessMemory, table: MappingTable): V8Cages | null {
  const votes = { main: new Map<number, number>(), trusted: new Map<number, number>(), code: new Map<number, number>() }
  let looked = 0
  for (let row = 0; row < table.rowCount; row++) {
    if (!isPlainMemory(table, row)) continue
    const end = mappingEnd(table, row)
    for (let at = Math.ceil(mappingStart(table, row) / PAGE) * PAGE; at < end; at += PAGE) {
      if (++looked > MOST_PAGES || memory.isOver) return null
      const number = pageNumber(memory, at)
      // A page of zeros would be number 0 of a cage that begins with it.
      if (number === null || number === 0) continue
      const [cage, first] =
        number >= FIRST_CODE
          ? [votes.code, FIRST_CODE]
          : number >= FIRST_TRUSTED
            ? [votes.trusted, FIRST_TRUSTED]
            : [votes.main, 0]
      const base = at - (number - first) * PAGE
      cage.set(base, (cage.get(base) ?? 0) + 1)
    }
  }
  const main = mostVoted(votes.main, CAGE, LEAST_PAGES)
  return main === null
    ? null
    : { main, trusted: mostVoted(votes.trusted, TRUSTED, 1), code: mostVoted(votes.code, PAGE, 1) }
}

/** Private memory without a name that may be read. */
function isPlainMemory(table: MappingTable, row: number): boolean {
  return table.backing[row] === 0 && (table.perms[row]! & (PERM_READ | PERM_SHARED)) === PERM_READ
}

function pageNumber(memory: ProcessMemory, page: number): number | null {
  const [flags, number] = memory.words(page, 2) ?? []
  return flags === undefined || number === undefined || flags > MOST_FLAGS || number >= MOST_NUMBERS ? null : number
}

/** The base that most pages give for their cage; null where too few agree, or two bases have as many pages. */
function mostVoted(votes: ReadonlyMap<number, number>, alignment: number, least: number): number | null {
  const ranked = [...votes].filter(([base, count]) => base % alignment === 0 && count >= least)
  const [first, second] = ranked.sort((a, b) => b[1] - a[1])
  return first === undefined || first[1] === second?.[1] ? null : first[0]
}

/**
 * Adds what lies in the cages, and in the rest of the sandbox: there V8 has memory that scripts use through buffers
 * (src/sandbox/README.md).
 * @param owner the runtime's name, with its version
 */
export function addV8Cages(memory: ProcessMemory, table: MappingTable, owner: string, into: SpanSet): void {
  const cages = v8Cages(memory, table)
  if (cages === null) return
  const { main, trusted, code } = cages
  const depth = 'inside' as const
  const heap = label('runtime', 'inferred', 'v8-cage-page', { purpose: 'v8-heap', kind: 'v8-heap', owner, depth })
  const space = (name: string) =>
    label('runtime', 'inferred', 'v8-cage-page', {
      purpose: 'v8-space',
      values: { space: name },
      kind: 'v8-heap',
      owner,
      depth
    })
  const [readOnly, trustedSpace] = [space('read-only space'), space('trusted space')]
  const codeRange = label('runtime', 'inferred', 'v8-cage-page', { purpose: 'v8-code', owner, depth })
  const buffers = label('runtime', 'inferred', 'v8-cage-rest', { purpose: 'v8-buffers', owner, depth })
  const sandboxEnd = endOfSandbox(table, main)
  for (let row = 0; row < table.rowCount; row++) {
    if (!isPlainMemory(table, row)) continue
    const [start, end] = [mappingStart(table, row), mappingEnd(table, row)]
    const isIn = (from: number | null, bytes: number): boolean => from !== null && start >= from && end <= from + bytes
    const perms = table.perms[row]!
    if (isIn(main, CAGE)) into.add(start, end, (perms & PERM_WRITE) === 0 ? readOnly : heap)
    else if (isIn(trusted, TRUSTED)) into.add(start, end, trustedSpace)
    else if (isIn(code, CODE) && (perms & PERM_EXEC) !== 0) into.add(start, end, codeRange)
    else if (start >= main + CAGE && end <= sandboxEnd) into.add(start, end, buffers)
  }
}

/** First address behind the mappings that follow the cage without a gap, within a sandbox's size. */
function endOfSandbox(table: MappingTable, main: number): number {
  let end = main
  for (let row = 0; row < table.rowCount; row++) {
    if (mappingStart(table, row) <= end && mappingEnd(table, row) > end) end = mappingEnd(table, row)
  }
  return Math.min(end, main + SANDBOX)
}
