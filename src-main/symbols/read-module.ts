import type { ModuleFile } from '#shared/address/locate-address.ts'
import { buildIdOf } from '#shared/elf/build-id.ts'
import { readElf, sectionBytes, SHT_SYMTAB, type ByteSource, type ElfFile } from '#shared/elf/elf-file.ts'
import { readSymbolTable, type SymbolTable } from '#shared/elf/elf-symbols.ts'
import { memoryBytes, openFileBytes } from './file-bytes.ts'
import { unpackXz } from './unpack-xz.ts'

/** Where distributions put the symbols that they took out of programs (GDB manual, "Debugging Information in Separate Files"). */
const DEBUG_FILES = '/usr/lib/debug/.build-id'
/** A packed symbol table in the program (GDB manual, "MiniDebugInfo"). */
const PACKED_SYMBOLS = '.gnu_debugdata'
const LARGEST_PACKED = 32 * 1024 * 1024
const LARGEST_UNPACKED = 256 * 1024 * 1024

function separateSymbols(buildId: string | null): SymbolTable | null {
  if (buildId === null || buildId.length < 4) return null
  const file = openFileBytes(`${DEBUG_FILES}/${buildId.slice(0, 2)}/${buildId.slice(2)}.debug`)
  if (file === null) return null
  try {
    const elf = readElf(file)
    return elf === null || buildIdOf(file, elf) !== buildId ? null : readSymbolTable(file, elf)
  } finally {
    file.close()
  }
}

async function packedSymbols(source: ByteSource, elf: ElfFile): Promise<SymbolTable | null> {
  const packed = sectionBytes(source, elf, PACKED_SYMBOLS, LARGEST_PACKED)
  const bytes = packed === null ? null : await unpackXz(packed, LARGEST_UNPACKED)
  if (bytes === null) return null
  const inner = memoryBytes(bytes)
  const innerElf = readElf(inner)
  return innerElf === null ? null : readSymbolTable(inner, innerElf)
}

/** Looks in the first table, then in the second. */
function either(first: SymbolTable | null, second: SymbolTable | null): SymbolTable | null {
  if (first === null || second === null) return first ?? second
  return { count: first.count + second.count, find: (address) => first.find(address) ?? second.find(address) }
}

/** Reads what is known of an ELF file: headers, build id, and the fullest symbols to be had. Null when it is not an ELF file. */
export async function readModule(source: ByteSource): Promise<ModuleFile | null> {
  const elf = readElf(source)
  if (elf === null) return null
  const buildId = buildIdOf(source, elf)
  const own = readSymbolTable(source, elf)
  if (elf.sections.some(({ type }) => type === SHT_SYMTAB)) return { elf, buildId, symbols: own }
  const fuller = separateSymbols(buildId) ?? (await packedSymbols(source, elf))
  return { elf, buildId, symbols: either(fuller, own) }
}
