import { constants, gunzipSync, inflateRawSync } from 'node:zlib'
import { FailureError } from '#shared/contract/failure.ts'
import type { FormatContext } from '#shared/formats/importer.ts'

const GIB = 1024 ** 3

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
  limit: 2 * GIB,
  inflateRaw: (bytes, limit) => bounded(() => inflateRawSync(bytes, { maxOutputLength: Math.max(1, limit) }), limit),
  gunzip: (bytes, limit) => bounded(() => gunzipSync(bytes, { maxOutputLength: Math.max(1, limit) }), limit),
  gunzipPart(bytes, limit) {
    try {
      // Without insisting on the end of the data.
      return gunzipSync(bytes, { maxOutputLength: Math.max(1, limit), finishFlush: constants.Z_SYNC_FLUSH })
    } catch {
      return new Uint8Array(0)
    }
  }
}
