/** Numbers from 0 to below 1 that are the same for the same seed (xorshift32). */
export function randomOf(seed: number): () => number {
  let state = (seed >>> 0) + 0x9e3779b9 || 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 4294967296
  }
}

const NASTY = [
  '-1',
  '99999999999999999999999',
  'ffffffffffffffff',
  '\0',
  '\r\n',
  '&gt;',
  '<script>',
  ' ',
  '0x',
  '../../x'
]

/** A damaged copy: bits turned, parts cut off, doubled, moved or replaced by what hurts parsers. */
export function mutate(bytes: Uint8Array, random: () => number): Uint8Array {
  // A copy: the slice of a Buffer is the same memory.
  let damaged = new Uint8Array(bytes)
  const randomOffset = (): number => Math.floor(random() * damaged.length)
  for (let round = 1 + Math.floor(random() * 6); round > 0; round--) {
    const [a, b] = [randomOffset(), randomOffset()].sort((x, y) => x - y) as [number, number]
    switch (Math.floor(random() * 6)) {
      case 0:
        damaged[a] = Math.floor(random() * 256)
        break
      case 1:
        damaged = damaged.slice(0, b)
        break
      case 2:
        damaged = join(damaged.subarray(0, a), damaged.subarray(b))
        break
      case 3:
        damaged = join(damaged.subarray(0, b), damaged.subarray(a, Math.min(b, a + 5000)), damaged.subarray(b))
        break
      case 4:
        damaged.fill(random() < 0.5 ? 0 : 0xff, a, Math.min(b, a + 8))
        break
      default:
        damaged = join(
          damaged.subarray(0, a),
          new TextEncoder().encode(NASTY[Math.floor(random() * NASTY.length)]),
          damaged.subarray(a)
        )
    }
  }
  return damaged
}

function join(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
