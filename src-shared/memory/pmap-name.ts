import { mappingNameBytes, type MappingTable } from './mapping-table.ts'
import { textBytes } from './text-list.ts'
import { compareU64, newU64Column, setU64, u64Hex, type U64Column } from './u64-column.ts'

/** What pmap needs to know about a process to name its mappings. */
export interface NamingFacts {
  /** Field 28 of stat; null when it is unknown. */
  readonly startStack: bigint | null
  /** Minor number of the SysV shared memory device; null when it is unknown. */
  readonly shmMinor: number | null
}

export interface NamingOptions {
  /** -p */
  readonly isFullPath: boolean
  /** -k */
  readonly usesKernelNames: boolean
}

/**
 * A name as pmap chooses it: a string is pmap's own word in brackets, which it prints after two blanks; bytes are a part of
 * the kernel's text, untrusted.
 */
export type PmapName = string | Uint8Array

export const ANON = '[ anon ]'
export const STACK = '[ stack ]'

const SLASH = 47
const OPEN = 91
const CLOSE = 93
const SYSV = new TextEncoder().encode('/SYSV')

function includes(bytes: Uint8Array, part: Uint8Array): boolean {
  for (let at = bytes.indexOf(part[0]!); at >= 0; at = bytes.indexOf(part[0]!, at + 1)) {
    if (part.every((byte, i) => bytes[at + i] === byte)) return true
  }
  return false
}

/** `path` holds a slash. */
function pathPart(path: Uint8Array, isFullPath: boolean): Uint8Array {
  if (isFullPath) return path.subarray(path.indexOf(SLASH))
  const last = path.lastIndexOf(SLASH)
  return path.subarray(last === path.length - 1 ? last : last + 1)
}

/**
 * The name that pmap's default format, -d and -x give to all mappings of a backing (pmap 4.0.2, measured; -k as in 4.0.6):
 * the shmid, else the path, else with -k the kernel's bracketed name; null where it depends on the mapping's addresses (see
 * `holdsStackStart`).
 */
export function backingName(
  { backings }: MappingTable,
  backing: number,
  shmMinor: number | null,
  { isFullPath, usesKernelNames }: NamingOptions
): PmapName | null {
  const name = textBytes(backings.name, backing)
  if (backings.major[backing] === 0 && backings.minor[backing] === shmMinor && includes(name, SYSV)) {
    return `[ shmid=0x${u64Hex(backings.inode, backing, 1)} ]`
  }
  if (name.includes(SLASH)) return pathPart(name, isFullPath)
  if (usesKernelNames && name.at(-1) === CLOSE && name.includes(OPEN)) return name.subarray(name.indexOf(OPEN))
  return null
}

/** Where the stack began, for `holdsStackStart`: once for many rows. */
export function stackColumn(startStack: bigint | null): U64Column | null {
  if (startStack === null) return null
  const column = newU64Column(1)
  setU64(column, 0, startStack)
  return column
}

/** Whether pmap prints `[ stack ]` for a mapping whose backing has no name, and not `[ anon ]`. It counts the first address after the mapping too. */
export function holdsStackStart({ start, end }: MappingTable, row: number, stack: U64Column | null): boolean {
  return stack !== null && compareU64(stack, 0, start, row) >= 0 && compareU64(stack, 0, end, row) <= 0
}

/**
 * The name in -X and -XX: the kernel's bytes, without -p what follows the last `/`. Not cut at 127 bytes, which is pmap's
 * limit and not a rule.
 */
export function wideName(table: MappingTable, row: number, isFullPath: boolean): Uint8Array {
  const name = mappingNameBytes(table, row)
  return isFullPath ? name : name.subarray(name.lastIndexOf(SLASH) + 1)
}
