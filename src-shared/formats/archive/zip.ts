import { FailureError } from '../../contract/failure.ts'
import { budgetOf, type FormatContext, type SkippedNote } from '../importer.ts'
import type { TreeFile } from './process-tree.ts'
import { unzstd } from '../unwrap/unzstd.ts'

/** Parts of the zip format (APPNOTE.TXT 6.3): central directory, local headers, deflated or stored entries, zip64. */
const LOCAL = 0x04034b50
const CENTRAL = 0x02014b50
const END = 0x06054b50
const END64 = 0x06064b50
const LOCATOR64 = 0x07064b50
const END_BYTES = 22
const LONGEST_COMMENT = 0xffff
/** Written instead of numbers that are in the zip64 part of the extra field. */
const IN_ZIP64 = 0xffffffff
const ZIP64 = 1
const ENCRYPTED = 1
const SIZES_FOLLOW = 8
const STORED = 0
const DEFLATED = 8
const ZSTD = 93
/** A thousand snapshots of all processes of a machine have fewer. */
const MOST_ENTRIES = 200_000

const decoder = new TextDecoder()

export interface ZipEntry extends TreeFile {
  /** Unpacked, bytes, as the directory states. */
  readonly size: number
}

export const isZip = (head: Uint8Array): boolean =>
  head.length > 4 && head[0] === 0x50 && head[1] === 0x4b && (head[2] === 3 || head[2] === 5)

/** An entry as its header describes it; sizes in bytes. */
interface EntryHeader {
  readonly path: string
  readonly flags: number
  readonly method: number
  readonly packedSize: number
  readonly size: number
  /** Where its content begins; null when its local header is missing. */
  readonly from: () => number | null
}

type View = DataView<ArrayBufferLike>
const wide = (view: View, at: number): number => Number(view.getBigUint64(at, true))

function findEnd(view: View): number {
  const lowest = Math.max(0, view.byteLength - END_BYTES - LONGEST_COMMENT)
  for (let at = view.byteLength - END_BYTES; at >= lowest; at--) if (view.getUint32(at, true) === END) return at
  return -1
}

/** Where the directory begins; zip64 archives keep it in a record of their own. */
function directoryStart(view: View, end: number): number {
  const stated = view.getUint32(end + 16, true)
  const locator = end - 20
  if (stated !== IN_ZIP64 || locator < 0 || view.getUint32(locator, true) !== LOCATOR64) return stated
  const at = wide(view, locator + 8)
  return at + 56 <= view.byteLength && view.getUint32(at, true) === END64 ? wide(view, at + 48) : stated
}

/** The numbers that did not fit elsewhere, which an extra field holds in their order. */
function zip64Numbers(view: View, from: number, length: number): number[] {
  for (let at = from; at + 4 <= from + length;) {
    const size = view.getUint16(at + 2, true)
    if (view.getUint16(at, true) === ZIP64) {
      const count = Math.min(3, Math.floor(Math.min(size, from + length - at - 4) / 8))
      return Array.from({ length: count }, (_, index) => wide(view, at + 4 + index * 8))
    }
    at += 4 + size
  }
  return []
}

function* directoryEntries(bytes: Uint8Array, view: View, end: number): Generator<EntryHeader> {
  // Its count of entries is only 16 bits wide and some writers let it overflow: the directory itself is what counts.
  for (let at = directoryStart(view, end); at + 46 <= end && view.getUint32(at, true) === CENTRAL;) {
    const nameLength = view.getUint16(at + 28, true)
    const extraLength = view.getUint16(at + 30, true)
    const next = at + 46 + nameLength + extraLength + view.getUint16(at + 32, true)
    if (next > end) return
    const large = zip64Numbers(view, at + 46 + nameLength, extraLength)
    const number = (offset: number): number => {
      const stated = view.getUint32(offset, true)
      return stated === IN_ZIP64 ? (large.shift() ?? stated) : stated
    }
    const size = number(at + 24)
    const packedSize = number(at + 20)
    const local = number(at + 42)
    yield {
      path: decoder.decode(bytes.subarray(at + 46, at + 46 + nameLength)),
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      packedSize,
      size,
      from: () => contentStart(view, local)
    }
    at = next
  }
}

function contentStart(view: View, local: number): number | null {
  if (local + 30 > view.byteLength || view.getUint32(local, true) !== LOCAL) return null
  return local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
}

function isDirectory(view: View, end: number): boolean {
  const at = directoryStart(view, end)
  return at + 46 <= end && view.getUint32(at, true) === CENTRAL
}

/** The entries of an archive whose directory is lost, one after the other, as far as their own headers report their sizes. */
function* localEntries(bytes: Uint8Array, view: View): Generator<EntryHeader> {
  for (let at = 0; at + 30 <= bytes.length && view.getUint32(at, true) === LOCAL;) {
    const from = contentStart(view, at) ?? bytes.length
    const flags = view.getUint16(at + 6, true)
    const packedSize = view.getUint32(at + 18, true)
    if (flags & SIZES_FOLLOW || packedSize === IN_ZIP64 || from > bytes.length) return
    yield {
      path: decoder.decode(bytes.subarray(at + 30, at + 30 + view.getUint16(at + 26, true))),
      flags,
      method: view.getUint16(at + 8, true),
      packedSize,
      size: view.getUint32(at + 22, true),
      from: () => from
    }
    at = from + packedSize
  }
}

/**
 * Lists a zip without unpacking it. Names are only names: nothing is ever written. All entries together may not unpack to
 * more than the context's limit, which bounds zip bombs, also those whose entries share their data.
 * @param notes takes what is left out of the whole
 * @throws FailureError when nothing of it can be listed
 */
export function readZip(bytes: Uint8Array, context: FormatContext, notes: SkippedNote[] = []): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = bytes.length < END_BYTES ? -1 : findEnd(view)
  const lose = (detail: string): number => notes.push({ kind: 'file', line: null, detail })
  // An archive that is written to may have lost its directory to new files and still show its old end.
  const hasDirectory = end >= 0 && (view.getUint16(end + 10, true) === 0 || isDirectory(view, end))
  if (!hasDirectory) lose('its directory is missing, it was cut off; what is complete is shown')
  const budget = budgetOf(context)
  const entries: ZipEntry[] = []
  for (const header of hasDirectory ? directoryEntries(bytes, view, end) : localEntries(bytes, view)) {
    if (header.path.endsWith('/')) continue
    if (entries.length >= MOST_ENTRIES || !budget.tryTake('entries', 1)) {
      lose(`it has more than ${entries.length} entries; the others are left out`)
      break
    }
    let isCounted = false
    const read = (most = Infinity): Uint8Array => {
      const room = Math.min(most, budget.left('bytes'), isCounted ? Infinity : budget.left('unpacked'))
      const unpacked = contentOf(header, bytes, context, room)
      // Looked at again, it needs no more than before.
      if (!isCounted) budget.take('unpacked', unpacked.length, header.path)
      isCounted = true
      return unpacked
    }
    entries.push({ path: header.path, size: header.size, read })
  }
  if (!hasDirectory && entries.length === 0) {
    throw new FailureError('truncated', 'zip', 'its directory is missing: the file was cut off')
  }
  return entries
}

/** @throws Error in words when it can't be unpacked */
function contentOf(header: EntryHeader, bytes: Uint8Array, context: FormatContext, limit: number): Uint8Array {
  const { flags, method, packedSize } = header
  const from = header.from()
  if (from === null) throw new Error('its header is missing')
  if (flags & ENCRYPTED) throw new Error('it is encrypted')
  const packed = bytes.subarray(from, from + packedSize)
  if (packed.length < packedSize) throw new Error('the archive was cut off')
  if (method === STORED) return packed
  if (method === DEFLATED) return context.inflateRaw(packed, limit)
  if (method === ZSTD) {
    const { bytes: unpacked, why } = unzstd(packed, limit)
    if (why !== null) throw new Error(why === 'damaged' ? 'its packed data is damaged' : 'it unpacks to too much')
    return unpacked
  }
  throw new Error(`packed by method ${method}, which is not known here`)
}
