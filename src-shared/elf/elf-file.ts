/** Random access to the bytes of a file. Shared code does no IO: a host lends it. */
export interface ByteSource {
  /** Bytes. */
  readonly size: number
  /** Bytes from `offset` on; fewer than asked for where the file ends. */
  read(offset: number, length: number): Uint8Array
}

/** A program header (elf(5)): a part of the file that is mapped, or a note. */
export interface ElfSegment {
  readonly type: number
  readonly flags: number
  /** Offset in the file, bytes. */
  readonly offset: number
  /** Address in the file's own numbering, before the load bias. */
  readonly address: number
  /** Bytes in the file. */
  readonly fileSize: number
  /** Bytes in memory; what is beyond `fileSize` is .bss. */
  readonly memorySize: number
}

/** A section header (elf(5)). Stripped files keep them; packed ones may have none. */
export interface ElfSection {
  readonly name: string
  readonly type: number
  readonly flags: number
  readonly address: number
  readonly offset: number
  /** Bytes; of SHT_NOBITS sections in memory, of others also in the file. */
  readonly size: number
  /** Index of the section that holds the names of a symbol table. */
  readonly link: number
}

export interface ElfFile {
  readonly bits: 32 | 64
  readonly isLittleEndian: boolean
  /** ET_EXEC (2): linked to fixed addresses. ET_DYN (3): libraries and position-independent programs. ET_CORE (4). */
  readonly type: number
  /** EM_X86_64 is 62, EM_AARCH64 is 183 (include/uapi/linux/elf-em.h). */
  readonly machine: number
  readonly segments: readonly ElfSegment[]
  readonly sections: readonly ElfSection[]
}

export const PT_LOAD = 1
export const PT_DYNAMIC = 2
export const PT_NOTE = 4
export const PT_TLS = 7
export const PF_WRITE = 2
export const ET_EXEC = 2
export const SHT_SYMTAB = 2
export const SHT_NOBITS = 8
export const SHT_DYNSYM = 11
/** The section takes up memory while the program runs. */
export const SHF_ALLOC = 2

/** Real files have some dozens; a false header must not cost memory. */
const MOST_HEADERS = 65_536
const LONGEST_NAME_TABLE = 1024 * 1024
const decoder = new TextDecoder()

/** A view on a part of a file, with the file's byte order and word size. Numbers of 2^53 and more are given as NaN. */
class Words {
  readonly #view: DataView
  readonly #little: boolean
  readonly #wide: boolean

  constructor(bytes: Uint8Array, little: boolean, wide: boolean) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#little = little
    this.#wide = wide
  }

  half(at: number): number {
    return this.#view.getUint16(at, this.#little)
  }

  word(at: number): number {
    return this.#view.getUint32(at, this.#little)
  }

  /** A number as wide as an address. */
  address(at: number): number {
    if (!this.#wide) return this.word(at)
    const value = Number(this.#view.getBigUint64(at, this.#little))
    return Number.isSafeInteger(value) ? value : NaN
  }
}

export function elfWords(file: Pick<ElfFile, 'isLittleEndian' | 'bits'>, bytes: Uint8Array): Words {
  return new Words(bytes, file.isLittleEndian, file.bits === 64)
}

/** The text up to the next zero byte. */
export function zeroEnded(bytes: Uint8Array, at: number): string {
  const end = bytes.indexOf(0, at)
  return decoder.decode(bytes.subarray(at, end < 0 ? bytes.length : end))
}

function readTable(source: ByteSource, offset: number, entry: number, count: number, least: number): Uint8Array {
  if (count === 0 || entry < least || !Number.isFinite(offset)) return new Uint8Array(0)
  return source.read(offset, entry * Math.min(count, MOST_HEADERS))
}

function segmentsOf(words: Words, bytes: Uint8Array, entry: number, wide: boolean): ElfSegment[] {
  const segments: ElfSegment[] = []
  for (let at = 0; at + entry <= bytes.length; at += entry) {
    segments.push({
      type: words.word(at),
      flags: words.word(at + (wide ? 4 : 24)),
      offset: words.address(at + (wide ? 8 : 4)),
      address: words.address(at + (wide ? 16 : 8)),
      fileSize: words.address(at + (wide ? 32 : 16)),
      memorySize: words.address(at + (wide ? 40 : 20))
    })
  }
  return segments.filter(
    ({ offset, address, fileSize, memorySize }) => !Number.isNaN(offset + address + fileSize + memorySize)
  )
}

function sectionsOf(
  words: Words,
  bytes: Uint8Array,
  entry: number,
  wide: boolean
): (ElfSection & { nameAt: number })[] {
  const sections: (ElfSection & { nameAt: number })[] = []
  for (let at = 0; at + entry <= bytes.length; at += entry) {
    sections.push({
      name: '',
      nameAt: words.word(at),
      type: words.word(at + 4),
      flags: words.address(at + 8),
      address: words.address(at + (wide ? 16 : 12)),
      offset: words.address(at + (wide ? 24 : 16)),
      size: words.address(at + (wide ? 32 : 20)),
      link: words.word(at + (wide ? 40 : 24))
    })
  }
  return sections
}

/** Reads the headers of an ELF file; null when it is not one. Untrusted: whatever the headers claim, reads stay inside the file. */
export function readElf(source: ByteSource): ElfFile | null {
  const head = source.read(0, 64)
  if (head.length < 52 || head[0] !== 0x7f || head[1] !== 0x45 || head[2] !== 0x4c || head[3] !== 0x46) return null
  const wide = head[4] === 2
  const little = head[5] === 1
  if ((head[4] !== 1 && !wide) || (head[5] !== 2 && !little) || (wide && head.length < 64)) return null
  const file = { bits: wide ? 64 : 32, isLittleEndian: little } as const
  const words = elfWords(file, head)
  const tail = wide ? 52 : 40
  const [segmentSize, segmentCount] = [words.half(tail + 2), words.half(tail + 4)]
  const [sectionSize, sectionCount, namesIndex] = [words.half(tail + 6), words.half(tail + 8), words.half(tail + 10)]
  const segmentBytes = readTable(source, words.address(wide ? 32 : 28), segmentSize, segmentCount, wide ? 56 : 32)
  const sectionBytes = readTable(source, words.address(wide ? 40 : 32), sectionSize, sectionCount, wide ? 64 : 40)
  const sections = sectionsOf(elfWords(file, sectionBytes), sectionBytes, sectionSize || 1, wide)
  const nameTable = sections[namesIndex]
  const names =
    nameTable === undefined || !Number.isFinite(nameTable.offset + nameTable.size)
      ? new Uint8Array(0)
      : source.read(nameTable.offset, Math.min(nameTable.size, LONGEST_NAME_TABLE))
  return {
    ...file,
    type: words.half(16),
    machine: words.half(18),
    segments: segmentsOf(elfWords(file, segmentBytes), segmentBytes, segmentSize || 1, wide),
    sections: sections.map(({ nameAt, ...section }) => ({ ...section, name: zeroEnded(names, nameAt) }))
  }
}

/** The bytes of a section, at most `limit` of them; null where there is no such section or it holds nothing in the file. */
export function sectionBytes(source: ByteSource, file: ElfFile, name: string, limit: number): Uint8Array | null {
  const section = file.sections.find((each) => each.name === name)
  if (section === undefined || section.type === SHT_NOBITS || !(section.size <= limit)) return null
  return source.read(section.offset, section.size)
}

/** Name of the section that holds an address of the file's own numbering, or null. */
export function sectionAt(file: ElfFile, address: number): string | null {
  const found = file.sections.find(
    (section) =>
      (section.flags & SHF_ALLOC) !== 0 && address >= section.address && address < section.address + section.size
  )
  return found?.name ?? null
}
