import { label, partOfSame, type Label } from './label.ts'
import type { Recogniser } from './recogniser.ts'
import type { RowCursor } from './row-cursor.ts'

/** glibc's HEAP_MAX_SIZE on 64-bit: every secondary arena starts at a multiple of it and reserves that much. */
const ARENA_BYTES = 64 * 1024 * 1024

/** Where Go up to 1.25 asks for its heap, which begins and ends like arenas (runtime/malloc.go). */
const isGoAddress = (address: number): boolean => address >= 0xc000000000 && address < 0xc800000000

/** Whether a row is the used part of an arena: what follows it up to the next multiple of 64 MiB has no access. */
function isArena(cursor: RowCursor, row: number): boolean {
  if (!cursor.isPlainAnonymous(row) || !cursor.isReadWrite(row)) return false
  if (cursor.startOf(row) % ARENA_BYTES !== 0) return false
  // Reservations of V8, sanitizers and others carry dc or dd. glibc reserves arenas with MAP_NORESERVE; Go its heap without.
  if (cursor.hasFlag('dc', row) === true || cursor.hasFlag('dd', row) === true) return false
  if (cursor.hasFlag('nr', row) === false || isGoAddress(cursor.startOf(row))) return false
  const next = row + 1
  if (!cursor.isFollowedDirectly(row) || !cursor.isPlainAnonymous(next) || !cursor.hasNoAccess(next)) return false
  return cursor.endOf(next) === cursor.startOf(row) + ARENA_BYTES
}

function countArenas(cursor: RowCursor): number {
  let count = 0
  for (let row = 0; row < cursor.table.rowCount; row++) if (isArena(cursor, row)) count++
  return count
}

/**
 * glibc's secondary malloc arenas: a readable and writable part at a multiple of 64 MiB, then no access exactly up to the
 * next multiple (measured with glibc 2.36: 5 of 5 arenas). Without that end it may be anything: WebAssembly memory, a Java
 * heap, a Go heap and a sanitizer's allocator begin at such multiples too. A fully used arena has no such rest and stays
 * unrecognised here.
 */
export function recogniseArena(): Recogniser {
  let count = 0
  let number = 0
  let rest: Label | null = null
  return {
    recognise(cursor) {
      if (!cursor.isPlainAnonymous()) return null
      if (rest !== null && cursor.hasNoAccess() && cursor.followsDirectly()) {
        const found = rest
        rest = null
        return found
      }
      rest = null
      if (cursor.observed.isInside || !cursor.has('glibc') || !isArena(cursor, cursor.row)) return null
      count ||= countArenas(cursor)
      number++
      const arena = label('arena', 'inferred', 'arena', {
        purpose: 'arena',
        values: { number, count },
        owner: cursor.ownerName('glibc')
      })
      rest = partOfSame(arena, 'reserved', 'arena-rest', 'rest')
      return arena
    }
  }
}
