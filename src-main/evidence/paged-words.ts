import type { ProcessMemory } from './process-memory.ts'

const PAGE = 4096
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

  /** A text up to the next zero byte, in one page; empty where it can't be read. */
  text(address: number): string {
    return this.#memory.text(address)
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
