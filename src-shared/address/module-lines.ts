import { deviceText, mappingName, permsText, rowAtAddress, type MappingTable } from '../memory/mapping-table.ts'
import { u64Decimal, u64Hex } from '../memory/u64-column.ts'
import { isGeneratedAt } from './generated-code.ts'
import { moduleOfRow } from './address-module.ts'

function mapsLine(table: MappingTable, row: number): string {
  const backing = table.backing[row]!
  const range = `${u64Hex(table.start, row, 1)}-${u64Hex(table.end, row, 1)}`
  const inode = u64Decimal(table.backings.inode, backing)
  const words = [range, permsText(table.perms[row]!), u64Hex(table.offset, row, 8), deviceText(table.backings, backing)]
  return `${words.join(' ')} ${inode} ${mappingName(table, row)}`.trimEnd()
}

/**
 * Lines of maps of everything that belongs to the files of some addresses, in the table's order: what a host needs to look
 * for their symbols; also of memory without a file that may be executed. Other addresses that no file lies at or before have no lines.
 */
export function moduleLines(table: MappingTable, addresses: readonly bigint[]): string {
  const wanted = new Set<number>()
  const backings = new Set<number>()
  for (const address of addresses) {
    const row = rowAtAddress(table, address)
    const module = row < 0 ? null : moduleOfRow(table, row)
    // Of code that a process wrote itself, a host may know names.
    if (isGeneratedAt(table, row)) wanted.add(row)
    if (module === null) continue
    wanted.add(row)
    backings.add(table.backing[module.row]!)
  }
  if (wanted.size === 0) return ''
  const lines: string[] = []
  for (let row = 0; row < table.rowCount; row++) {
    if (wanted.has(row) || backings.has(table.backing[row]!)) lines.push(`${mapsLine(table, row)}\n`)
  }
  return lines.join('')
}
