import { roleOf, type Meaning, type Role } from './member-role.ts'
import { nameOf } from './record-name.ts'
import { amountOf, baseOf, endsOf, isAddressText, addressIn, type Base } from './written-numbers.ts'
import { bitsOfColumn, numberInPermissions, type PermissionBits } from './written-permissions.ts'
import { isNode, wordsOf, type TextRecord, type RecordValue } from './record-value.ts'

/** What a record reports, by what its members mean. */
export interface MappingRecord {
  readonly record: TextRecord
  readonly roles: ReadonlyMap<Role, RecordValue>
  readonly keys: ReadonlyMap<Role, Meaning & { readonly key: string }>
  /** Numbers of smaps, by the kernel's names; the unit is that of their key. */
  readonly fields: readonly { readonly field: string; readonly unit: number | null; readonly value: RecordValue }[]
  readonly start: string
  /** Null where only a size is given. */
  readonly end: string | null
}

const PAGE = 4096n

/** Both ends of a value: a text, or two numbers in brackets. */
function bothEnds(value: RecordValue | undefined): [string, string] | null {
  if (value === undefined) return null
  if (!isNode(value)) return endsOf(value)
  const parts = [...value.items, ...value.pairs.map(([, own]) => own)].filter((part): part is string => !isNode(part))
  return parts.length === 2 && parts.every((part) => isAddressText(part)) ? [parts[0]!, parts[1]!] : null
}

const oneAddress = (value: RecordValue | undefined): string | null => {
  const inner =
    value !== undefined && isNode(value) && value.pairs.length === 0 && value.items.length === 1
      ? value.items[0]
      : value
  return typeof inner === 'string' && isAddressText(inner.trim()) ? inner.trim() : null
}

/** The kernel's pointer to a file, or an empty path, beside which the name itself may be given. */
const isOpen = (role: Role, value: RecordValue): boolean => role === 'file' && nameOf(value, 0n) === ''

/** What a record reports; null when it does not report the range of a mapping. */
export function mappingRecord(record: TextRecord): MappingRecord | null {
  const roles = new Map<Role, RecordValue>()
  const keys = new Map<Role, Meaning & { key: string }>()
  const fields: MappingRecord['fields'][number][] = []
  for (const [key, value] of record.members) {
    const meaning = roleOf(key)
    if (meaning.field !== null) fields.push({ field: meaning.field, unit: meaning.unit, value })
    if (meaning.role === null || (roles.has(meaning.role) && !isOpen(meaning.role, roles.get(meaning.role)!))) continue
    roles.set(meaning.role, value)
    keys.set(meaning.role, { ...meaning, key })
  }
  const both = bothEnds(roles.get('range')) ?? bothEnds(roles.get('start'))
  const start = both?.[0] ?? oneAddress(roles.get('start')) ?? oneAddress(roles.get('range'))
  const end = both?.[1] ?? oneAddress(roles.get('end'))
  if (start === null || (end === null && !roles.has('size'))) return null
  return { record, roles, keys, fields, start, end }
}

/** Whether the members of a record report the range of a mapping. */
export const hasRange = (record: TextRecord): boolean => mappingRecord(record) !== null

/** How the columns of all records are to be understood. */
export interface Plan {
  readonly base: Base
  /** The last byte is given, not the one behind it. */
  readonly isInclusive: boolean
  /** Bytes of a size without a unit; null when that is not known. */
  readonly unit: number | null
  /** Sizes are bytes in hexadecimal, without a mark. */
  readonly areSizesHex: boolean
  readonly bits: PermissionBits | null
  readonly offsets: Base | 'pages' | null
}

const textsOf = (all: readonly MappingRecord[], role: Role): string[] =>
  all.flatMap(({ roles }) => {
    const value = roles.get(role)
    return typeof value === 'string' ? [value.trim()] : []
  })

/** Permissions as they are written; those that contain a number as that number. */
const permissionTextsOf = (all: readonly MappingRecord[], role: 'perms' | 'flags'): string[] =>
  all.flatMap(({ roles }) => {
    const value = roles.get(role)
    if (value === undefined) return []
    const text = wordsOf(value).trim()
    return [numberInPermissions(text) ?? text]
  })

/** Sizes of which most end like pages in hexadecimal, where no end is given: `4000`, `a3000`. */
function areSizesHex(all: readonly MappingRecord[], unit: number | null): boolean {
  const texts = textsOf(all, 'size')
  const isWithoutEnd = all.length > 1 && all.every(({ end }) => end === null)
  return unit === null && isWithoutEnd && texts.every((text) => /^[0-9a-f]{1,10}000$/i.test(text))
}

/** What a size without a unit counts, by the ranges beside it, or by that only one unit makes pages of all. */
function unitOf(all: readonly MappingRecord[], base: Base, isInclusive: boolean): number | null {
  const plain = all.flatMap(({ roles, keys, start, end }) => {
    const value = roles.get('size')
    const amount = typeof value === 'string' ? amountOf(value) : null
    if (amount === null || amount.unit !== null || keys.get('size')!.unit !== null) return []
    const length = end === null ? null : Number(addressIn(end, base)! - addressIn(start, base)!) + (isInclusive ? 1 : 0)
    return [{ count: amount.count, length }]
  })
  const withLength = plain.filter(({ length }) => length !== null)
  for (const unit of [1, 1024, 4096])
    if (withLength.length > 0 && withLength.every(({ count, length }) => count * unit === length)) return unit
  if (withLength.length > 0 || plain.length === 0) return null
  // Without an end, only bytes can be seen from the numbers themselves: kB look like hexadecimal ones.
  return plain.every(({ count }) => count % 4096 === 0) ? 1 : null
}

function offsetsOf(all: readonly MappingRecord[], base: Base): Base | 'pages' | null {
  const inPages = textsOf(all, 'pages')
  if (inPages.length > 0)
    return baseOf(inPages) === null || inPages.every((text) => Number(text) === 0) ? 'pages' : baseOf(inPages)
  const texts = textsOf(all, 'offset').filter((text) => isAddressText(text))
  // Beside decimal addresses, offsets are decimal if they can be.
  const areDecimal = base === 10 && texts.every((text) => /^\d+$/.test(text) && BigInt(text) % PAGE === 0n)
  return areDecimal ? 10 : baseOf(texts)
}

/** How the numbers of one list are written; null when its addresses are not those of pages in either base. */
export function planOf(all: readonly MappingRecord[]): Plan | null {
  const addresses = all.flatMap(({ start, end }) => (end === null ? [start] : [start, end]))
  const base = baseOf(addresses)
  if (base === null) return null
  const ends = all.flatMap(({ end }) => (end === null ? [] : [addressIn(end, base)!]))
  const isInclusive = ends.every((end) => end % PAGE === PAGE - 1n)
  const unit = unitOf(all, base, isInclusive)
  return {
    base,
    isInclusive,
    unit,
    areSizesHex: areSizesHex(all, unit),
    bits: bitsOfColumn(permissionTextsOf(all, 'perms')) ?? bitsOfColumn(permissionTextsOf(all, 'flags')),
    offsets: offsetsOf(all, base)
  }
}
