import { gunzipSync, inflateRawSync } from 'node:zlib'
import type { FormatContext } from '#shared/formats/importer.ts'

/** Node's own inflate for the importers. A result longer than the limit throws while it is made, not afterwards. */
export const nodeFormatContext: FormatContext = {
  inflateRaw: (bytes, limit) => inflateRawSync(bytes, { maxOutputLength: Math.max(1, limit) }),
  gunzip: (bytes, limit) => gunzipSync(bytes, { maxOutputLength: Math.max(1, limit) })
}
