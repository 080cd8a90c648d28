import type { GeneratedFunction } from './generated-code.ts'

/** Reads bytes of a file; fewer where it ends. */
export type ReadAt = (offset: number, length: number) => Uint8Array

const MAGIC = 0x4a695444
const HEADER = 40
const RECORD = 16
/** Behind a record's head: process and thread (4 bytes each), address in the file, address of the code, size, number (8 each). */
const LOAD = RECORD + 40
const CODE_LOAD = 0
const MOST_RECORDS = 200_000
const LONGEST_NAME = 1024
const decoder = new TextDecoder()

/**
 * The functions of a jit dump (tools/perf/Documentation/jitdump-specification.txt of the kernel, version 1; written by Node
 * with --perf-prof, by JVM agents, by Mono). Of a damaged file, what is before the damage.
 * @param most records that are read
 * @param at where to go on reading, as an earlier reading returned it; 0 from the beginning
 */
export function readJitDump(
  read: ReadAt,
  at = 0,
  most = MOST_RECORDS
): { readonly functions: GeneratedFunction[]; readonly next: number } {
  const functions: GeneratedFunction[] = []
  let next = at
  if (next === 0) {
    const head = viewOf(read(0, HEADER))
    if (head === null || head.byteLength < HEADER || head.getUint32(0, true) !== MAGIC) return { functions, next }
    next = Math.max(HEADER, head.getUint32(8, true))
  }
  for (let count = 0; count < most; count++) {
    const record = viewOf(read(next, LOAD + LONGEST_NAME))
    if (record === null || record.byteLength < RECORD) break
    const [kind, size] = [record.getUint32(0, true), record.getUint32(4, true)]
    if (size < RECORD) break
    // A record that is being written is read another time.
    if (read(next + size - 1, 1).length === 0) break
    const own = functionOf(record, kind)
    if (own !== null) functions.push(own)
    next += size
  }
  return { functions, next }
}

function functionOf(record: DataView, kind: number): GeneratedFunction | null {
  // Code that moved (kind 1) has no name in its record, only its number.
  if (kind !== CODE_LOAD || record.byteLength < LOAD) return null
  const word = (offset: number): number => Number(record.getBigUint64(RECORD + offset, true))
  const [start, bytes] = [word(16), word(24)]
  if (!(bytes > 0 && start + bytes <= Number.MAX_SAFE_INTEGER)) return null
  const rest = new Uint8Array(record.buffer, record.byteOffset + LOAD, record.byteLength - LOAD)
  const end = rest.indexOf(0)
  return { start, bytes, name: decoder.decode(rest.subarray(0, end < 0 ? rest.length : end)) }
}

function viewOf(bytes: Uint8Array): DataView | null {
  return bytes.length === 0 ? null : new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
}
