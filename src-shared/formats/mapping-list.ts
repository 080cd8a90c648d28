import { ABSENT_COLUMNS, type AbsentColumn } from '../memory/capture.ts'
import type { ScanResult } from '../scan/mapping-scanner.ts'
import { TableBuilder } from '../scan/table-builder.ts'
import { RowCheck, type RowFault } from './row-check.ts'

/** What a line of some tool's output reports about one mapping. */
export interface ListedMapping {
  readonly start: bigint
  readonly end: bigint
  /** The range is made up: only its length was reported. */
  readonly isAddressUnknown?: boolean
  /** Only where it begins was reported: its end is its start. */
  readonly isSizeUnknown?: boolean
  /** Four letters of a maps line; three, or `?` as the last one, where it is not reported whether it is shared. */
  readonly perms?: string | undefined
  readonly offset?: bigint | undefined
  /** Two hexadecimal numbers with a colon. */
  readonly device?: string | undefined
  /** Decimal digits. */
  readonly inode?: string | undefined
  readonly name: string
}

const REPORTABLE = ['perms', 'offset', 'device', 'inode'] as const

/** `s` shared; `p` private; old dumps and other systems write `-` or `S`; nothing or `?`: not reported. */
const PERMS = /^([r-])([w-])([x-])([psS?-]?)$/
const DEVICE = /^([0-9a-f]{1,8}):([0-9a-f]{1,8})$/i
const INODE = /^\d{1,20}$/
const LARGEST = 0xffffffffffffffffn
const NO_DEVICE = { major: 0, minor: 0 }
/** Longer than any path of the kernel's (PATH_MAX is 4096), which may be written with four letters for one. */
const LONGEST_NAME = 64 * 1024

/** Permissions as the table has them by their letters: there are few, and each row has some. */
const KNOWN_PERMS = new Map<string, number>()
const MOST_KNOWN_PERMS = 256

function permsBits(perms: string): number | null {
  const known = KNOWN_PERMS.get(perms)
  if (known !== undefined) return known
  const bits = parsePerms(perms)
  if (bits !== null && KNOWN_PERMS.size < MOST_KNOWN_PERMS) KNOWN_PERMS.set(perms, bits)
  return bits
}

/** Permissions as the table has them, or null. */
function parsePerms(perms: string): number | null {
  const letters = PERMS.exec(perms)
  if (letters === null) return null
  const [, read, write, execute, kind] = letters
  return (read === 'r' ? 1 : 0) | (write === 'w' ? 2 : 0) | (execute === 'x' ? 4 : 0) | (/s/i.test(kind ?? '') ? 8 : 0)
}

/** A name as the kernel writes it: without blanks before it, and with line ends that can't end a line. */
const nameOf = (name: string): string => (name === '' ? '' : name.replace(/^[ \t]+/, '').replaceAll('\n', '\\012'))

/** A device that was reported; null for anything else. */
function deviceOf(listed: string | undefined): { major: number; minor: number } | null {
  if (listed === undefined) return NO_DEVICE
  const [, major, minor] = DEVICE.exec(listed) ?? []
  if (major === undefined || minor === undefined) return null
  return { major: Number.parseInt(major, 16), minor: Number.parseInt(minor, 16) }
}

/** An inode that was reported; negative for anything else. */
function inodeOf(listed: string | undefined): bigint {
  if (listed === undefined) return 0n
  return INODE.test(listed) ? BigInt(listed) : -1n
}

/**
 * Collects mappings that other tools list, as the columns of a table. What can't be a mapping does not get in, whatever its
 * line looked like (RowCheck).
 */
export class MappingList {
  /** Why the last row was refused; null when it was taken. */
  fault: RowFault | null = null
  readonly #check = new RowCheck()
  readonly #builder = new TableBuilder()
  readonly #listed = new Set<AbsentColumn>()

  get rowCount(): number {
    return this.#builder.rowCount
  }

  /** Columns that no line reported: their values in the table mean nothing. */
  get absent(): readonly AbsentColumn[] {
    const isReported = (column: AbsentColumn): boolean => this.#listed.has(column)
    // Without permissions, there is no last letter to report.
    return ABSENT_COLUMNS.filter((column) => !isReported(column) && (column !== 'sharing' || isReported('perms')))
  }

  /** Whether the rows are a list of mappings: those that were refused are few against those that were taken. */
  get isListing(): boolean {
    return this.#check.isListing
  }

  /** @returns false when the row can't be a mapping; `fault` is the reason, and its numbers are left out, too */
  mapping(listed: ListedMapping): boolean {
    this.fault = this.#check.fault(listed) ?? this.#add(listed)
    if (this.fault !== null) return false
    if (listed.isAddressUnknown !== true) this.#listed.add('address')
    for (const column of REPORTABLE) if (listed[column] !== undefined) this.#listed.add(column)
    if (/^...[^?]/.test(listed.perms ?? '')) this.#listed.add('sharing')
    return true
  }

  #add({ start, end, perms = 'r--p', offset = 0n, device, inode, name }: ListedMapping): RowFault | null {
    const bits = permsBits(perms)
    const numbers = deviceOf(device)
    const number = inodeOf(inode)
    const isReadable =
      bits !== null &&
      numbers !== null &&
      number >= 0n &&
      number <= LARGEST &&
      offset >= 0n &&
      offset <= LARGEST &&
      name.length <= LONGEST_NAME
    if (!isReadable) return 'permissions, offset, device, inode or name of no mapping'
    this.#builder.row({ start, end, perms: bits, offset, ...numbers, inode: number, name: nameOf(name) })
    return null
  }

  /** A number of the mapping taken last, as it was reported: digits. Leave out what is unknown. */
  field(name: string, value: string | number, unit: 'kB' | 'none' = 'kB'): void {
    if (this.fault !== null) return
    this.#builder.number(name, /^\d{1,20}$/.test(String(value)) ? BigInt(value) : -1n, unit)
  }

  /** Its VmFlags: two letters each, with blanks between. */
  flags(letters: string): void {
    if (this.fault === null) this.#builder.flags(letters)
  }

  finish(): ScanResult {
    return this.#builder.finish()
  }
}
