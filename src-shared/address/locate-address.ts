import type { ElfFile } from '../elf/elf-file.ts'
import { sectionAt } from '../elf/elf-file.ts'
import type { SymbolTable } from '../elf/elf-symbols.ts'
import { isLoadedAt, loadBias } from '../elf/load-bias.ts'
import type { MappingTable } from '../memory/mapping-table.ts'
import { u64BigInt } from '../memory/u64-column.ts'
import { findAddress, type Neighbour } from './address-lookup.ts'
import type { GeneratedCode } from './generated-code.ts'
import { isFileBacked, moduleOfRow, type AddressModule } from './address-module.ts'

/** What is known of a module's file. */
export interface ModuleFile {
  readonly elf: ElfFile
  readonly symbols: SymbolTable | null
  readonly buildId: string | null
}

/** Opens the file of a module; null where it can't be read. A host lends it. */
export type OpenModule = (module: AddressModule) => ModuleFile | 'no-elf' | null

/** Where an address lies and what is there. Null is "not known", or that there is none. */
export interface LocatedAddress {
  readonly address: bigint
  /** The mapping's row, null in a gap. */
  readonly row: number | null
  /** From the mapping's start, bytes. */
  readonly offset: bigint | null
  /** Offset in the mapped file, bytes; of file-backed mappings only. */
  readonly fileOffset: bigint | null
  /** Name of the file that the address belongs to. */
  readonly module: string | null
  /** The address in the file's own numbering: what addr2line and debuggers take. */
  readonly moduleOffset: bigint | null
  readonly section: string | null
  readonly symbol: string | null
  /** From the symbol's address, bytes. */
  readonly symbolOffset: number | null
  readonly buildId: string | null
  /** In a gap, what lies on both sides. */
  readonly gap: { readonly before: Neighbour | null; readonly after: Neighbour | null } | null
}

type Inside = Pick<LocatedAddress, 'module' | 'moduleOffset' | 'section' | 'symbol' | 'symbolOffset' | 'buildId'>

const NOT_KNOWN: Inside = {
  module: null,
  moduleOffset: null,
  section: null,
  symbol: null,
  symbolOffset: null,
  buildId: null
}

/** Below this, 64-bit programs are linked to fixed addresses: the distance to their start is not their own numbering. */
export const FIXED_PROGRAMS = 0x1_0000_0000n

/**
 * The distance to the file's first mapping, where its headers can't be read. Position-independent files are numbered from 0,
 * so this is their own numbering; for others it is not known.
 */
function unreadModule(module: AddressModule, address: bigint): bigint | null {
  const base = module.pieces.findLast(({ start, offset }) => offset === 0 && start <= address)
  return base === undefined || base.start < FIXED_PROGRAMS ? null : address - base.start
}

function insideModule(
  module: AddressModule,
  file: ModuleFile,
  address: bigint,
  inFile: bigint | null,
  pageSize: number
): Inside {
  const { elf, symbols, buildId } = file
  const bias = loadBias(elf, module.pieces, address, pageSize)
  const own = bias === null ? null : Number(address - bias)
  // Mapped as data, or anonymous memory that only lies beside it: it has an offset in the file, but no address of the file.
  if (own === null || !isLoadedAt(elf, own, inFile === null ? null : Number(inFile))) {
    return inFile === null ? NOT_KNOWN : { ...NOT_KNOWN, module: module.name, buildId }
  }
  const found = symbols?.find(own) ?? null
  return {
    module: module.name,
    moduleOffset: BigInt(own),
    section: sectionAt(elf, own),
    symbol: found?.name ?? null,
    symbolOffset: found?.offset ?? null,
    buildId
  }
}

/**
 * All that is known of an address.
 * @param pageSize of the machine that the table comes from, bytes
 * @param generated names of code that the process wrote itself
 */
export function locateAddress(
  table: MappingTable,
  address: bigint,
  pageSize: number,
  openModule: OpenModule,
  generated: GeneratedCode | null = null
): LocatedAddress {
  const found = findAddress(table, address)
  if (found.kind === 'gap') {
    const { before, after } = found
    return { address, row: null, offset: null, fileOffset: null, ...NOT_KNOWN, gap: { before, after } }
  }
  const { row, offset } = found
  const isFile = isFileBacked(table, row)
  const fileOffset = isFile ? u64BigInt(table.offset, row) + offset : null
  const base = { address, row, offset, fileOffset, gap: null }
  const module = moduleOfRow(table, row)
  if (module === null) {
    const named = generated?.find(Number(address)) ?? null
    return named === null
      ? { ...base, ...NOT_KNOWN }
      : { ...base, ...NOT_KNOWN, symbol: named.name, symbolOffset: named.offset }
  }
  const file = openModule(module)
  if (file === 'no-elf') return { ...base, ...NOT_KNOWN }
  // The vdso's image begins with its mapping, whatever its offset is.
  const inFile = isFile ? fileOffset : module.row === row ? offset : null
  if (file !== null) return { ...base, ...insideModule(module, file, address, inFile, pageSize) }
  if (!isFile) return { ...base, ...NOT_KNOWN }
  return { ...base, ...NOT_KNOWN, module: module.name, moduleOffset: unreadModule(module, address) }
}
