import { label } from './label.ts'
import type { Recogniser } from './recogniser.ts'

const MIB = 1024 * 1024
/** The usual default of RLIMIT_STACK, which glibc takes as the size of a thread's stack. */
const DEFAULT_STACK_BYTES = 8 * MIB
const SMALLEST_STACK_BYTES = 16 * 1024
const LARGEST_STACK_BYTES = 64 * MIB

const THREAD_STACK = label('stack', 'inferred', 'thread-stack', { purpose: 'thread-stack' })

/**
 * Stacks of threads. glibc maps them with MAP_STACK, which the kernel turns into "no huge pages" (VmFlags `nh`, since
 * Linux 6.7) without `nr`; before them stands a guard without access (glibc up to 2.41). On older kernels and in maps
 * text only the guard and the usual size of 8 MiB remain as evidence.
 */
export const recogniseThreadStack: Recogniser = {
  id: 'thread-stack',
  recognise(cursor) {
    if (!cursor.isPlainAnonymous() || !cursor.isReadWrite()) return null
    if (cursor.bytes < SMALLEST_STACK_BYTES || cursor.bytes > LARGEST_STACK_BYTES) return null
    const isGuarded = cursor.followsDirectly() && cursor.hasNoAccess(cursor.row - 1)
    const isStackMapping = cursor.hasFlag('nh') === true && cursor.hasFlag('nr') === false
    const isUsualSize = cursor.bytes === DEFAULT_STACK_BYTES
    return (isGuarded && (isStackMapping || isUsualSize)) || (isStackMapping && isUsualSize) ? THREAD_STACK : null
  }
}
