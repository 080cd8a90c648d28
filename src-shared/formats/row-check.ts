/** Why a row can't be a mapping of a process, in words for the list of what was skipped. */
export type RowFault =
  | 'not page-aligned'
  | 'outside the address space'
  | 'a summary of all mappings, not one of them'
  | 'the row above once more'
  | 'empty'
  | 'permissions, offset, device, inode or name of no mapping'

const REPEATED: RowFault = 'the row above once more'

/** Habits of tools by which nothing is lost: rows twice, rows of no length. */
export function isUsualFault(fault: RowFault): boolean {
  return fault === REPEATED || fault === 'empty'
}

/** The smallest page of all Linux machines, bytes; larger ones (16 KiB, 64 KiB) are multiples. */
export const SMALLEST_PAGE = 4096
/** Five levels of page tables on x86-64 give 57 bits (Documentation/arch/x86/x86_64/5level-paging.rst); no other machine has more in use. */
const END_OF_USER_SPACE = 2 ** 57
/** Above it are the kernel's pages that processes see: [vsyscall]. */
const START_OF_KERNEL_PAGES = 0xffff_0000_0000_0000

/** An end that would not fit into 64 bits is written as this. */
const LAST_BYTE = 0xffffffffffffffffn

/** What is checked of a row. */
export interface CheckedRow {
  readonly start: bigint
  readonly end: bigint
  /** Only its length was reported. */
  readonly isAddressUnknown?: boolean
  /** Only its start was reported. */
  readonly isSizeUnknown?: boolean
  readonly name: string
}

/**
 * The one check that the rows of every tool's text pass: whatever its lines look like, a mapping begins and ends at a page,
 * lies in the address space, and is reported once.
 */
export class RowCheck {
  /** Rows that passed, and those that did not, without repeated and empty ones, which are habits of tools. */
  #good = 0
  #bad = 0
  /** Rows that begin inside the row before. The kernel makes a few while a process changes (Documentation/filesystems/proc.rst). */
  #overlapping = 0
  /** Of the row before. Numbers are faster than bigints, and exact for whole pages of 64 bits. */
  #start = -1
  #end = -1
  readonly #pageSize: bigint

  /** @param pageSize of the source's machine, bytes, where it is known */
  constructor(pageSize = SMALLEST_PAGE) {
    this.#pageSize = BigInt(pageSize)
  }

  /** @returns null when the row may be a mapping */
  fault(row: CheckedRow): RowFault | null {
    const { start, end, name, isAddressUnknown = false, isSizeUnknown = false } = row
    if (name === '[rollup]') return 'a summary of all mappings, not one of them'
    if (end === start && !isSizeUnknown) return start === BigInt(this.#start) ? REPEATED : 'empty'
    if ((start | (end === LAST_BYTE ? 0n : end)) % this.#pageSize !== 0n) return this.#refused('not page-aligned')
    const [from, to] = [Number(start), Number(end)]
    if (from === this.#start && (to === this.#end || to === from)) return REPEATED
    if (isOutside(from, to) || end > LAST_BYTE) return this.#refused('outside the address space')
    if (!isAddressUnknown && from >= this.#start && from < this.#end) this.#overlapping++
    this.#good++
    this.#start = from
    this.#end = to
    return null
  }

  #refused(fault: RowFault): RowFault {
    this.#bad++
    return fault
  }

  /** Whether what passed is a list of mappings, not a few numbers of something else that happen to fit. */
  get isListing(): boolean {
    return this.#good > 0 && this.#bad <= this.#good / 2 && this.#overlapping <= 2 + this.#good / 8
  }
}

/** @param from and the end: addresses of whole pages, which numbers hold exactly */
function isOutside(from: number, to: number): boolean {
  return to < from || (from < START_OF_KERNEL_PAGES && to > END_OF_USER_SPACE)
}
