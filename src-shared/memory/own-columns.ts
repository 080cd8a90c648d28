import type { AbsentColumn, Capture } from './capture.ts'
import type { Column } from './column.ts'
import { shortMappingName, wideMappingName } from './mapping-name-text.ts'
import { deviceText, permsText } from './mapping-table.ts'
import { MODES, withSharing } from './mode.ts'
import { keysOf, ranksOf } from './sort-keys.ts'
import { purposeOf, type Purpose } from './purpose.ts'
import { purposeWords, whatWords } from './purpose-words.ts'
import { u64Decimal, u64Hex, u64Number } from './u64-column.ts'

// The columns that every table has: pmap's own, and what vmatlas works out. Ids are pmap's where it has one.

/** The same column, unknown where the source does not have it. */
function unknownWhereAbsent(column: Column, absent: AbsentColumn): Column {
  const isAbsent = (capture: Capture): boolean => capture.absent?.includes(absent) ?? false
  return {
    ...column,
    text: (capture, row, options) => (isAbsent(capture) ? null : column.text(capture, row, options)),
    sortKeys: (capture) =>
      isAbsent(capture) ? new Float64Array(capture.table.rowCount).fill(NaN) : column.sortKeys(capture)
  }
}

const START: Column = {
  id: 'Address',
  kind: 'hex',
  text: ({ table }, row, { style }) => u64Hex(table.start, row, style === 'short' ? 16 : 8),
  sortKeys: ({ table }) => keysOf(table, (row) => u64Number(table.start, row))
}
/** Without addresses, its order is that of the source. */
export const ADDRESS: Column = {
  ...unknownWhereAbsent(START, 'address'),
  sortKeys: (capture) => START.sortKeys(capture)
}
const PERMISSIONS: Column = {
  id: 'Mode',
  kind: 'perms',
  text: ({ table, absent }, row) => withSharing(MODES[table.perms[row]!]!, absent),
  sortKeys: ({ table }) => keysOf(table, (row) => table.perms[row]!)
}
export const MODE = unknownWhereAbsent(PERMISSIONS, 'perms')
export const PERM = unknownWhereAbsent(
  { ...PERMISSIONS, id: 'Perm', text: ({ table, absent }, row) => withSharing(permsText(table.perms[row]!), absent) },
  'perms'
)
const FILE_OFFSET: Column = {
  id: 'Offset',
  kind: 'hex',
  text: ({ table }, row, { style }) => u64Hex(table.offset, row, style === 'short' ? 16 : 8),
  sortKeys: ({ table }) => keysOf(table, (row) => u64Number(table.offset, row))
}
export const OFFSET = unknownWhereAbsent(FILE_OFFSET, 'offset')
const NUMBERED_DEVICE: Column = {
  id: 'Device',
  kind: 'device',
  text: ({ table: { backing, backings } }, row, { style }) =>
    style === 'short' ? deviceText(backings, backing[row]!, 3, 5) : deviceText(backings, backing[row]!),
  sortKeys: ({ table: { backing, backings, rowCount } }) =>
    Float64Array.from({ length: rowCount }, (_, row) => {
      const at = backing[row]!
      return backings.major[at]! * 4294967296 + backings.minor[at]!
    })
}
export const DEVICE = unknownWhereAbsent(NUMBERED_DEVICE, 'device')
const NUMBERED_FILE: Column = {
  id: 'Inode',
  kind: 'count',
  text: ({ table }, row) => u64Decimal(table.backings.inode, table.backing[row]!),
  sortKeys: ({ table }) => keysOf(table, (row) => u64Number(table.backings.inode, table.backing[row]!))
}
export const INODE = unknownWhereAbsent(NUMBERED_FILE, 'inode')
export const MAPPING: Column = {
  id: 'Mapping',
  kind: 'text',
  text: (capture, row, { style, fullPath }) =>
    style === 'short' ? shortMappingName(capture, row, fullPath) : wideMappingName(capture, row, fullPath),
  sortKeys: ({ table }) => {
    const ranks = ranksOf(table.backings.name)
    return keysOf(table, (row) => ranks[table.backing[row]!]!)
  }
}
/** What the mapping is for, in English; the page has it in its language. */
export const WHAT: Column = {
  id: 'what',
  kind: 'what',
  text: ({ classification }, row) => whatWords(classification, row),
  sortKeys: ({ table, classification }) => {
    const ranks = purposeRanks(classification.purposes)
    return keysOf(table, (row) => ranks[classification.purpose[row]!]!)
  }
}
/** The runtime or allocator that the mapping belongs to. */
export const OWNER: Column = {
  id: 'owner',
  kind: 'text',
  text: ({ classification }, row) => purposeOf(classification, row).owner,
  sortKeys: ({ table, classification }) => {
    const names = [...new Set(classification.purposes.map(({ owner }) => owner))].sort()
    const ranks = new Map(names.map((name, rank) => [name, rank]))
    return keysOf(table, (row) => ranks.get(purposeOf(classification, row).owner) ?? 0)
  }
}

/** By purpose its rank in the order of their English words. */
function purposeRanks(purposes: readonly Purpose[]): Float64Array {
  const words = purposes.map((purpose) => purposeWords(purpose))
  const inOrder = [...new Set(words)].sort()
  const ranks = new Map(inOrder.map((each, rank) => [each, rank]))
  return Float64Array.from(words, (each) => ranks.get(each)!)
}
/** Which of the mapping's pages are there. A live process is asked for it when the row is in sight: captures do not hold it. */
export const PAGES: Column = {
  id: 'pages',
  kind: 'pages',
  text: () => null,
  sortKeys: ({ table }) => new Float64Array(table.rowCount).fill(NaN)
}
/** Text is the category's id; words for it are in the locales. */
export const CATEGORY: Column = {
  id: 'category',
  kind: 'category',
  text: ({ classification }, row) => String(classification.category[row]!),
  sortKeys: ({ table, classification }) => keysOf(table, (row) => classification.category[row]!)
}
