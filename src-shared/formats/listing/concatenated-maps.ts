import { mappingName, mappingStart, type MappingTable } from '../../memory/mapping-table.ts'

const NEWLINE = 10
const LONGEST = 400
const latin = new TextDecoder('latin1')
/** What the kernel has at the end of an address space. */
const LAST_NAMES = new Set(['[vsyscall]', '[vdso]', '[vvar]', '[vvar_vclock]', '[stack]', '[vectors]', '[sigpage]'])

/** Whether a mapping of that name is among the last ones of an address space. */
export const isLastName = (name: string): boolean => LAST_NAMES.has(name)

/** Rows with which another process begins: addresses go back right after a mapping that is among the last of each. */
function firstRows(table: MappingTable): ReadonlySet<number> {
  const rows = new Set<number>()
  for (let row = 1; row < table.rowCount; row++) {
    if (mappingStart(table, row) >= mappingStart(table, row - 1)) continue
    if (LAST_NAMES.has(mappingName(table, row - 1))) rows.add(row)
  }
  return rows
}

/**
 * The maps of several processes, one after the other without anything between them (`cat` of many maps), as the text of
 * each. Addresses that go back elsewhere are no sign of another process: they may be damage, or a process that changed.
 * @param header a maps line
 */
export function splitProcesses(text: Uint8Array, table: MappingTable, header: RegExp): Uint8Array[] {
  const first = firstRows(table)
  if (first.size === 0) return [text]
  const parts: Uint8Array[] = []
  let from = 0
  let row = 0
  for (let at = 0; at < text.length;) {
    const newline = text.indexOf(NEWLINE, at)
    const next = newline < 0 ? text.length : newline + 1
    if (header.test(latin.decode(text.subarray(at, Math.min(next, at + LONGEST))))) {
      if (first.has(row)) {
        parts.push(text.subarray(from, at))
        from = at
      }
      row++
    }
    at = next
  }
  return [...parts, text.subarray(from)]
}
