import {
  PT_DYNAMIC,
  PT_LOAD,
  PT_TLS,
  readElf,
  sectionBytes,
  SHT_NOBITS,
  type ByteSource,
  type ElfFile,
  type ElfSegment
} from '#shared/elf/elf-file.ts'
import type { RuntimeId } from '#shared/classify/runtimes.ts'
import { versionInFile, type LinkedRuntime } from './version-texts.ts'

/** What is known of a program or library by its file. */
export interface ProgramFile {
  /** PT_LOAD headers, in the file's order. */
  readonly loads: readonly ElfSegment[]
  /** Address of its dynamic section, in the file's own numbering; null where it has none. */
  readonly dynamic: number | null
  /** Bytes of its thread-local variables. */
  readonly threadLocalBytes: number
  /** Runtimes that are linked into it, with their versions where the file contains them. */
  readonly runtimes: readonly LinkedRuntime[]
  /** Address of a symbol that other files may use, in the file's own numbering; null where it has none of that name. */
  exported(name: string): number | null
}

const MIB = 1024 * 1024
/** Names longer than that are those of browsers, which are known by their files. */
const LONGEST_NAMES = 8 * MIB
const LONGEST_CONSTANTS = 2 * MIB
const latin = new TextDecoder('latin1')

/** Symbols that only programs with the runtime in them have. */
const MARKS: readonly (readonly [symbol: string, id: RuntimeId])[] = [
  ['__asan_init', 'asan'],
  ['__tsan_init', 'tsan'],
  ['__msan_init', 'msan'],
  ['mallctl', 'jemalloc'],
  ['mi_heap_new', 'mimalloc'],
  ['GC_gcollect', 'boehm'],
  ['luaJIT_setmode', 'luajit'],
  ['caml_startup', 'ocaml'],
  ['mono_jit_init', 'mono'],
  // src/malloc/mallocng/malloc.c: a static program has no file of musl's.
  ['__malloc_alloc_meta', 'musl']
]
/** Libraries that ask for such symbols do not define them; only these files are asked. */
const ASKED: readonly string[] = ['.symtab', '.dynsym']

/** `go1.22.3` of a file's .go.buildinfo (debug/buildinfo, since Go 1.18: the version follows 32 bytes). */
function goVersion(source: ByteSource, file: ElfFile): string {
  const info = sectionBytes(source, file, '.go.buildinfo', 64 * 1024)?.subarray(32, 96)
  return /^.go(\d+(?:\.\d+)*)/s.exec(info === undefined ? '' : latin.decode(info))?.[1] ?? ''
}

/** glibc's own words for itself, which it prints when it is run (csu/version.c). */
function glibcVersion(source: ByteSource, file: ElfFile): string {
  const constants = sectionBytes(source, file, '.rodata', LONGEST_CONSTANTS)
  if (constants === null) return ''
  const at = indexOf(constants, 'stable release version ')
  return at < 0 ? '' : (/version (\d+\.\d+)/.exec(latin.decode(constants.subarray(at, at + 40)))?.[1] ?? '')
}

/** musl prints its name and version when its loader is run by itself (ldso/dynlink.c); as a name, libc.so has others. */
function muslVersion(source: ByteSource, file: ElfFile): string | null {
  const constants = sectionBytes(source, file, '.rodata', LONGEST_CONSTANTS)
  if (constants === null || indexOf(constants, 'musl libc (') < 0) return null
  return /\0(1\.\d+\.\d+)\0/.exec(latin.decode(constants))?.[1] ?? ''
}

/** The compiler's own line in .comment, which stays in stripped programs, too; null where none is. */
function rustVersion(source: ByteSource, file: ElfFile): string | null {
  const lines = sectionBytes(source, file, '.comment', 4096)
  return lines === null ? null : (/rustc version (\d+\.\d+)/.exec(latin.decode(lines))?.[1] ?? null)
}

function indexOf(bytes: Uint8Array, text: string): number {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf(text, 0, 'latin1')
}

/** Defined symbols by name, of those that are asked for. Undefined ones have no section. */
function definedSymbols(source: ByteSource, file: ElfFile, names: readonly string[]): Map<string, number> {
  const found = new Map<string, number>()
  if (file.bits !== 64 || !file.isLittleEndian) return found
  for (const name of ASKED) {
    const table = file.sections.find((section) => section.name === name && section.type !== SHT_NOBITS)
    const texts = table === undefined ? undefined : file.sections[table.link]
    if (table === undefined || texts === undefined || !(texts.size <= LONGEST_NAMES)) continue
    const text = source.read(texts.offset, texts.size)
    const nameAt = new Map<number, string>()
    for (const wanted of names) {
      const at = indexOf(text, `\0${wanted}\0`)
      if (at >= 0) nameAt.set(at + 1, wanted)
    }
    if (nameAt.size === 0) continue
    const symbols = source.read(table.offset, Math.min(table.size, 64 * MIB))
    const view = new DataView(symbols.buffer, symbols.byteOffset, symbols.length)
    for (let at = 0; at + 24 <= symbols.length; at += 24) {
      const wanted = nameAt.get(view.getUint32(at, true))
      if (wanted !== undefined && view.getUint16(at + 6, true) !== 0) {
        found.set(wanted, Number(view.getBigUint64(at + 8, true)))
      }
    }
  }
  return found
}

/**
 * Reads what is wanted of a program or library; null where it is not an ELF file.
 * @param isProgram of a program, runtimes that are linked into it are looked for
 * @param exports names of symbols whose addresses are wanted
 */
export function readProgramFile(
  source: ByteSource,
  name: string,
  isProgram: boolean,
  exports: readonly string[]
): ProgramFile | null {
  const file = readElf(source)
  if (file === null) return null
  const runtimes: LinkedRuntime[] = []
  if (file.sections.some((section) => section.name === '.gopclntab')) {
    runtimes.push({ id: 'go', version: goVersion(source, file) })
  }
  if (/(?:^|\/)libc(?:\.so\.6|-2\.\d+\.so)$/.test(name))
    runtimes.push({ id: 'glibc', version: glibcVersion(source, file) })
  if (/(?:^|\/)(?:libc|ld-musl-[\w.-]+)\.so(?:\.1)?$/.test(name)) {
    const version = muslVersion(source, file)
    if (version !== null) runtimes.push({ id: 'musl', version })
  }
  const runtime = versionInFile(source, file, name)
  if (runtime !== null) runtimes.push(runtime)
  const rust = isProgram ? rustVersion(source, file) : null
  if (rust !== null) runtimes.push({ id: 'rust', version: rust })
  const marks = isProgram ? MARKS.map(([symbol]) => symbol) : []
  const symbols =
    marks.length + exports.length === 0
      ? new Map<string, number>()
      : definedSymbols(source, file, [...marks, ...exports])
  for (const [symbol, id] of MARKS) {
    if (symbols.has(symbol) && !runtimes.some((known) => known.id === id)) runtimes.push({ id, version: '' })
  }
  return {
    loads: file.segments.filter(({ type }) => type === PT_LOAD),
    dynamic: file.segments.find(({ type }) => type === PT_DYNAMIC)?.address ?? null,
    threadLocalBytes: file.segments.find(({ type }) => type === PT_TLS)?.memorySize ?? 0,
    runtimes,
    exported: (wanted) => symbols.get(wanted) ?? null
  }
}
