// A CommonJS module whose names Node does not see.
import xz from 'xz-decompress'
import { joinBytes } from '#shared/base/join-bytes.ts'

/** Unpacks xz data; null when it is damaged or would be longer than `limit` bytes. */
export async function unpackXz(packed: Uint8Array, limit: number): Promise<Uint8Array | null> {
  const input = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(packed)
      controller.close()
    }
  })
  const parts: Uint8Array[] = []
  let length = 0
  try {
    const reader = new xz.XzReadableStream(input).getReader()
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return joinBytes(parts)
      length += value.length
      if (length > limit) {
        await reader.cancel()
        return null
      }
      parts.push(value.slice())
    }
  } catch {
    return null
  }
}
