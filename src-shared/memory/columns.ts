import type { AbsentColumn, Capture } from './capture.ts'
import { changeColumns } from './change-columns.ts'
import type { Column } from './column.ts'
import type { FieldColumn } from './field-column.ts'
import {
  exactFieldValue,
  fieldValue,
  findField,
  flagsText,
  mappingBytes,
  mappingKb,
  permsText,
  PERM_SHARED,
  type MappingTable
} from './mapping-table.ts'
import { shortMappingName, wideMappingName } from './mapping-name-text.ts'
import { textAt, textCount, type TextList } from './text-list.ts'
import { totalKb, totalOfField, totalOfFields } from './totals.ts'
import { u64Decimal, u64Hex, u64Number } from './u64-column.ts'

function keys(table: MappingTable, keyOf: (row: number) => number): Float64Array<ArrayBuffer> {
  const values = new Float64Array(table.rowCount)
  for (let row = 0; row < values.length; row++) values[row] = keyOf(row)
  return values
}

/** Ranks of interned texts, so that sorting by text compares each different one once. */
function ranksOf(list: TextList): Float64Array<ArrayBuffer> {
  const texts = Array.from({ length: textCount(list) }, (_, index) => textAt(list, index))
  const sorted = [...new Set(texts)].sort()
  const rank = new Map(sorted.map((text, at) => [text, at]))
  return Float64Array.from(texts, (text) => rank.get(text)!)
}

/** Sum of fields in one row, or null when the source or the row lacks one. */
function rowSum(table: MappingTable, names: readonly string[], row: number): number | null {
  return sumOfFields(
    table,
    names.map((name) => findField(table, name)),
    row
  )
}

function sumOfFields(table: MappingTable, fields: readonly (FieldColumn | undefined)[], row: number): number | null {
  let sum = 0
  for (const field of fields) {
    const value = field === undefined ? undefined : fieldValue(table, field, row)
    if (value === undefined) return null
    sum += value
  }
  return sum
}

function sumColumn(id: string, names: readonly string[]): Column {
  return {
    id,
    kind: 'kB',
    text: ({ table }, row) => rowSum(table, names, row)?.toString() ?? null,
    sortKeys: ({ table }) => {
      const fields = names.map((name) => findField(table, name))
      return keys(table, (row) => sumOfFields(table, fields, row) ?? NaN)
    },
    total: (table, rows) => totalOfFields(table, names, rows)
  }
}

/** The same column, unknown where the source does not have it. */
function told(column: Column, absent: AbsentColumn): Column {
  const isAbsent = (capture: Capture): boolean => capture.absent?.includes(absent) ?? false
  return {
    ...column,
    text: (capture, row, options) => (isAbsent(capture) ? null : column.text(capture, row, options)),
    sortKeys: (capture) =>
      isAbsent(capture) ? new Float64Array(capture.table.rowCount).fill(NaN) : column.sortKeys(capture)
  }
}

const deviceText = (capture: Capture, row: number, majorDigits: number, minorDigits: number): string => {
  const { backing, backings } = capture.table
  const major = backings.major[backing[row]!]!.toString(16).padStart(majorDigits, '0')
  return `${major}:${backings.minor[backing[row]!]!.toString(16).padStart(minorDigits, '0')}`
}

/** The columns that every capture has; the fields of smaps come between `Inode` and `VmFlags` (see columnsOf). */
const PLACE: Column = {
  id: 'Address',
  kind: 'hex',
  text: ({ table }, row, { style }) => u64Hex(table.start, row, style === 'short' ? 16 : 8),
  sortKeys: ({ table }) => keys(table, (row) => u64Number(table.start, row))
}
/** Without addresses, its order is that of the source. */
const ADDRESS: Column = { ...told(PLACE, 'address'), sortKeys: (capture) => PLACE.sortKeys(capture) }
const KBYTES: Column = {
  id: 'Kbytes',
  kind: 'kB',
  text: ({ table }, row) => String(mappingKb(table, row)),
  sortKeys: ({ table }) => keys(table, (row) => mappingBytes(table, row)),
  total: totalKb
}
const RSS = sumColumn('RSS', ['Rss'])
const DIRTY = sumColumn('Dirty', ['Shared_Dirty', 'Private_Dirty'])
const USS = sumColumn('uss', ['Private_Clean', 'Private_Dirty'])
const RIGHTS: Column = {
  id: 'Mode',
  kind: 'perms',
  text: ({ table }, row) => {
    const perms = table.perms[row]!
    return `${permsText(perms).slice(0, 3)}${perms & PERM_SHARED ? 's' : '-'}-`
  },
  sortKeys: ({ table }) => keys(table, (row) => table.perms[row]!)
}
const MODE = told(RIGHTS, 'perms')
const PERM = told({ ...RIGHTS, id: 'Perm', text: ({ table }, row) => permsText(table.perms[row]!) }, 'perms')
const PLACE_IN_FILE: Column = {
  id: 'Offset',
  kind: 'hex',
  text: ({ table }, row, { style }) => u64Hex(table.offset, row, style === 'short' ? 16 : 8),
  sortKeys: ({ table }) => keys(table, (row) => u64Number(table.offset, row))
}
const OFFSET = told(PLACE_IN_FILE, 'offset')
const NUMBERED_DEVICE: Column = {
  id: 'Device',
  kind: 'device',
  text: (capture, row, { style }) =>
    style === 'short' ? deviceText(capture, row, 3, 5) : deviceText(capture, row, 2, 2),
  sortKeys: ({ table: { backing, backings, rowCount } }) =>
    Float64Array.from({ length: rowCount }, (_, row) => {
      const at = backing[row]!
      return backings.major[at]! * 4294967296 + backings.minor[at]!
    })
}
const DEVICE = told(NUMBERED_DEVICE, 'device')
const NUMBERED_FILE: Column = {
  id: 'Inode',
  kind: 'count',
  text: ({ table }, row) => u64Decimal(table.backings.inode, table.backing[row]!),
  sortKeys: ({ table }) => keys(table, (row) => u64Number(table.backings.inode, table.backing[row]!))
}
const INODE = told(NUMBERED_FILE, 'inode')
const MAPPING: Column = {
  id: 'Mapping',
  kind: 'text',
  text: (capture, row, { style, fullPath }) =>
    style === 'short' ? shortMappingName(capture, row, fullPath) : wideMappingName(capture, row, fullPath),
  sortKeys: ({ table }) => {
    const ranks = ranksOf(table.backings.name)
    return keys(table, (row) => ranks[table.backing[row]!]!)
  }
}
const VM_FLAGS: Column = {
  id: 'VmFlags',
  kind: 'text',
  text: ({ table }, row) => flagsText(table, row) ?? null,
  sortKeys: ({ table }) => {
    if (table.flags === null) return new Float64Array(table.rowCount).fill(NaN)
    const ranks = ranksOf(table.flags.sets)
    const { id } = table.flags
    return keys(table, (row) => (id[row] === 0 ? NaN : ranks[id[row]!]!))
  }
}
const RESIDENT: Column = {
  id: 'resident',
  kind: 'percent',
  text: ({ table }, row) => {
    const part = residentPart(table, row)
    return part === null ? null : `${Math.round(part * 100)} %`
  },
  sortKeys: ({ table }) => keys(table, (row) => residentPart(table, row) ?? NaN)
}
/** Text is the category's id; words for it stand in the locales. */
const CATEGORY: Column = {
  id: 'category',
  kind: 'category',
  text: ({ classification }, row) => String(classification.category[row]!),
  sortKeys: ({ table, classification }) => keys(table, (row) => classification.category[row]!)
}

function residentPart(table: MappingTable, row: number): number | null {
  const rss = rowSum(table, ['Rss'], row)
  const size = mappingKb(table, row)
  return rss === null || size === 0 ? null : rss / size
}

function fieldColumn(known: FieldColumn, of: MappingTable): Column {
  // Asked for every cell on the screen: looked up by name only in another table than the one it was made for.
  const fieldOf = (table: MappingTable): FieldColumn | undefined =>
    table === of ? known : findField(table, known.name)
  return {
    id: known.name,
    kind: known.unit === 'kB' ? 'kB' : 'count',
    text: ({ table }, row) => {
      const field = fieldOf(table)
      if (field === undefined) return null
      const exact = field.wide === null ? fieldValue(table, field, row) : exactFieldValue(table, field, row)
      return exact?.toString() ?? null
    },
    sortKeys: ({ table }) => {
      const field = fieldOf(table)
      return keys(table, (row) => (field === undefined ? NaN : (fieldValue(table, field, row) ?? NaN)))
    },
    total: (table, rows) => {
      const field = fieldOf(table)
      return field === undefined ? null : totalOfField(table, field, rows)
    }
  }
}

/** Every column this table can show: pmap's own, the kernel's fields in the kernel's order, and what vmatlas adds. */
export function columnsOf(table: MappingTable): readonly Column[] {
  const texts = table.texts.map(({ name }): Column => ({
    id: name,
    kind: 'text',
    text: (capture, row) => {
      const own = capture.table.texts.find((column) => column.name === name)
      return own === undefined || own.id[row] === 0 ? null : textAt(own.texts, own.id[row]!)
    },
    sortKeys: (capture) => {
      const own = capture.table.texts.find((column) => column.name === name)
      const ranks = own === undefined ? new Float64Array(1) : ranksOf(own.texts)
      return keys(capture.table, (row) => (own === undefined || own.id[row] === 0 ? NaN : ranks[own.id[row]!]!))
    }
  }))
  const flags = table.flags === null ? [] : [VM_FLAGS]
  return [
    ADDRESS,
    KBYTES,
    RSS,
    // Text of pmap -x tells the sum itself, as a field of that name.
    ...(findField(table, DIRTY.id) === undefined ? [DIRTY] : []),
    MODE,
    PERM,
    OFFSET,
    DEVICE,
    INODE,
    ...table.fields.map((field) => fieldColumn(field, table)),
    ...texts,
    ...flags,
    USS,
    RESIDENT,
    CATEGORY,
    ...changeColumns(table),
    MAPPING
  ]
}

/** The columns with these ids, in that order; ids this table does not know are left out. */
export function columnsById(table: MappingTable, ids: readonly string[]): readonly Column[] {
  const all = new Map(columnsOf(table).map((column) => [column.id, column]))
  return ids.flatMap((id) => all.get(id) ?? [])
}
