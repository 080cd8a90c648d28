import { EXPORTED_IDS } from '../../memory/columns.ts'
import { deviceOf, kernelName, SHORT_NAMES, UNITLESS } from '../listing/pmap-row.ts'
import { SMAPS_FIELDS } from '../listing/proc-labels.ts'
import type { MappingList } from '../mapping-list.ts'

/** Where rows go. */
type Rows = Pick<MappingList, 'mapping' | 'field' | 'flags'>

/** A value of a table's cell or a JSON member; numbers of JSON are decimal, texts of addresses hexadecimal. */
export type NamedValue = string | number | null | undefined

/** What a column holds: a part of the maps line, a number of smaps, or nothing of use. */
type Role =
  | 'start'
  | 'end'
  | 'kilobytes'
  | 'perms'
  | 'offset'
  | 'device'
  | 'inode'
  | 'name'
  | 'file'
  | 'flags'
  | 'pid'
  | 'passed-over'
  | 'unknown'

const ROLES: readonly (readonly [RegExp, Role])[] = [
  [/^(?:addr(?:ess)?|range|start|base|begin|from|vm_?start|start[ _]?addr(?:ess)?)$/i, 'start'],
  [/^(?:end|to|vm_?end|(?:end[ _]?)?addr(?:ess)?(?:[ _]?end)?)$/i, 'end'],
  [/^(?:kbytes|sizekb|size_kb|kib)$/i, 'kilobytes'],
  [/^(?:perms?|permissions?|mode|prot(?:ection)?|rights)$/i, 'perms'],
  [/^(?:offset|pgoff)$/i, 'offset'],
  [/^(?:device|dev)$/i, 'device'],
  [/^(?:inode|ino)$/i, 'inode'],
  [/^(?:path(?:name)?|mapping|name)$/i, 'name'],
  [/^(?:file(?:name)?|object|objfile|backing)$/i, 'file'],
  [/^vm_?flags$/i, 'flags'],
  [/^pid$/i, 'pid'],
  [/^(?:category|confidence|what|owner|command|comm|#|index)$/i, 'passed-over']
]

/** Fields of smaps (Documentation/filesystems/proc.rst), by their names in small letters. */
const FIELDS = new Map(SMAPS_FIELDS.map((name) => [name.toLowerCase(), name]))
const FIELD_NAME = /^[A-Za-z][A-Za-z0-9_()]{0,63}$/

interface Plan {
  readonly roles: readonly Role[]
  /** The kernel's name for each column that is a number of smaps. */
  readonly fields: readonly (string | undefined)[]
  /** psutil and others have the kernel's names in small letters, and bytes. */
  readonly isSmall: boolean
  /** osquery's table process_memory_map, which alone has this column, writes them so. */
  readonly hasDecimalOffsets: boolean
}

function fieldOf(heading: string, isOwn: boolean): string | undefined {
  const known = SHORT_NAMES[heading] ?? FIELDS.get(heading.toLowerCase())
  // What vmatlas worked out is worked out again.
  return known ?? (isOwn && !EXPORTED_IDS.has(heading) && FIELD_NAME.test(heading) ? heading : undefined)
}

/** How rows with these headings are read, or null when they are no mappings. @param isOwn whatever else they have is a field of smaps */
function planOf(headings: readonly string[], isOwn: boolean): Plan | null {
  const roles = headings.map((heading): Role => ROLES.find(([name]) => name.test(heading))?.[1] ?? 'unknown')
  const fields = headings.map((heading, at) => (roles[at] === 'unknown' ? fieldOf(heading, isOwn) : undefined))
  const has = (role: Role): boolean => roles.includes(role)
  const hasLength =
    has('end') || has('kilobytes') || fields.includes('Size') || headings.some((name) => name === 'addr')
  // The column of an address may hold both ends.
  const mayBeRange = has('start') && has('perms') && (has('offset') || has('inode'))
  const isMapping =
    (has('start') && hasLength) || mayBeRange || (has('name') && fields.includes('Size') && fields.includes('Rss'))
  if (!isMapping || !(has('perms') || has('name') || has('file'))) return null
  // Of modules only where they lie is reported, and each has several mappings.
  const isModule = fields.every((field) => field === undefined || field === 'Size')
  if (isModule && !['perms', 'offset', 'inode', 'device', 'flags'].some((role) => has(role as Role))) return null
  return {
    roles,
    fields,
    isSmall: headings.includes('rss') || headings.includes('size'),
    hasDecimalOffsets: headings.includes('pseudo')
  }
}

const isAligned = (value: bigint): boolean => (value & 0xfffn) === 0n

/** An address or offset: `0x` and hexadecimal digits, such digits alone, or decimal ones where only they make sense. */
function addressOf(value: NamedValue): bigint | null {
  if (typeof value === 'number') return Number.isInteger(value) && value >= 0 ? BigInt(value) : null
  const digits = /^(?:0x)?([0-9a-f]{1,16})$/i.exec(value ?? '')?.[1]
  if (digits !== undefined) {
    const hexadecimal = BigInt(`0x${digits}`)
    if (value?.startsWith('0x') === true || isAligned(hexadecimal)) return hexadecimal
  }
  const decimal = /^\d{1,20}$/.test(value ?? '') ? BigInt(value ?? '') : null
  return decimal !== null && isAligned(decimal) ? decimal : digits === undefined ? null : BigInt(`0x${digits}`)
}

const decimalOf = (value: NamedValue): bigint | null =>
  /^\d{1,20}$/.test(String(value ?? '')) ? BigInt(String(value)) : null

const numberOf = (value: NamedValue): number | string | null =>
  typeof value === 'number'
    ? Number.isInteger(value) && value >= 0
      ? value
      : null
    : /^\d{1,20}$/.test(value ?? '')
      ? (value ?? null)
      : null

/** Reads rows whose columns have names, whatever their order: tables with headings, objects of JSON. */
export class NamedRows {
  /** Rows whose numbers have no unit that could be found out. */
  unitless = 0
  readonly #plan: Plan
  #next = 0x10000n

  private constructor(plan: Plan) {
    this.#plan = plan
  }

  /** @returns null when the headings are not those of mappings */
  static of(headings: readonly string[], isOwn = false): NamedRows | null {
    const plan = planOf(headings, isOwn)
    return plan === null ? null : new NamedRows(plan)
  }

  /** The process that a row belongs to, or null. */
  pidOf(values: readonly NamedValue[]): number | null {
    const reported = numberOf(values[this.#plan.roles.indexOf('pid')])
    return reported === null || Number(reported) > 0x7fffffff ? null : Number(reported)
  }

  /** @returns false when the row is no mapping */
  take(values: readonly NamedValue[], out: Rows): boolean {
    const { roles, fields, isSmall, hasDecimalOffsets } = this.#plan
    const of = (role: Role): NamedValue => {
      const value = values[roles.indexOf(role)]
      return value === '' ? undefined : value
    }
    const size = numberOf(values[fields.indexOf('Size')])
    const range = this.#range(of('start'), of('end'), numberOf(of('kilobytes')), size, isSmall)
    if (range === null) return false
    const perms = String(of('perms') ?? '')
    if (perms !== '' && !/^[r-][w-][x-]/.test(perms)) return false
    const device = String(of('device') ?? '')
    const inode = numberOf(of('inode'))
    const name = String(of('name') ?? of('file') ?? '')
    const isTaken = out.mapping({
      ...range,
      // Where a fourth letter is missing, it is not reported whether it is shared.
      perms: perms === '' ? undefined : perms.slice(0, /^...[sp]/.test(perms) ? 4 : 3),
      offset: (hasDecimalOffsets ? decimalOf(of('offset')) : addressOf(of('offset'))) ?? undefined,
      device: /^[0-9a-f]{1,8}:[0-9a-f]{1,8}$/i.test(device) ? deviceOf(device) : undefined,
      inode: inode === null ? undefined : String(inode),
      // radare2 numbers what has no name.
      name: /^unk\d+$/.test(name) ? '' : kernelName(name, range.start)
    })
    if (!isTaken) return false
    this.#numbers(values, range.end - range.start, size, out)
    const flags = of('flags')
    if (typeof flags === 'string' && /^[a-z?]{2}(?: [a-z?]{2})*$/.test(flags)) out.flags(flags)
    return true
  }

  #range(
    first: NamedValue,
    last: NamedValue,
    kilobytes: number | string | null,
    size: number | string | null,
    isSmall: boolean
  ): { start: bigint; end: bigint; isAddressUnknown?: boolean } | null {
    const both = typeof first === 'string' ? /^([^\s-]+)\s*-\s*(\S+)$/.exec(first) : null
    const start = addressOf(both?.[1] ?? first)
    const reported = both === null ? addressOf(last) : addressOf(both[2])
    const length =
      kilobytes !== null ? BigInt(kilobytes) * 1024n : size !== null ? BigInt(size) * (isSmall ? 1n : 1024n) : 0n
    if (start === null && first != null) return null
    const from = start ?? this.#next
    const end = reported ?? from + length
    if (end < from || end > 0xffffffffffffffffn) return null
    if (start !== null) return { start, end }
    this.#next = end
    return { start: from, end, isAddressUnknown: true }
  }

  #numbers(values: readonly NamedValue[], length: bigint, size: number | string | null, out: Rows): void {
    const { fields, isSmall } = this.#plan
    // Small letters may mean bytes or kB; the size shows which.
    const reported = size === null ? null : BigInt(size)
    const divisor = !isSmall
      ? 1n
      : reported === length
        ? 1024n
        : reported !== null && reported * 1024n === length
          ? 1n
          : null
    if (divisor === null) this.unitless++
    fields.forEach((field, at) => {
      const value = field === undefined ? null : numberOf(values[at])
      if (field === undefined || value === null) return
      const isSize = !UNITLESS.test(field)
      if (isSize && divisor === null) return
      out.field(field, isSize ? String(BigInt(value) / (divisor ?? 1n)) : value, isSize ? 'kB' : 'none')
    })
  }
}
