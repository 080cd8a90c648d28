import type { ProcessMemory } from './process-memory.ts'

const PAGE = 4096
const MOST_TEXT = 128
const decoder = new TextDecoder('latin1')
const PAGES_BITS = 4294967296

/**
 * Words of a process that lie close together, as structures of a runtime do: each page is read once. For one look; what is
 * read is as it was at the first reading.
 */
export class PagedWords {
  readonly #memory: ProcessMemory
  readonly #pages = new Map<number, DataView | null>()
  readonly #most: number

  /** @param most pages that are read; what lies in others is then not known */
  constructor(memory: ProcessMemory, most: number) {
    this.#memory = memory
    this.#most = most
  }

  /** 64 bits; numbers of 2^53 and more lose their last digits. Null where the page is not in memory or can't be read. */
  word(address: number): number | null {
    const view = this.#viewOf(address, 8)
    if (view === null) return null
    const at = address % PAGE
    return view.getUint32(at, true) + view.getUint32(at + 4, true) * PAGES_BITS
  }

  /** 32 bits without a sign. */
  half(address: number): number | null {
    return this.#viewOf(address, 4)?.getUint32(address % PAGE, true) ?? null
  }

  byte(address: number): number | null {
    return this.#viewOf(address, 1)?.getUint8(address % PAGE) ?? null
  }

  /** Bytes that may lie over the ends of pages; null where not all of them are there. */
  bytes(address: number, length: number): Uint8Array | null {
    const bytes = new Uint8Array(length)
    for (let at = 0; at < length; at++) {
      const byte = this.byte(address + at)
      if (byte === null) return null
      bytes[at] = byte
    }
    return bytes
  }

  /** A text up to the next zero byte, at most 128 bytes and within its page; empty where it can't be read. */
  text(address: number): string {
    const view = this.#viewOf(address, 1)
    if (view === null) return ''
    const at = address % PAGE
    const bytes = new Uint8Array(view.buffer, at, Math.min(MOST_TEXT, PAGE - at))
    const end = bytes.indexOf(0)
    return decoder.decode(end < 0 ? bytes : bytes.subarray(0, end))
  }

  /** Whether the time for reading is over. */
  get isOver(): boolean {
    return this.#memory.isOver
  }

  #viewOf(address: number, length: number): DataView | null {
    if (!(address > 0) || (address % PAGE) + length > PAGE) return null
    const page = address - (address % PAGE)
    const known = this.#pages.get(page)
    if (known !== undefined) return known
    if (this.#pages.size >= this.#most) return null
    const bytes = this.#memory.read(page, PAGE)
    const view = bytes === null ? null : new DataView(bytes.slice().buffer)
    this.#pages.set(page, view)
    return view
  }
}
