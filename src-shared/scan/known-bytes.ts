/** The rest of a line with its newline, seen before, and what it was read as: the next such line needs no reading. */
export class KnownBytes {
  /** What the caller made of the bytes. */
  readonly id: number
  readonly length: number
  readonly #words: Uint32Array
  readonly #lastWord: number

  /** Copies from…to of `view`, at least four bytes. */
  constructor(view: DataView, from: number, to: number, id: number) {
    this.id = id
    this.length = to - from
    // Not by `from`, whose calls cost more than the reading that is saved.
    this.#words = new Uint32Array(this.length >> 2)
    for (let at = 0; at < this.#words.length; at++) this.#words[at] = view.getUint32(from + at * 4, true)
    // May reach back over bytes that are compared already.
    this.#lastWord = view.getUint32(to - 4, true)
  }

  /** True when the bytes from `at` to, at most, `end` begin with exactly these. */
  isAt(view: DataView, at: number, end: number): boolean {
    if (at + this.length > end || view.getUint32(at + this.length - 4, true) !== this.#lastWord) return false
    const words = this.#words
    for (let i = 0; i < words.length; i++) if (view.getUint32(at + i * 4, true) !== words[i]) return false
    return true
  }
}
