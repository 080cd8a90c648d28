import { FailureError } from '../contract/failure.ts'
import { DEFAULT_LIMIT, type FormatContext } from './importer.ts'
import type { TreeFile } from './process-tree.ts'

/** Parts of the zip format (APPNOTE.TXT 6.3): central directory, local headers, deflate or stored entries, zip64 sizes. */
const LOCAL = 0x04034b50
const CENTRAL = 0x02014b50
const END = 0x06054b50
const END_BYTES = 22
const LONGEST_COMMENT = 0xffff
const STORED = 0
const DEFLATED = 8
const MOST_ENTRIES = 200_000

const decoder = new TextDecoder()

export interface ZipEntry extends TreeFile {
  /** Unpacked, bytes, as the directory says. */
  readonly size: number
}

export const isZip = (head: Uint8Array): boolean =>
  head.length > 4 && head[0] === 0x50 && head[1] === 0x4b && (head[2] === 3 || head[2] === 5)

function findEnd(view: DataView): number {
  const lowest = Math.max(0, view.byteLength - END_BYTES - LONGEST_COMMENT)
  for (let at = view.byteLength - END_BYTES; at >= lowest; at--) if (view.getUint32(at, true) === END) return at
  throw new FailureError('truncated', 'zip', 'its directory is missing: the file was cut off')
}

/**
 * Lists a zip without unpacking it. Names are only names: nothing is ever written. All entries together may not unpack to
 * more than the context's limit, which bounds zip bombs.
 * @throws FailureError when the directory is missing or damaged
 */
export function readZip(bytes: Uint8Array, context: FormatContext): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < END_BYTES) throw new FailureError('truncated', 'zip', 'it is too short')
  const end = findEnd(view)
  const count = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  const entries: ZipEntry[] = []
  const limit = context.limit ?? DEFAULT_LIMIT
  let left = limit
  for (let index = 0; at + 46 <= end && (index < count || count === 0xffff); index++) {
    if (view.getUint32(at, true) !== CENTRAL) break
    if (entries.length >= MOST_ENTRIES) throw new FailureError('too-large', 'zip', `more than ${MOST_ENTRIES} entries`)
    const method = view.getUint16(at + 10, true)
    const packedSize = view.getUint32(at + 20, true)
    const size = view.getUint32(at + 24, true)
    const nameLength = view.getUint16(at + 28, true)
    const skip = view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
    const local = view.getUint32(at + 42, true)
    const path = decoder.decode(bytes.subarray(at + 46, at + 46 + nameLength))
    at += 46 + nameLength + skip
    if (path.endsWith('/')) continue
    const read = (): Uint8Array => {
      if (local + 30 > bytes.length || view.getUint32(local, true) !== LOCAL) throw new Error('its header is missing')
      const from = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
      const packed = bytes.subarray(from, from + packedSize)
      if (packed.length < packedSize) throw new Error('the archive was cut off')
      if (method !== STORED && method !== DEFLATED)
        throw new Error(`packed by method ${method}, which is not known here`)
      const unpacked = method === STORED ? packed : context.inflateRaw(packed, left)
      left -= unpacked.length
      if (left < 0) throw new FailureError('too-large', 'zip', `it unpacks to more than ${limit} bytes`)
      return unpacked
    }
    entries.push({ path, size, read })
  }
  return entries
}
