import { finding } from './finding.ts'
import type { Recogniser } from './recogniser.ts'

/** glibc's HEAP_MAX_SIZE on 64-bit: every secondary arena starts at a multiple of it and reserves that much. */
const ARENA_BYTES = 64 * 1024 * 1024

const ARENA = finding('arena', 'inferred', 'arena')
const ARENA_REST = finding('reserved', 'inferred', 'arena-rest')

/**
 * glibc's secondary malloc arenas: a readable and writable part at a multiple of 64 MiB, then no access up to the next
 * multiple (measured with glibc 2.36: 5 of 5 arenas). A fully used arena has no such rest and stays unrecognised.
 */
export const recogniseArena: Recogniser = {
  id: 'arena',
  recognise(cursor) {
    if (!cursor.isPlainAnonymous()) return null
    if (cursor.previous === ARENA && cursor.hasNoAccess() && cursor.followsDirectly()) return ARENA_REST
    if (!cursor.isReadWrite() || cursor.start % ARENA_BYTES !== 0 || cursor.bytes >= ARENA_BYTES) return null
    if (!cursor.isFollowedDirectly()) return null
    const next = cursor.row + 1
    return cursor.isPlainAnonymous(next) && cursor.hasNoAccess(next) ? ARENA : null
  }
}
