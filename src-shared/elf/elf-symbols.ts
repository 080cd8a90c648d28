import {
  elfWords,
  SHT_DYNSYM,
  SHT_SYMTAB,
  zeroEnded,
  type ByteSource,
  type ElfFile,
  type ElfSection
} from './elf-file.ts'

/** A symbol that holds an address. */
export interface FoundSymbol {
  readonly name: string
  /** From the symbol's address, bytes. */
  readonly offset: number
}

/** Functions and data of an ELF file, in address order, in the file's own numbering. */
export interface SymbolTable {
  readonly count: number
  find(address: number): FoundSymbol | null
}

/** 2.7 million symbols of 24 bytes, and their names: more than Chromium with its symbols has. */
const LARGEST_TABLE = 64 * 1024 * 1024
const LARGEST_NAMES = 512 * 1024 * 1024

/** Types and bindings of symbols (elf(5)). */
const OBJECT = 1
const FUNC = 2
const INDIRECT = 10
const NOTYPE = 0
const GLOBAL = 1
const WEAK = 2

/** How many symbols that begin before an address are checked for whether they reach it. */
const MOST_OVERLAPPING = 256

interface Symbols {
  readonly address: Float64Array
  readonly size: Float64Array
  readonly name: Uint32Array
  /** Higher is the better name of two at one address. */
  readonly rank: Uint8Array
  readonly section: Uint16Array
  count: number
}

/** Of several names of one address the plainest is shown: typed, sized, known outside, without underscores in front. */
function rankOf(type: number, binding: number, size: number, underscores: number): number {
  const isKnownOutside = binding === GLOBAL || binding === WEAK
  return (size > 0 ? 32 : 0) + (type === NOTYPE ? 0 : 16) + (isKnownOutside ? 8 : 0) + 7 - Math.min(7, underscores)
}

function leadingUnderscores(names: Uint8Array, at: number): number {
  let count = 0
  while (names[at + count] === 0x5f) count++
  return count
}

function readSymbols(file: ElfFile, bytes: Uint8Array, names: Uint8Array): Symbols {
  const wide = file.bits === 64
  const entry = wide ? 24 : 16
  const words = elfWords(file, bytes)
  const most = Math.floor(bytes.length / entry)
  const symbols: Symbols = {
    address: new Float64Array(most),
    size: new Float64Array(most),
    name: new Uint32Array(most),
    rank: new Uint8Array(most),
    section: new Uint16Array(most),
    count: 0
  }
  for (let index = 0; index < most; index++) {
    const at = index * entry
    const info = bytes[at + (wide ? 4 : 12)]!
    const section = words.half(at + (wide ? 6 : 14))
    const type = info & 15
    if (section === 0 || (type !== NOTYPE && type !== OBJECT && type !== FUNC && type !== INDIRECT)) continue
    const address = words.address(at + (wide ? 8 : 4))
    const size = words.address(at + (wide ? 16 : 8))
    if (Number.isNaN(address) || Number.isNaN(size) || address === 0) continue
    symbols.address[symbols.count] = address
    symbols.size[symbols.count] = size
    symbols.name[symbols.count] = words.word(at)
    symbols.rank[symbols.count] = rankOf(type, info >> 4, size, leadingUnderscores(names, words.word(at)))
    symbols.section[symbols.count++] = section
  }
  return symbols
}

/**
 * The symbol that holds an address, as a debugger names it: one whose size reaches it; else the last one before it that has
 * no size (labels of assembly) in the same section. An address between two functions has none.
 */
function finder(file: ElfFile, symbols: Symbols, names: Uint8Array): SymbolTable {
  const { address, size, rank, section } = symbols
  const order = Uint32Array.from({ length: symbols.count }, (_, index) => index)
  order.sort((a, b) => address[a]! - address[b]! || rank[a]! - rank[b]!)
  const reach = (index: number): number => address[index]! + size[index]!
  const sharesSection = (index: number, wanted: number): boolean => {
    const at = file.sections[section[index]!]
    return at !== undefined && wanted >= at.address && wanted < at.address + at.size
  }
  return {
    count: symbols.count,
    find(wanted) {
      let low = 0
      let high = order.length
      while (low < high) {
        const middle = (low + high) >> 1
        if (address[order[middle]!]! <= wanted) low = middle + 1
        else high = middle
      }
      let label: number | null = null
      for (let at = low - 1; at >= Math.max(0, low - MOST_OVERLAPPING); at--) {
        const index = order[at]!
        if (size[index] === 0) {
          label ??= index
        } else if (wanted < reach(index)) {
          // A sized symbol that begins before a label still holds it.
          return { name: zeroEnded(names, symbols.name[index]!), offset: wanted - address[index]! }
        } else if (label === null) {
          // The last sized symbol ends before the address: what lies there belongs to none, unless one reaches over it.
          label = -1
        }
      }
      if (label === null || label < 0 || !sharesSection(label, wanted)) return null
      return { name: zeroEnded(names, symbols.name[label]!), offset: wanted - address[label]! }
    }
  }
}

/** The most complete symbol table of a file: .symtab, else .dynsym; null where it has neither, or one that is impossibly large. */
export function readSymbolTable(source: ByteSource, file: ElfFile): SymbolTable | null {
  const ofType = (type: number): ElfSection | undefined => file.sections.find((section) => section.type === type)
  const table = ofType(SHT_SYMTAB) ?? ofType(SHT_DYNSYM)
  const namesOf = table === undefined ? undefined : file.sections[table.link]
  if (table === undefined || namesOf === undefined) return null
  if (!(table.size <= LARGEST_TABLE) || !(namesOf.size <= LARGEST_NAMES)) return null
  const names = source.read(namesOf.offset, namesOf.size)
  return finder(file, readSymbols(file, source.read(table.offset, table.size), names), names)
}
