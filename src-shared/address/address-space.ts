import { textAt } from '../memory/text-list.ts'
import { u64Number } from '../memory/u64-column.ts'
import type { MappingTable } from '../memory/mapping-table.ts'

/** The end of all addresses: 2^64. A double holds it, and every page boundary below it, exactly. */
export const ADDRESSES_END = 2 ** 64

/**
 * Which addresses a process can have. Between the end of the user's part and the start of the kernel's lie addresses that
 * the processor refuses.
 */
export interface AddressSpace {
  /** First address that a program can't have. */
  readonly userEnd: number
  /** log2 of `userEnd`. */
  readonly userBits: number
  /** First address of the kernel's part; ADDRESSES_END where programs see none. */
  readonly kernelStart: number
  /** True where the machine's architecture defines it; false where it is the least usual size that holds all mappings. */
  readonly isKnown: boolean
}

/**
 * Bits of user addresses by architecture, least first: Documentation/arch/x86/x86_64/mm.rst and 5level-paging.rst,
 * Documentation/arch/arm64/memory.rst, Documentation/arch/riscv/vm-layout.rst, arch/s390/include/asm/processor.h. Names are
 * those of `uname -m` and of Node.
 */
const USER_BITS: Readonly<Record<string, readonly number[]>> = {
  x86_64: [47, 56],
  x64: [47, 56],
  aarch64: [39, 42, 47, 48, 52],
  arm64: [39, 42, 47, 48, 52],
  riscv64: [38, 47, 56],
  loongarch64: [47],
  ppc64le: [47, 49, 52],
  ppc64: [47, 49, 52],
  s390x: [42, 53]
}
/** Where programs get addresses of the least size that holds theirs unless they ask for more; of the others a machine has one size. */
const USUAL_BITS: Readonly<Record<string, number>> = { aarch64: 48, arm64: 48 }

const UNKNOWN_BITS = [32, 47, 48, 56]

/** First address after the last user mapping; names in brackets of the kernel's half are not the program's. */
function lastEnd(table: MappingTable): number {
  let last = 0
  for (let row = 0; row < table.rowCount; row++) {
    if (table.start.hi[row]! >= 0x80000000) continue
    last = Math.max(last, u64Number(table.end, row))
  }
  return last
}

/** Only x86-64 has the old system calls' page at the top of all addresses (arch/x86/include/uapi/asm/vsyscall.h). */
function hasVsyscall(table: MappingTable): boolean {
  for (let row = table.rowCount - 1; row >= 0; row--) {
    if (table.start.hi[row]! >= 0x80000000 && textAt(table.backings.name, table.backing[row]!) === '[vsyscall]')
      return true
  }
  return false
}

/** The architecture that the source reports, or that a mapping reports which no other has. */
export function architectureOf(table: MappingTable, ofSource: string | null): string | null {
  return ofSource ?? (hasVsyscall(table) ? 'x86_64' : null)
}

/** Programs of 32 bits have their stack below 4 GiB; a 64-bit program's lies at the top. */
function isNarrow(table: MappingTable, last: number): boolean {
  if (last > 2 ** 32 || table.rowCount === 0) return false
  for (let row = 0; row < table.rowCount; row++) {
    if (textAt(table.backings.name, table.backing[row]!) === '[stack]') return true
  }
  return false
}

/**
 * The address space of a process.
 * @param architecture of its machine, by uname or Node; null when it is not known
 */
export function addressSpaceOf(table: MappingTable, architecture: string | null): AddressSpace {
  const last = lastEnd(table)
  if (isNarrow(table, last)) return { userEnd: 2 ** 32, userBits: 32, kernelStart: 2 ** 32, isKnown: true }
  const machine = architectureOf(table, architecture)
  const known = machine === null ? undefined : USER_BITS[machine]
  const usual = machine === null ? 0 : (USUAL_BITS[machine] ?? 0)
  const userBits = (known ?? UNKNOWN_BITS).find((bits) => bits >= usual && last <= 2 ** bits) ?? 63
  const kernelStart = userBits === 32 ? 2 ** 32 : ADDRESSES_END - 2 ** userBits
  return { userEnd: 2 ** userBits, userBits, kernelStart, isKnown: known !== undefined }
}

/** Ends of user addresses that the architecture can have, for lines in a picture; of an unknown one the usual ones. */
export function userLimits(architecture: string | null): readonly number[] {
  return ((architecture === null ? undefined : USER_BITS[architecture]) ?? [47, 48, 56]).map((bits) => 2 ** bits)
}
