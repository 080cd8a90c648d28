import {
  deviceText,
  flagsText,
  exactFieldValue,
  mappingNameBytes,
  permsText,
  type MappingTable
} from '../../memory/mapping-table.ts'
import { textBytes } from '../../memory/text-list.ts'
import { u64Decimal, u64Hex } from '../../memory/u64-column.ts'
import { ByteWriter } from '../../pmap/byte-writer.ts'

/** Where names are in maps and smaps, from 0 (fs/proc/task_mmu.c pads the rest of the line). */
const NAME_COLUMN = 73
const LABEL_WIDTH = 16
const VALUE_WIDTH = 8

function headerOf(
  { start, end, perms, offset, backing, backings }: MappingTable,
  row: number,
  hasName: boolean
): string {
  const at = backing[row]!
  const range = `${u64Hex(start, row, 8)}-${u64Hex(end, row, 8)}`
  const line = `${range} ${permsText(perms[row]!)} ${u64Hex(offset, row, 8)} ${deviceText(backings, at)} ${u64Decimal(backings.inode, at)} `
  return hasName ? line.padEnd(NAME_COLUMN) : line
}

function numbersOf(table: MappingTable, row: number): string {
  let text = ''
  for (const field of table.fields) {
    const value = exactFieldValue(table, field, row)
    if (value === undefined) continue
    const number = String(value).padStart(VALUE_WIDTH)
    text += `${`${field.name}:`.padEnd(LABEL_WIDTH)}${number}${field.unit === 'kB' ? ' kB' : ''}\n`
  }
  return text
}

/**
 * A table as the kernel would print it: smaps where it has numbers, else maps. Scanned again, it gives an equal table.
 * Bytes come in pieces that are valid only until the next one.
 */
export function writeSmaps(table: MappingTable, sink: (bytes: Uint8Array) => void): void {
  const encoder = new TextEncoder()
  const out = new ByteWriter(sink)
  for (let row = 0; row < table.rowCount; row++) {
    const name = mappingNameBytes(table, row)
    out.bytes(encoder.encode(headerOf(table, row, name.length > 0)))
    out.bytes(name)
    let rest = `\n${numbersOf(table, row)}`
    const flags = flagsText(table, row)
    if (flags !== undefined) rest += `VmFlags: ${flags} \n`
    out.bytes(encoder.encode(rest))
    for (const { name: label, texts, id } of table.texts) {
      if (id[row] === 0) continue
      out.bytes(encoder.encode(`${label}: `))
      out.bytes(textBytes(texts, id[row]!))
      out.bytes(encoder.encode('\n'))
    }
  }
  out.flush()
}
