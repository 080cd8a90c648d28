import { constants, gunzipSync, inflateRawSync, type ZlibOptions } from 'node:zlib'
import { FailureError } from '#shared/contract/failure.ts'
import type { FormatContext } from '#shared/formats/importer.ts'

/** Deflate makes at most this many bytes of one (RFC 1951: 258 bytes of two bits). */
const HIGHEST_RATIO = 1032
const SMALLEST_PIECE = 16 * 1024
/** Results of which more is free than this are copied. */
const MOST_FREE = 4 * 1024 * 1024

/**
 * In one piece, which zlib fills from its beginning: pieces would have to be put together, and be there twice. Memory that
 * nothing was written to is not taken from the machine.
 */
function inOnePiece(packed: Uint8Array, limit: number, unpack: (options: ZlibOptions) => Uint8Array): Uint8Array {
  const most = Math.max(1, Math.min(limit, packed.length * HIGHEST_RATIO))
  const chunkSize = Math.max(SMALLEST_PIECE, most + 1)
  const unpacked = unpack({ maxOutputLength: Math.max(1, limit), chunkSize })
  return chunkSize - unpacked.length > MOST_FREE && unpacked.length < MOST_FREE ? new Uint8Array(unpacked) : unpacked
}

function bounded(unpack: () => Uint8Array, limit: number): Uint8Array {
  try {
    return unpack()
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ERR_BUFFER_TOO_LARGE')
      throw new FailureError('too-large', 'archive', `it unpacks to more than ${limit} bytes`)
    throw new FailureError('truncated', 'archive', 'its packed data is damaged or cut off')
  }
}

/** Unpacking by Node's zlib, with the limits that files from outside need. */
export const nodeFormatContext: FormatContext = {
  inflateRaw: (bytes, limit) =>
    bounded(() => inOnePiece(bytes, limit, (options) => inflateRawSync(bytes, options)), limit),
  gunzip: (bytes, limit) => bounded(() => inOnePiece(bytes, limit, (options) => gunzipSync(bytes, options)), limit),
  gunzipPart(bytes, limit) {
    try {
      // Without insisting on the end of the data.
      const finishFlush = constants.Z_SYNC_FLUSH
      return inOnePiece(bytes, limit, (options) => gunzipSync(bytes, { ...options, finishFlush }))
    } catch {
      return new Uint8Array(0)
    }
  }
}
