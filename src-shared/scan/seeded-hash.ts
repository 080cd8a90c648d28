/**
 * HalfSipHash-1-3 (Aumasson and Bernstein, "SipHash: a fast short-input PRF"): without its key, nobody can make up texts
 * with the same hash. By hand, because it is needed for parts of a buffer, once for each mapping.
 */
export class SeededHash {
  readonly #key0: number
  readonly #key1: number
  #v0 = 0
  #v1 = 0
  #v2 = 0
  #v3 = 0

  /** @param random numbers from 0 to below 1; another one than Math.random only in tests */
  constructor(random: () => number = Math.random) {
    this.#key0 = Math.floor(random() * 0x100000000) | 0
    this.#key1 = Math.floor(random() * 0x100000000) | 0
  }

  /** Of the bytes from…to of `buffer`: 0 … 2^32−1. */
  ofBytes(buffer: Uint8Array, from: number, to: number): number {
    this.#begin()
    let at = from
    for (; at + 4 <= to; at += 4) {
      this.#take(buffer[at]! | (buffer[at + 1]! << 8) | (buffer[at + 2]! << 16) | (buffer[at + 3]! << 24))
    }
    let last = (to - from) << 24
    for (let shift = 0; at < to; at++, shift += 8) last |= buffer[at]! << shift
    this.#take(last)
    return this.#end()
  }

  /** Of five 32-bit numbers: 0 … 2^32−1. */
  ofNumbers(a: number, b: number, c: number, d: number, e: number): number {
    this.#begin()
    this.#take(a)
    this.#take(b)
    this.#take(c)
    this.#take(d)
    this.#take(e)
    return this.#end()
  }

  #begin(): void {
    this.#v0 = this.#key0
    this.#v1 = this.#key1
    this.#v2 = 0x6c796765 ^ this.#key0
    this.#v3 = 0x74656462 ^ this.#key1
  }

  #take(word: number): void {
    this.#v3 ^= word
    this.#round()
    this.#v0 ^= word
  }

  #end(): number {
    this.#v2 ^= 0xff
    this.#round()
    this.#round()
    this.#round()
    return (this.#v1 ^ this.#v3) >>> 0
  }

  #round(): void {
    let [v0, v1, v2, v3] = [this.#v0, this.#v1, this.#v2, this.#v3]
    v0 = (v0 + v1) | 0
    v1 = ((v1 << 5) | (v1 >>> 27)) ^ v0
    v0 = (v0 << 16) | (v0 >>> 16)
    v2 = (v2 + v3) | 0
    v3 = ((v3 << 8) | (v3 >>> 24)) ^ v2
    v0 = (v0 + v3) | 0
    v3 = ((v3 << 7) | (v3 >>> 25)) ^ v0
    v2 = (v2 + v1) | 0
    v1 = ((v1 << 13) | (v1 >>> 19)) ^ v2
    v2 = (v2 << 16) | (v2 >>> 16)
    this.#v0 = v0
    this.#v1 = v1
    this.#v2 = v2
    this.#v3 = v3
  }
}

/** One key for a run: hashes that one thread has revealed are of no use in the next one. */
export const seededHash = new SeededHash()
