import { mappingName, rowAtAddress, type MappingTable } from '../memory/mapping-table.ts'
import { nameWithoutFolders } from '../memory/mapping-name-text.ts'
import { u64BigInt, u64Number } from '../memory/u64-column.ts'
import { isFileBacked } from './address-module.ts'
import { parseAddress } from './address-lookup.ts'
import { FIXED_PROGRAMS } from './locate-address.ts'

/** Most addresses that are answered at once; of a longer text the first ones are. */
export const MOST_ADDRESSES = 10_000

/** An address as a text has it: by itself, or as an offset in a module (`libc.so.6+0x29d90`, `prog(+0x1139)`). */
export type AddressWord =
  | { readonly kind: 'address'; readonly hex: bigint; readonly decimal: bigint | null }
  | { readonly kind: 'module'; readonly module: string; readonly offset: bigint }

/** Addresses inside a text: with `0x`, or bare ones of at least eight digits, as in stack traces. */
const INSIDE = /\b0x[0-9a-f]{1,16}\b|\b[0-9a-f]{8,16}\b|\b\d{17,20}\b/gi
/**
 * glibc's backtrace(3) writes `prog(+0x1139)`, sanitizers `(prog+0x1139)`, the JVM `[libc.so.6+0x29d90]`. A name is looked
 * at from its beginning only, so that a long word without an offset is read once.
 */
const IN_MODULE = /(\[vdso\]|(?<![^\s()[\]{}<>,;"'`+])[^\s()[\]{}<>,;"'`+]+)\(?\+(?:0x)?([0-9a-f]{1,16})\b\)?/gi
const DECIMAL = /^[1-9]\d{4,19}$/
const LARGEST = 2n ** 64n - 1n

/** Below, a number of the text is hardly an address of a process of 64 bits. */
const SMALL = 0x1_0000_0000n

function numberWord(text: string): AddressWord | null {
  const digits = text.trim()
  const decimal = DECIMAL.test(digits) && BigInt(digits) <= LARGEST ? BigInt(digits) : null
  const hex = parseAddress(digits) ?? decimal
  return hex === null ? null : { kind: 'address', hex, decimal }
}

function moduleWord(module: string, offset: string): AddressWord {
  return { kind: 'module', module, offset: BigInt(`0x${offset}`) }
}

/** What a word means that is to be one address; null when it is not one. */
export function addressWord(text: string): AddressWord | null {
  const [whole, module, offset] = [...text.trim().matchAll(IN_MODULE)][0] ?? []
  if (module !== undefined && offset !== undefined && whole === text.trim()) return moduleWord(module, offset)
  return numberWord(text)
}

/**
 * The addresses of a line of a stack trace or of a list, in their order. Where a line has both, the address itself is
 * taken and not the offset in the module, which only repeats it.
 */
export function addressWordsOf(line: string): AddressWord[] {
  const whole = addressWord(line)
  if (whole !== null) return [whole]
  const modules: AddressWord[] = []
  const rest = line.replaceAll(IN_MODULE, (_, module: string, offset: string) => {
    modules.push(moduleWord(module, offset))
    return ' '
  })
  const numbers = [...rest.matchAll(INSIDE)].flatMap(([found]) => numberWord(found) ?? [])
  const isAbsolute = numbers.some((word) => word.kind === 'address' && word.hex >= SMALL)
  return isAbsolute || modules.length === 0 ? numbers : modules
}

function isNamed(name: string, module: string): boolean {
  const bare = name.replace(/ \(deleted\)$/, '')
  return bare === module || nameWithoutFolders(bare) === nameWithoutFolders(module)
}

/** The address of an offset in a module: its first mapping from the file's beginning is where its own numbering begins. */
function addressInModule(table: MappingTable, module: string, offset: bigint): bigint | null {
  for (let row = 0; row < table.rowCount; row++) {
    if (u64Number(table.offset, row) !== 0 || !isNamed(mappingName(table, row), module)) continue
    if (!isFileBacked(table, row) && mappingName(table, row) !== '[vdso]') continue
    const start = u64BigInt(table.start, row)
    // Programs that are linked to fixed addresses count from 0: an offset in them is an address already.
    if (start < FIXED_PROGRAMS && offset >= start) return offset
    return start + offset
  }
  return null
}

/**
 * The address that a word means in a process; null where it has no such module. Digits that could be either are hexadecimal,
 * unless nothing is mapped there and something is where the decimal number points.
 */
export function meantAddress(table: MappingTable, word: AddressWord): bigint | null {
  if (word.kind === 'module') {
    const address = addressInModule(table, word.module, word.offset)
    return address !== null && address <= LARGEST ? address : null
  }
  const { hex, decimal } = word
  if (decimal === null || rowAtAddress(table, hex) >= 0) return hex
  return rowAtAddress(table, decimal) >= 0 ? decimal : hex
}

/** The addresses that the words of one line mean, and the modules that the process does not have, where nothing else is left. */
export function meantAddresses(
  table: MappingTable,
  words: readonly AddressWord[]
): { readonly addresses: readonly bigint[]; readonly unknownModules: readonly string[] } {
  const addresses = words.flatMap((word) => meantAddress(table, word) ?? [])
  const unknownModules = words.flatMap((word) => (word.kind === 'module' ? [word.module] : []))
  return { addresses, unknownModules: addresses.length > 0 ? [] : unknownModules }
}
