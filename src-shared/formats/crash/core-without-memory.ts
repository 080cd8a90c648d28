import { joinBytes } from '../../base/join-bytes.ts'
import type { FileReading } from '../file-reading.ts'
import { coreHeaders, headerBytes, infoOffset, programHeader, PT_NOTE, type CoreHeaders } from './elf-core-headers.ts'

/** As many as vm.max_map_count may be raised to in practice; a damaged header may state anything. */
export const MOST_HEADERS = 1_000_000
/** All notes together: names of as many files as there are headers are less. */
export const MOST_OF_NOTES = 64 * 1024 * 1024
/** Bytes that any ELF header fits in. */
const ELF_HEADER = 64
const PN_XNUM = 0xffff
/** An offset behind the end of every file. */
const NOWHERE = 2 ** 52

/** Writes a number of the file's own width, as far as it holds it. */
function setWord({ view, is64, little }: Omit<CoreHeaders, 'from' | 'count'>, at: number, value: number): void {
  if (is64) view.setBigUint64(at, BigInt(value), little)
  else view.setUint32(at, Math.min(value, 0xffffffff), little)
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** How many headers there are, which may be at the end of the file. */
function* countHeaders(headers: CoreHeaders): FileReading<number> {
  const offset = infoOffset(headers)
  if (headers.count < PN_XNUM || offset === null) return headers.count
  const info = yield { from: offset, length: 4 }
  return info.length < 4 ? headers.count : viewOf(info).getUint32(0, headers.little)
}

/**
 * A core file of many gigabytes as a small one with the same contents: its headers and notes, without the memory. What is cut off
 * in the one is cut off in the other; where even the table of headers is, a note that is cut off is left out.
 * @param head the beginning of a core file
 */
export function* coreWithoutMemory(head: Uint8Array): FileReading<Uint8Array> {
  const start = head.slice(0, ELF_HEADER)
  const given = coreHeaders(head)
  const count = yield* countHeaders(given)
  const size = headerBytes(given)
  const table = (yield { from: given.from, length: Math.min(count, MOST_HEADERS) * size }).slice()
  const headers = { ...given, view: viewOf(table), from: 0, count }
  const isTableWhole = table.length >= Math.min(count, MOST_HEADERS) * size
  const parts: Uint8Array[] = []
  let cut: Uint8Array = new Uint8Array(0)
  let fill = ELF_HEADER
  let left = MOST_OF_NOTES
  const cutHeaders: number[] = []
  for (let index = 0; left > 0; index++) {
    const header = programHeader(headers, index)
    if (header === null) break
    if (header.kind !== PT_NOTE) continue
    const note = yield { from: header.offset, length: Math.min(header.fileSize, left) }
    // At least a page, so that very many small ones come to an end, too.
    left -= Math.max(4096, note.length)
    if (note.length < header.fileSize) {
      if (cutHeaders.push(index) === 1) cut = note
      continue
    }
    setWord(headers, index * size + (given.is64 ? 8 : 4), fill)
    parts.push(note)
    fill += note.length
  }
  // The first section header, of which only the number counts; then the table, and last what is cut off.
  const section = new Uint8Array(ELF_HEADER)
  viewOf(section).setUint32(given.is64 ? 44 : 28, count, given.little)
  const own = { ...given, view: viewOf(start) }
  setWord(own, given.is64 ? 40 : 32, fill)
  setWord(own, given.is64 ? 32 : 28, fill + section.length)
  const end = fill + section.length + table.length
  cutHeaders.forEach((index, at) =>
    setWord(headers, index * size + (given.is64 ? 8 : 4), at === 0 && isTableWhole ? end : NOWHERE)
  )
  return joinBytes([start, ...parts, section, table, ...(isTableWhole ? [cut] : [])])
}
