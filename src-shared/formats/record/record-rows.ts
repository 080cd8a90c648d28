import { deviceOf, UNITLESS } from '../listing/pmap-row.ts'
import type { ListedMapping } from '../mapping-list.ts'
import { isLinuxList } from './linux-list.ts'
import type { Role } from './member-role.ts'
import { planOf, mappingRecord, type Plan, type MappingRecord } from './record-plan.ts'
import { permissionsOf } from './record-permissions.ts'
import { nameOf } from './record-name.ts'
import { amountOf, addressIn, type Amount } from './written-numbers.ts'
import { isNode, type TextRecord, type RecordValue } from './record-value.ts'

/** A mapping by its record, with numbers of smaps: kB, or plain ones. */
export interface RecordRow extends ListedMapping {
  readonly record: TextRecord
  readonly numbers: readonly (readonly [field: string, value: number])[]
}

/** What records were made into; `hasLostUnits`: numbers were left out, because their unit is not known. */
export interface RecordRows {
  readonly rows: readonly RecordRow[]
  readonly hasLostUnits: boolean
}

const PAGE = 4096n

/** Bytes; null for what is rounded, or has no unit. */
function bytesOf({ count, unit, isExact }: Amount, named: number | null, plain: number | null): bigint | null {
  const own = unit ?? named ?? plain
  const bytes = own === null ? NaN : count * own
  return Number.isSafeInteger(bytes) && (isExact || bytes % 4096 === 0) ? BigInt(bytes) : null
}

function deviceIn(value: RecordValue | undefined): string | undefined {
  if (value === undefined) return undefined
  if (isNode(value)) {
    const parts = [...value.items, ...value.pairs.map(([, own]) => own)].map((part) =>
      Number(isNode(part) ? NaN : part)
    )
    return parts.length === 2 && parts.every((part) => Number.isInteger(part) && part >= 0)
      ? parts.map((part) => part.toString(16).padStart(2, '0')).join(':')
      : undefined
  }
  return /^[0-9a-f]{1,8}:[0-9a-f]{1,8}$/i.test(value.trim()) ? deviceOf(value.trim()) : undefined
}

function nameIn(roles: ReadonlyMap<Role, RecordValue>, start: bigint): string {
  for (const role of ['file', 'name'] as const) {
    const value = roles.get(role)
    const name = value === undefined ? '' : nameOf(value, start)
    if (name !== '') return name
  }
  // A description is its name only where it looks like one of the kernel's.
  const remark = roles.get('remark')
  if (remark === undefined) return ''
  const name = nameOf(remark, start)
  return /^(?:\/|\[)/.test(name) ? name : ''
}

/** Where a mapping begins and ends; null where that is not given, or its size is another one. */
function boundsOf({ roles, keys, start, end }: MappingRecord, plan: Plan): { start: bigint; end: bigint } | null {
  const from = addressIn(start, plan.base)!
  const size = roles.get('size')
  const amount = typeof size === 'string' ? amountOf(plan.areSizesHex ? `0x${size.trim()}` : size) : null
  const named = keys.get('size')?.unit ?? null
  const length = amount === null ? null : bytesOf(amount, named, plan.unit)
  if (end === null) return length === null ? null : { start: from, end: from + length }
  const to = addressIn(end, plan.base)! + (plan.isInclusive ? 1n : 0n)
  // Larger units are rounded; without one, the plan's is that of the ranges.
  const isRounded = (amount?.unit ?? named ?? 1) > 1024
  return length !== null && !isRounded && length !== to - from ? null : { start: from, end: to }
}

function offsetIn({ roles }: MappingRecord, { offsets }: Plan): bigint | undefined {
  const value = roles.get('offset') ?? roles.get('pages')
  if (typeof value !== 'string' || offsets === null) return undefined
  const text = value.trim()
  if (offsets !== 'pages') return addressIn(text, offsets) ?? undefined
  return /^(?:0x[0-9a-f]{1,13}|\d{1,15})$/i.test(text) ? BigInt(text) * PAGE : undefined
}

function inodeIn(value: RecordValue | undefined): string | undefined {
  return typeof value === 'string' && /^\d{1,20}$/.test(value.trim()) ? value.trim() : undefined
}

/** Numbers of smaps whose unit is known, kB. */
function numbersIn({ fields }: MappingRecord, plan: Plan): [field: string, value: number][] {
  return fields.flatMap(({ field, unit, value }): [string, number][] => {
    const own = isNode(value) ? null : amountOf(value)
    if (own === null) return []
    if (UNITLESS.test(field)) return [[field, own.count]]
    const bytes = bytesOf(own, unit, plan.unit)
    return bytes === null ? [] : [[field, Number(bytes / 1024n)]]
  })
}

function rowOf(mapping: MappingRecord, plan: Plan): RecordRow | null {
  const bounds = boundsOf(mapping, plan)
  if (bounds === null) return null
  const { roles, record } = mapping
  return {
    ...bounds,
    record,
    perms: permissionsOf(mapping, plan),
    offset: offsetIn(mapping, plan),
    device: deviceIn(roles.get('device')),
    inode: inodeIn(roles.get('inode')),
    name: nameIn(roles, bounds.start),
    numbers: numbersIn(mapping, plan)
  }
}

/** Mappings of records; null where their members are not such, or they are no list of a Linux process. */
export function rowsOf(records: readonly TextRecord[]): RecordRows | null {
  const all = records.flatMap((record) => mappingRecord(record) ?? [])
  const plan = planOf(all)
  if (plan === null) return null
  const rows = all.map((mapping) => rowOf(mapping, plan))
  const whole = rows.filter((row) => row !== null)
  if (whole.length < rows.length || !isLinuxList(whole)) return null
  const total = all.reduce((count, { fields }) => count + fields.length, 0)
  const kept = whole.reduce((count, { numbers }) => count + numbers.length, 0)
  return { rows: whole, hasLostUnits: kept < total }
}
