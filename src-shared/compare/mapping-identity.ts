import { mappingBytes, mappingName, type MappingTable } from '../memory/mapping-table.ts'
import { u64Hex } from '../memory/u64-column.ts'

/** What a mapping is, whatever its address: parts of the keys by which mappings of two runs are paired. */
export interface MappingIdentities {
  /** Name without its path, ` (deleted)` and the pid of a thread's stack; empty for nameless anonymous memory. */
  readonly name: readonly string[]
  /** Name and offset in the file; for nameless memory, the named mapping it follows and the distance in rows. */
  readonly location: readonly string[]
  readonly perms: readonly number[]
  readonly bytes: readonly number[]
}

function shortName(name: string): string {
  const kept = name.replace(/ \(deleted\)$/, '').replace(/^\[stack:\d+\]$/, '[stack:]')
  return /^…?\//.test(kept) ? kept.slice(kept.lastIndexOf('/') + 1) : kept
}

/** Names that do not identify what is mapped: a new object of this kind gets the same name. */
const SHARED_NAME = / \(deleted\)$|^\/(?:dev\/zero|memfd:|SYSV)|^anon_inode:/

/**
 * Identities of all rows; without `hasPerms` (one of the sources does not report permissions) all permissions are alike. Nameless memory
 * behind a module (its .bss, its relocated data) belongs to that module.
 * @param objects what is mapped, by backing, for two readings of one address space: there another inode is another object
 * @param isOneProcess so it is for files that have a name of their own as well; two runs may have two copies of a file
 */
export function identitiesOf(
  table: MappingTable,
  hasPerms: boolean,
  objects: readonly string[] | null,
  isOneProcess: boolean
): MappingIdentities {
  const name: string[] = []
  const location: string[] = []
  const shorts = new Map<number, string>()
  let lastNamed = ''
  let distance = 0
  for (let row = 0; row < table.rowCount; row++) {
    const backing = table.backing[row]!
    let short = shorts.get(backing)
    if (short === undefined) {
      const full = mappingName(table, row)
      short = shortName(full)
      if (objects !== null && short !== '' && (isOneProcess || SHARED_NAME.test(full))) short += ` ${objects[backing]!}`
      shorts.set(backing, short)
    }
    if (short === '') {
      distance++
      name.push('')
      location.push(`${lastNamed} +${distance}`)
    } else {
      lastNamed = short
      distance = 0
      name.push(short)
      location.push(`${short} @${u64Hex(table.offset, row, 1)}`)
    }
  }
  const rows = Array.from({ length: table.rowCount }, (_, row) => row)
  return {
    name,
    location,
    perms: rows.map((row) => (hasPerms ? table.perms[row]! : 0)),
    bytes: rows.map((row) => mappingBytes(table, row))
  }
}
