import { label, partOfSame, type Label } from './label.ts'
import type { Recogniser } from './recogniser.ts'
import type { RuntimeId } from './runtimes.ts'
import { LARGEST_GUARD, type RowCursor } from './row-cursor.ts'

const MIB = 1024 * 1024
/** The usual default of RLIMIT_STACK, which glibc takes as the size of a thread's stack. */
const DEFAULT_STACK_BYTES = 8 * MIB
const SMALLEST_STACK_BYTES = 16 * 1024
const LARGEST_STACK_BYTES = 64 * MIB

/**
 * Whether a row has the shape of a thread's stack. glibc maps them with MAP_STACK, which the kernel turns into "no huge
 * pages" (VmFlags `nh`, since Linux 6.7; 223 of 223 measured) without `nr`, and puts a guard without access before them (up
 * to glibc 2.41). On older kernels and in maps text only the guard and the usual size of 8 MiB remain as evidence.
 */
function hasStackShape(cursor: RowCursor, row: number): boolean {
  if (!cursor.isPlainAnonymous(row) || !cursor.isReadWrite(row)) return false
  const bytes = cursor.bytesOf(row)
  if (bytes < SMALLEST_STACK_BYTES || bytes > LARGEST_STACK_BYTES) return false
  const isUsualSize = bytes === DEFAULT_STACK_BYTES
  const isGuarded = cursor.isGuarded(row)
  // Memory for which huge pages were asked (a garbage collector's tables) or that is not for a child (V8) is no stack.
  if (cursor.hasFlag('hg', row) === true || cursor.hasFlag('dc', row) === true) return false
  if (cursor.hasFlag('nh', row) === true) return cursor.hasFlag('nr', row) === false && (isGuarded || isUsualSize)
  return isGuarded && isUsualSize && !(cursor.hasFlags && cursor.knowsStackFlag)
}

/** Runtimes that mark memory of their own as stacks are marked, or have stacks of their own. */
const OTHER_USERS: readonly RuntimeId[] = ['go', 'asan', 'tsan', 'msan', 'jvm', 'valgrind']

/**
 * Whether a row is a stack that no thread is on, where threads reported their stacks: of one that ended, which glibc keeps for the
 * next (nptl/nptl-stack.c), of a coroutine, or of a thread that could not be asked.
 */
function isIdleStack(cursor: RowCursor, row: number): boolean {
  if (!cursor.observed.isInside || cursor.hasAny(OTHER_USERS) || !hasStackShape(cursor, row)) return false
  // Of the usual size only: a program may keep huge pages out of a guarded buffer of its own, too.
  if (cursor.bytesOf(row) !== DEFAULT_STACK_BYTES) return false
  return (
    cursor.hasFlag('nh', row) === true && row > 0 && cursor.hasNoAccess(row - 1) && cursor.isFollowedDirectly(row - 1)
  )
}

/** Whether stacks may be guessed by their shape: not where the process has one thread, or its threads reported their stacks. */
const mayGuess = ({ observed }: RowCursor): boolean => !observed.isInside && observed.threads !== 1

/** Stacks of threads and the guards before them. A stack and its guard are one thing. */
export function recogniseStack(): Recogniser {
  let number = 0
  /** The stack that the next row is, when its guard has been recognised already. */
  let waiting: Label | null = null
  let waitingRow = -1
  const idle = (cursor: RowCursor): Label =>
    label('stack', 'probable', cursor.observed.isEveryStackKnown ? 'thread-stack-idle' : 'thread-stack-unclaimed', {
      purpose: 'idle-stack',
      values: { number: ++number }
    })

  function stackAt(cursor: RowCursor, row: number): Label | null {
    const known = cursor.spans.find(cursor.startOf(row), cursor.endOf(row))
    // Of a stack that shares its mapping with other memory, the parts are recognised (recogniseObserved).
    if (known !== null && known.known >= 0.5)
      return known.label.category === 'stack' && known.share === 1 ? known.label : null
    if (isIdleStack(cursor, row)) return idle(cursor)
    if (!mayGuess(cursor) || !hasStackShape(cursor, row)) return null
    const isMarked = cursor.hasFlag('nh', row) === true
    // A program may map a guarded buffer like a stack, too; of the usual size that is hardly ever so.
    const sureness = isMarked && cursor.bytesOf(row) === DEFAULT_STACK_BYTES ? 'inferred' : 'probable'
    const evidence = isMarked ? 'thread-stack' : 'thread-stack-size'
    return label('stack', sureness, evidence, { purpose: 'thread-stack', values: { number: ++number } })
  }
  return {
    recognise(cursor) {
      if (!cursor.isPlainAnonymous()) return null
      const { row } = cursor
      if (waitingRow === row) return waiting
      if (!cursor.hasNoAccess()) return cursor.isReadWrite() ? stackAt(cursor, row) : null
      if (cursor.bytes > LARGEST_GUARD || !cursor.isFollowedDirectly()) return null
      const stack = stackAt(cursor, row + 1)
      if (stack === null) return null
      waiting = stack
      waitingRow = row + 1
      return partOfSame(stack, 'reserved', 'guard', 'guard')
    }
  }
}
