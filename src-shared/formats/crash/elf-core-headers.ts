/** Offsets and contents of a core file's headers: elf(5), core(5). Numbers may be anything in a damaged file. */

const ET_CORE = 4
export const PT_LOAD = 1
export const PT_NOTE = 4
const PN_XNUM = 0xffff

/** Bytes at the beginning of a core file that are looked at, at most: the headers and notes of a million mappings fit. */
const MOST_OF_CORE = 128 * 1024 * 1024

export interface CoreHeaders {
  readonly view: DataView
  readonly is64: boolean
  readonly little: boolean
  /** Where the program headers begin, bytes, and how many there are. */
  readonly from: number
  readonly count: number
}

export interface ProgramHeader {
  readonly kind: number
  /** Bits: execute 1, write 2, read 4. */
  readonly flags: number
  /** Bytes. */
  readonly offset: number
  readonly fileSize: number
  readonly start: bigint
  /** Bytes. */
  readonly memorySize: bigint
}

/** @param head the beginning of a file */
export function isElf(head: Uint8Array): boolean {
  return head.length >= 64 && head[0] === 0x7f && head[1] === 0x45 && head[2] === 0x4c && head[3] === 0x46
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** @param head the beginning of a file */
export const isCore = (head: Uint8Array): boolean =>
  isElf(head) && viewOf(head).getUint16(16, head[5] !== 2) === ET_CORE

/** Bytes of one program header. */
export const headerBytes = ({ is64 }: Pick<CoreHeaders, 'is64'>): number => (is64 ? 56 : 32)

/** A number of the file's own width that is no address: exact up to 2^53, above that only large. */
function wordAt({ view, is64, little }: Omit<CoreHeaders, 'from' | 'count'>, at: number): number {
  if (!is64) return view.getUint32(at, little)
  const [first, second] = [view.getUint32(at, little), view.getUint32(at + 4, little)]
  return little ? first + second * 2 ** 32 : first * 2 ** 32 + second
}

/** Offset of the first section header's sh_info, which counts program headers that are very many; null without one. */
export function infoOffset(headers: Omit<CoreHeaders, 'from' | 'count'>): number | null {
  const sections = wordAt(headers, headers.is64 ? 40 : 32)
  return sections === 0 ? null : sections + (headers.is64 ? 44 : 28)
}

/**
 * More than 65,534 headers: the number is in the first section header, which the kernel writes at the end of the file.
 * Where that is not there, what follows the headers shows it: notes in the kernel's cores (fs/binfmt_elf.c, elf_core_dump),
 * memory in gdb's; so it is what one of the first two headers is about.
 */
function largeCount(headers: Omit<CoreHeaders, 'count'>): number {
  const { view, little, from } = headers
  const info = infoOffset(headers)
  if (info !== null && info + 4 <= view.byteLength) return view.getUint32(info, little)
  const known = { ...headers, count: 2 }
  const ends = [0, 1].map((index) => programHeader(known, index)?.offset ?? 0).filter((offset) => offset > from)
  return ends.length === 0 ? PN_XNUM : Math.floor((Math.min(...ends) - from) / headerBytes(headers))
}

/** @param bytes of an ELF file, at least the first 64 */
export function coreHeaders(bytes: Uint8Array): CoreHeaders {
  const known = { view: viewOf(bytes), is64: bytes[4] === 2, little: bytes[5] !== 2 }
  const from = wordAt(known, known.is64 ? 32 : 28)
  const count = known.view.getUint16(known.is64 ? 56 : 44, known.little)
  return { ...known, from, count: count === PN_XNUM ? largeCount({ ...known, from }) : count }
}

/** A program header by its number; null where the bytes end before. */
export function programHeader(headers: CoreHeaders, index: number): ProgramHeader | null {
  const { view, is64, little, from } = headers
  const at = from + index * headerBytes(headers)
  if (at + headerBytes(headers) > view.byteLength) return null
  const addressAt = (offset: number): bigint =>
    is64 ? view.getBigUint64(offset, little) : BigInt(view.getUint32(offset, little))
  return {
    kind: view.getUint32(at, little),
    flags: view.getUint32(at + (is64 ? 4 : 24), little),
    offset: wordAt(headers, at + (is64 ? 8 : 4)),
    fileSize: wordAt(headers, at + (is64 ? 32 : 16)),
    start: addressAt(at + (is64 ? 16 : 8)),
    memorySize: addressAt(at + (is64 ? 40 : 20))
  }
}

/**
 * Bytes at the beginning of a core file that hold its headers and notes. The kernel writes the notes before the memory, gdb
 * behind it; where the beginning does not show them, or they are far, it is as much as is ever unpacked.
 * @param head the beginning of a core file
 */
export function bytesToNotes(head: Uint8Array): number {
  const headers = coreHeaders(head)
  let end = headers.from + headers.count * headerBytes(headers)
  let hasNotes = false
  for (let index = 0; index < headers.count; index++) {
    const header = programHeader(headers, index)
    if (header === null) break
    if (header.kind !== PT_NOTE) continue
    hasNotes = true
    end = Math.max(end, header.offset + header.fileSize)
  }
  return hasNotes ? Math.min(end, MOST_OF_CORE) : MOST_OF_CORE
}
