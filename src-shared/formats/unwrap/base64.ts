const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
/** Value of each byte, 64 for those that represent nothing. */
const VALUES = new Uint8Array(256).fill(64)
for (let value = 0; value < LETTERS.length; value++) VALUES[LETTERS.charCodeAt(value)] = value

/** Base64 (RFC 4648) as bytes. By hand, because atob wants strings. Bytes that represent nothing are passed over. */
export function fromBase64(text: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4))
  let [fill, bits, count] = [0, 0, 0]
  for (const byte of text) {
    const value = VALUES[byte]!
    if (value === 64) continue
    bits = ((bits << 6) | value) & 0xffffff
    count += 6
    if (count < 8) continue
    count -= 8
    bytes[fill++] = (bits >> count) & 0xff
  }
  return bytes.subarray(0, fill)
}
