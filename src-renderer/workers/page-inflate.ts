import { deflateSync, Gunzip, Inflate } from 'fflate'
import { FailureError } from '#shared/contract/failure.ts'
import { crc32 } from '#shared/formats/archive/crc32.ts'
import type { FormatContext } from '#shared/formats/importer.ts'
import type { PackContext } from '#shared/formats/snapshot/snapshot-of-captures.ts'
import { joinBytes } from '#shared/base/join-bytes.ts'

/** Packed bytes handed over at once: the result is looked at after each, so that a bomb is noticed early. */
const STEP = 64 * 1024

function unpack(stream: Inflate | Gunzip, bytes: Uint8Array, limit: number): Uint8Array {
  return unpackInto([], stream, bytes, limit)
}

function unpackInto(parts: Uint8Array[], stream: Inflate | Gunzip, bytes: Uint8Array, limit: number): Uint8Array {
  let length = 0
  stream.ondata = (part) => {
    length += part.length
    if (length > limit) throw new FailureError('too-large', 'archive', `it unpacks to more than ${limit} bytes`)
    parts.push(part)
  }
  for (let at = 0; at < bytes.length; at += STEP) {
    stream.push(bytes.subarray(at, at + STEP), at + STEP >= bytes.length)
  }
  return joinBytes(parts)
}

/** What came out before the data turned out to be damaged. */
function unpackPart(bytes: Uint8Array, limit: number): Uint8Array {
  const parts: Uint8Array[] = []
  try {
    return unpackInto(parts, new Gunzip(), bytes, limit)
  } catch {
    return joinBytes(parts)
  }
}

/** Inflate for the importers where there is no Node: pages and the self-contained report. */
export const pageFormatContext: FormatContext = {
  inflateRaw: (bytes, limit) => unpack(new Inflate(), bytes, limit),
  gunzip: (bytes, limit) => unpack(new Gunzip(), bytes, limit),
  gunzipPart: unpackPart
}

/** Deflate for snapshots that are written where there is no Node. fflate's deflateSync is raw deflate, without zlib's wrapper. */
export const pagePackContext: PackContext = {
  deflateRaw: (bytes) => deflateSync(bytes, { level: 6 }),
  crc32
}
