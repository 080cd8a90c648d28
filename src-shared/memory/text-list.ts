/**
 * Texts as the kernel wrote them: bytes, one after the other. Names in /proc are bytes without an encoding, so they are
 * decoded only to be shown. `offsets` has one entry more than there are texts.
 */
export interface TextList {
  readonly bytes: Uint8Array
  readonly offsets: Uint32Array
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
const encoder = new TextEncoder()

/** How many texts the list holds. */
export function textCount(list: TextList): number {
  return list.offsets.length - 1
}

/** The raw bytes of text `index` (a view, not a copy). */
export function textBytes(list: TextList, index: number): Uint8Array {
  return list.bytes.subarray(list.offsets[index], list.offsets[index + 1])
}

/** Bytes of a text for showing: invalid UTF-8 becomes U+FFFD, so there is no way back to the bytes. */
export function decodeText(bytes: Uint8Array): string {
  return decoder.decode(bytes)
}

/** Text `index` for showing; use textBytes for anything exact. */
export function textAt(list: TextList, index: number): string {
  return decodeText(textBytes(list, index))
}

/** A list of the given texts; strings are encoded as UTF-8. */
export function textListOf(texts: readonly (string | Uint8Array)[]): TextList {
  const parts = texts.map((text) => (typeof text === 'string' ? encoder.encode(text) : text))
  const offsets = new Uint32Array(parts.length + 1)
  parts.forEach((part, index) => {
    offsets[index + 1] = offsets[index]! + part.length
  })
  const bytes = new Uint8Array(offsets[parts.length]!)
  parts.forEach((part, index) => {
    bytes.set(part, offsets[index])
  })
  return { bytes, offsets }
}
