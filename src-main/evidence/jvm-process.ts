import type { LoadedModule } from './loaded-modules.ts'
import { PagedWords } from './paged-words.ts'
import type { ProcessMemory } from './process-memory.ts'
import { readVmStructs, type VmStructs } from './jvm-structs.ts'

/** 16 MiB of structures are looked at, no more. */
const MOST_PAGES = 4096
const MOST_FLAGS = 4096
/** Flags that are asked for. */
const WANTED = new Set([
  'UseCompressedOops',
  'UseCompressedClassPointers',
  'UseCompactObjectHeaders',
  'UseG1GC',
  'UseSerialGC',
  'UseParallelGC',
  'UseZGC',
  'ZGenerational',
  'UseShenandoahGC',
  'UseEpsilonGC'
])

/** What is the same in all processes with one build of the library. */
interface KnownBuild {
  readonly structs: VmStructs
  /** Addresses of flags of one byte, less the library's bias. */
  readonly flags: ReadonlyMap<string, number>
}

const known = new WeakMap<LoadedModule['file'], KnownBuild>()

/**
 * A HotSpot JVM seen from outside, by the table that shows debuggers where its variables and the fields of its
 * structures are (src/hotspot/share/runtime/vmStructs.cpp; verified with OpenJDK 17.0.21 and 25.0.3).
 */
export class JvmProcess {
  readonly words: PagedWords
  readonly #build: KnownBuild
  readonly #bias: number

  private constructor(words: PagedWords, build: KnownBuild, bias: number) {
    this.words = words
    this.#build = build
    this.#bias = bias
  }

  /** Null where the library reports nothing, or not yet. */
  static of(memory: ProcessMemory, { file, bias }: LoadedModule): JvmProcess | null {
    const table = file.exported('gHotSpotVMStructs')
    if (bias === null || table === null) return null
    const words = new PagedWords(memory, MOST_PAGES)
    let build = known.get(file)
    if (build === undefined) {
      const structs = readVmStructs(memory, bias + table, bias)
      // A process that has only just begun has not filled its table in.
      if (structs.size === 0) return null
      build = { structs, flags: flagAddresses(words, structs, bias) }
      // What there was no time for would be missing in every process.
      if (words.isOver) return null
      known.set(file, build)
    }
    return new JvmProcess(words, build, bias)
  }

  /** Address of a variable of the library, under the first of the names that its version has. */
  addressOf(...names: readonly string[]): number | null {
    for (const name of names) {
      const address = this.#build.structs.get(name)?.address
      if (address != null) return address + this.#bias
    }
    return null
  }

  /** The variable's 64 bits. */
  variable(...names: readonly string[]): number | null {
    const address = this.addressOf(...names)
    return address === null ? null : this.words.word(address)
  }

  /** The offset of a field in its structure, under the first of the names that the version has. */
  offset(...names: readonly string[]): number | null {
    for (const name of names) {
      const field = this.#build.structs.get(name)
      if (field !== undefined && field.address === null) return field.offset
    }
    return null
  }

  /** The 64 bits of a field of a structure. */
  field(structure: number | null, ...names: readonly string[]): number | null {
    const offset = this.offset(...names)
    return structure === null || offset === null ? null : this.words.word(structure + offset)
  }

  /** Whether a flag of the command line is on; null where it is not known. */
  flag(name: string): boolean | null {
    const address = this.#build.flags.get(name)
    const value = address === undefined ? null : this.words.byte(address + this.#bias)
    return value === null ? null : value !== 0
  }
}

function flagAddresses(words: PagedWords, structs: VmStructs, bias: number): ReadonlyMap<string, number> {
  const addresses = new Map<string, number>()
  const [first, count] = ['JVMFlag.flags', 'JVMFlag.numFlags'].map((name) => {
    const address = structs.get(name)?.address
    return address == null ? null : words.word(address + bias)
  })
  const [nameAt, addressAt, flagsAt, typeAt] = ['_name', '_addr', '_flags', '_type'].map(
    (name) => structs.get(`JVMFlag.${name}`)?.offset
  )
  if (first == null || count == null || nameAt === undefined || addressAt === undefined) return addresses
  // The fields, rounded up to a pointer: the size of the structure is in another table.
  const size = Math.ceil((Math.max(nameAt + 4, addressAt + 4, flagsAt ?? 0, typeAt ?? 0) + 4) / 8) * 8
  for (let at = 0; at < Math.min(count, MOST_FLAGS); at++) {
    const [name, address] = [words.word(first + at * size + nameAt), words.word(first + at * size + addressAt)]
    if (name === null || address === null) continue
    const text = words.text(name)
    if (WANTED.has(text)) addresses.set(text, address - bias)
  }
  return addresses
}
