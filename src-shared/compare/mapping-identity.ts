import { mappingBytes, mappingName, type MappingTable } from '../memory/mapping-table.ts'
import { u64Hex } from '../memory/u64-column.ts'

/** What a mapping is, whatever its address: parts of the keys by which mappings of two runs are paired. */
export interface MappingIdentities {
  /** Name without its path, ` (deleted)` and the pid of a thread's stack; empty for nameless anonymous memory. */
  readonly name: readonly string[]
  /** Full name and place in the file; for nameless memory, the named mapping it follows and the distance in rows. */
  readonly place: readonly string[]
  readonly perms: readonly number[]
  readonly bytes: readonly number[]
}

function shortName(name: string): string {
  const kept = name.replace(/ \(deleted\)$/, '').replace(/^\[stack:\d+\]$/, '[stack:]')
  return /^…?\//.test(kept) ? kept.slice(kept.lastIndexOf('/') + 1) : kept
}

/** Identities of all rows; without `hasPerms` (one of the sources does not tell rights) all rights are alike. Nameless memory behind a module (its .bss, its relocated data) belongs to that module. */
export function identitiesOf(table: MappingTable, hasPerms: boolean): MappingIdentities {
  const name: string[] = []
  const place: string[] = []
  const shorts = new Map<number, string>()
  let lastNamed = ''
  let distance = 0
  for (let row = 0; row < table.rowCount; row++) {
    const backing = table.backing[row]!
    const short = shorts.get(backing) ?? shortName(mappingName(table, row))
    shorts.set(backing, short)
    if (short === '') {
      distance++
      name.push('')
      place.push(`${lastNamed} +${distance}`)
    } else {
      lastNamed = short
      distance = 0
      name.push(short)
      place.push(`${short} @${u64Hex(table.offset, row, 1)}`)
    }
  }
  const rows = Array.from({ length: table.rowCount }, (_, row) => row)
  return {
    name,
    place,
    perms: rows.map((row) => (hasPerms ? table.perms[row]! : 0)),
    bytes: rows.map((row) => mappingBytes(table, row))
  }
}
