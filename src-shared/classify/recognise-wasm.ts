import { V8 } from './anonymous-rule.ts'
import { label, partOfSame, type Label } from './label.ts'
import type { Recogniser } from './recogniser.ts'
import type { RowCursor } from './row-cursor.ts'

const GIB = 1024 ** 3
/** The memory and the addresses behind it: up to 8 GiB, to which the kernel joins the guard before another one. */
const WITH_GUARD = [8 * GIB, 10 * GIB]
const GUARD_BEFORE = 2 * GIB

/** Whether a row is memory of 64 KiB pages whose guard region follows. */
function isWasmMemory(cursor: RowCursor, row: number): boolean {
  const next = row + 1
  if (!cursor.isPlainAnonymous(row) || !cursor.isReadWrite(row)) return false
  if (cursor.bytesOf(row) % (64 * 1024) !== 0 || cursor.hasFlag('dc', row) === false) return false
  if (!cursor.isFollowedDirectly(row) || !cursor.isPlainAnonymous(next) || !cursor.hasNoAccess(next)) return false
  return WITH_GUARD.includes(cursor.bytesOf(row) + cursor.bytesOf(next))
}

/** Whether a row is the guard region in front of the memory that follows. */
const isGuardBefore = (cursor: RowCursor): boolean =>
  cursor.hasNoAccess() &&
  cursor.bytes === GUARD_BEFORE &&
  cursor.isFollowedDirectly() &&
  isWasmMemory(cursor, cursor.row + 1)

/**
 * WebAssembly's memory in V8: generated code checks no bounds, because a 32-bit index and offset end in addresses without
 * access (v8/src/objects/backing-store.cc). Node 20 keeps 2 GiB free in front and 8 GiB from its beginning on, Node 24 and 26
 * the latter only (each measured with memories of 1 to 6,250 MiB, with and without a maximum, shared and not). In a sandbox it
 * lies among other buffers, whose neighbours prove nothing; nor is memory known that has no guard region.
 */
export function recogniseWasm(): Recogniser {
  let memory: Label | null = null
  let guard: Label | null = null
  let guardRow = -1
  function made(cursor: RowCursor): { readonly memory: Label; readonly guard: Label } {
    const owner = cursor.firstOwner(V8)
    memory ??= label('runtime', 'inferred', 'wasm-memory', { purpose: 'wasm-memory', values: { owner }, owner })
    guard ??= partOfSame(memory, 'reserved', 'wasm-guard', 'rest')
    return { memory, guard }
  }
  return {
    recognise(cursor) {
      if (!cursor.isPlainAnonymous() || !cursor.hasAny(V8)) return null
      if (cursor.row === guardRow || isGuardBefore(cursor)) return made(cursor).guard
      if (!isWasmMemory(cursor, cursor.row)) return null
      guardRow = cursor.row + 1
      return made(cursor).memory
    }
  }
}
