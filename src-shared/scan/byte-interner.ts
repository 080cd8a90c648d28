import type { TextList } from '../memory/text-list.ts'
import { seededHash } from './seeded-hash.ts'

/** V8 keeps typed arrays of up to 64 bytes in its own heap: tables of many small processes cost little. */
const FIRST_BYTES = 64

/** True when bytes from…to of `buffer` equal `length` bytes at `at` of `other`. */
function isSameBytes(
  buffer: Uint8Array,
  from: number,
  to: number,
  other: Uint8Array,
  at: number,
  length: number
): boolean {
  if (to - from !== length) return false
  for (let i = 0; i < length; i++) if (buffer[from + i] !== other[at + i]) return false
  return true
}

/** Keeps each different text once, as bytes, and gives it a number. Number 0 is always the empty text. */
export class ByteInterner {
  #bytes = new Uint8Array(FIRST_BYTES)
  #offsets = new Uint32Array(16)
  #count = 1
  #slots = new Int32Array(16)

  get count(): number {
    return this.#count
  }

  /** The number of the text from…to of `buffer`; its bytes are copied when they are new. */
  intern(buffer: Uint8Array, from: number, to: number): number {
    if (from === to) return 0
    const mask = this.#slots.length - 1
    let slot = seededHash.ofBytes(buffer, from, to) & mask
    for (; this.#slots[slot] !== 0; slot = (slot + 1) & mask) {
      if (this.equals(this.#slots[slot]!, buffer, from, to)) return this.#slots[slot]!
    }
    const id = this.#append(buffer, from, to)
    this.#slots[slot] = id
    if (this.#count * 2 > this.#slots.length) this.#rehash()
    return id
  }

  equals(id: number, buffer: Uint8Array, from: number, to: number): boolean {
    const at = this.#offsets[id]!
    return isSameBytes(buffer, from, to, this.#bytes, at, this.#offsets[id + 1]! - at)
  }

  toTextList(): TextList {
    return {
      bytes: this.#bytes.slice(0, this.#offsets[this.#count]),
      offsets: this.#offsets.slice(0, this.#count + 1)
    }
  }

  #append(buffer: Uint8Array, from: number, to: number): number {
    const at = this.#offsets[this.#count]!
    const end = at + to - from
    if (end > this.#bytes.length) {
      const wider = new Uint8Array(Math.max(end, this.#bytes.length * 2))
      wider.set(this.#bytes)
      this.#bytes = wider
    }
    this.#bytes.set(buffer.subarray(from, to), at)
    if (this.#count + 2 > this.#offsets.length) {
      const wider = new Uint32Array(this.#offsets.length * 2)
      wider.set(this.#offsets)
      this.#offsets = wider
    }
    this.#offsets[this.#count + 1] = end
    return this.#count++
  }

  #rehash(): void {
    const slots = new Int32Array(this.#slots.length * 2)
    const mask = slots.length - 1
    for (let id = 1; id < this.#count; id++) {
      let slot = seededHash.ofBytes(this.#bytes, this.#offsets[id]!, this.#offsets[id + 1]!) & mask
      while (slots[slot] !== 0) slot = (slot + 1) & mask
      slots[slot] = id
    }
    this.#slots = slots
  }
}
