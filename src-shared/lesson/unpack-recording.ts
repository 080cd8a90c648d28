import { joinBytes } from '../base/join-bytes.ts'
import { fromBase64 } from '../formats/unwrap/base64.ts'
import type { Recording } from './recording.ts'

/** A recording as build/packed-recordings.ts packs it. @param packed deflated JSON (RFC 1951) as base64 */
export async function unpackRecording(packed: string): Promise<Recording> {
  const { readable, writable } = new DecompressionStream('deflate-raw')
  const writer = writable.getWriter()
  // Not waited for: the stream takes the rest while what came out is read.
  const written = Promise.all([writer.write(fromBase64(new TextEncoder().encode(packed))), writer.close()])
  const reader = readable.getReader()
  const parts: Uint8Array[] = []
  for (let part = await reader.read(); !part.done; part = await reader.read()) parts.push(part.value)
  await written
  return JSON.parse(new TextDecoder().decode(joinBytes(parts))) as Recording
}
