import { deflateSync, Gunzip, Inflate } from 'fflate'
import { FailureError } from '#shared/contract/failure.ts'
import { crc32 } from '#shared/formats/archive/crc32.ts'
import type { FormatContext } from '#shared/formats/importer.ts'
import type { PackContext } from '#shared/formats/snapshot/snapshot-of-captures.ts'

/** Packed bytes handed over at once: the result is looked at after each, so that a bomb is noticed early. */
const STEP = 64 * 1024

/** Deflate makes at most this many bytes of one (RFC 1951: 258 bytes of two bits). */
const HIGHEST_RATIO = 1032
/** Results of which more is free than this are copied. */
const MOST_FREE = 4 * 1024 * 1024

/**
 * Unpacks into one piece of memory: parts would have to be put together, and be there twice. What nothing was written to is
 * not taken from the machine. @param isPart what came out before the data turned out to be damaged is enough
 */
function unpack(stream: Inflate | Gunzip, bytes: Uint8Array, limit: number, isPart = false): Uint8Array {
  const whole = new Uint8Array(Math.max(0, Math.min(limit, bytes.length * HIGHEST_RATIO)))
  let fill = 0
  stream.ondata = (part) => {
    if (fill + part.length > whole.length)
      throw new FailureError('too-large', 'archive', `it unpacks to more than ${limit} bytes`)
    whole.set(part, fill)
    fill += part.length
  }
  try {
    for (let at = 0; at < bytes.length; at += STEP) {
      stream.push(bytes.subarray(at, at + STEP), at + STEP >= bytes.length)
    }
  } catch (error) {
    if (!isPart) throw error
  }
  return fill < MOST_FREE && whole.length - fill > MOST_FREE ? whole.slice(0, fill) : whole.subarray(0, fill)
}

/** Inflate for the importers where there is no Node: pages and the self-contained report. */
export const pageFormatContext: FormatContext = {
  inflateRaw: (bytes, limit) => unpack(new Inflate(), bytes, limit),
  gunzip: (bytes, limit) => unpack(new Gunzip(), bytes, limit),
  gunzipPart: (bytes, limit) => unpack(new Gunzip(), bytes, limit, true)
}

/** Deflate for snapshots that are written where there is no Node. fflate's deflateSync is raw deflate, without zlib's wrapper. */
export const pagePackContext: PackContext = {
  deflateRaw: (bytes) => deflateSync(bytes, { level: 6 }),
  crc32
}
