import { mappingEnd, mappingName, mappingStart, type MappingTable } from '#shared/memory/mapping-table.ts'
import type { ProcFolder } from '#main/source/proc-folder.ts'

/** Numbers of its entries (include/uapi/linux/auxvec.h): where the program's headers and its loader were mapped. */
const AT_PHDR = 3n
const AT_BASE = 7n
const ENTRY_BYTES = 16
const MOST_ENTRIES = 64

/** What the kernel passed to a program when it began (its auxiliary vector), as names of mapped files; empty where unknown. */
export interface StartedFrom {
  readonly program: string
  /** The dynamic loader; a static program has none. */
  readonly loader: string
}

/** Pairs of a number and its value up to a number of 0, as 64-bit programs get them (getauxval(3)). */
export function parseAuxVector(bytes: Uint8Array): ReadonlyMap<bigint, bigint> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const values = new Map<bigint, bigint>()
  const length = Math.min(bytes.length, MOST_ENTRIES * ENTRY_BYTES)
  for (let at = 0; at + ENTRY_BYTES <= length; at += ENTRY_BYTES) {
    const key = view.getBigUint64(at, true)
    if (key === 0n) break
    values.set(key, view.getBigUint64(at + 8, true))
  }
  return values
}

/** The files into which the auxiliary vector of a process points (man 5 proc_pid_auxv); may be read where its mappings may. */
export function startedFrom(folder: ProcFolder, table: MappingTable): StartedFrom {
  const bytes = folder.tryRead('auxv')
  const values = bytes === null ? new Map<bigint, bigint>() : parseAuxVector(bytes)
  const fileAt = (address: bigint | undefined): string => {
    if (address === undefined || address === 0n) return ''
    const wanted = Number(address)
    for (let row = 0; row < table.rowCount; row++) {
      if (mappingStart(table, row) > wanted || mappingEnd(table, row) <= wanted) continue
      const name = mappingName(table, row)
      return name.startsWith('/') ? name.replace(/ \(deleted\)$/, '') : ''
    }
    return ''
  }
  return { program: fileAt(values.get(AT_PHDR)), loader: fileAt(values.get(AT_BASE)) }
}
