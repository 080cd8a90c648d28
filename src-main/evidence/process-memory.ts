import { closeSync, openSync, readSync } from 'node:fs'
import type { ProcFolder } from '#main/source/proc-folder.ts'
import type { TimeBudget } from './time-budget.ts'

/** The highest bit of an entry of /proc/PID/pagemap, in its last byte: the page is present (Documentation/admin-guide/mm/pagemap.rst). */
const PRESENT = 0x80
const LAST_BYTE = 7
const ENTRY_BYTES = 8
/** Residency is asked for this many pages at a time. */
const PAGES_AT_ONCE = 512
/** 2 MiB of memory each; more than that are forgotten. */
const MOST_WINDOWS = 1024
const WORD = 8

/** How many looks into pagemap or into pages there may still be, for whoever shares it. */
export interface PageBudget {
  left: number
}

/**
 * A few words of the memory of another process, read where pagemap reports that the page is in memory: so no page is read in
 * from a file or from swap, and no page table grows by looking (reading untouched pages through mem adds page
 * tables, 124 kB for 64 MiB, measured on Linux 6.18). Needs the right to trace the process (man 2 ptrace).
 */
export class ProcessMemory {
  readonly #memory: number
  readonly #pagemap: number
  readonly #pageSize: number
  readonly #bytes = new Uint8Array(4096)
  readonly #view = new DataView(this.#bytes.buffer)
  /** No DataView: Node 24 rejects one here once its code is optimised (ArrayBuffer.isView is false for it). */
  readonly #entries = new Uint8Array(PAGES_AT_ONCE * ENTRY_BYTES)
  readonly #windows = new Map<number, Uint8Array>()
  /** Reads of either file so far. */
  reads = 0
  /** When its time is over nothing more is read: all is as if it were not in memory. */
  readonly budget: TimeBudget | null

  private constructor(memory: number, pagemap: number, pageSize: number, budget: TimeBudget | null) {
    this.budget = budget
    this.#memory = memory
    this.#pagemap = pagemap
    this.#pageSize = pageSize
  }

  /** Null where the process may not be looked into. */
  static open(folder: ProcFolder, pageSize: number, budget: TimeBudget | null = null): ProcessMemory | null {
    let memory = -1
    try {
      memory = openSync(folder.pathOf('mem'), 'r')
      return new ProcessMemory(memory, openSync(folder.pathOf('pagemap'), 'r'), pageSize, budget)
    } catch {
      if (memory >= 0) closeSync(memory)
      return null
    }
  }

  close(): void {
    closeSync(this.#memory)
    closeSync(this.#pagemap)
  }

  /** Whether the time for reading is over. */
  get isOver(): boolean {
    return this.budget?.isOver() === true
  }

  /** Whether the page of an address is in memory now. */
  isResident(address: number): boolean {
    const page = Math.floor(address / this.#pageSize)
    return this.#windowOf(page)[page % PAGES_AT_ONCE] === 1
  }

  /** 1 for each page of a window that is in memory. Chunks of malloc lie in no order, so windows are kept. */
  #windowOf(page: number): Uint8Array {
    const number = Math.floor(page / PAGES_AT_ONCE)
    const known = this.#windows.get(number)
    if (known !== undefined) return known
    const window = new Uint8Array(PAGES_AT_ONCE)
    if (this.isOver) return window
    try {
      this.reads++
      const from = number * PAGES_AT_ONCE * ENTRY_BYTES
      const got = readSync(this.#pagemap, this.#entries, 0, this.#entries.byteLength, from)
      for (let at = 0; at < Math.floor(got / ENTRY_BYTES); at++) {
        window[at] = this.#entries[at * ENTRY_BYTES + LAST_BYTE]! >= PRESENT ? 1 : 0
      }
    } catch {
      // The process ended, or its memory there.
    }
    if (this.#windows.size >= MOST_WINDOWS) this.#windows.clear()
    this.#windows.set(number, window)
    return window
  }

  /** The first page from an address on that is in memory, or `end`, also when either budget is used up. */
  nextResident(address: number, end: number, budget: PageBudget): number {
    const { reads } = this
    for (let at = address; at < end; at += this.#pageSize) {
      if (this.isResident(at)) return at
      if (this.reads - reads > budget.left || this.isOver) break
    }
    budget.left -= this.reads - reads
    return end
  }

  /** Bytes of a range whose pages are in memory; null when the budget is used up. */
  residentBytes(start: number, end: number, budget: PageBudget): number | null {
    const { reads } = this
    const last = Math.ceil(end / this.#pageSize)
    let pages = 0
    for (let page = Math.floor(start / this.#pageSize); page < last; page++) {
      pages += this.#windowOf(page)[page % PAGES_AT_ONCE]!
      if (this.reads - reads > budget.left || this.isOver) return null
    }
    budget.left -= this.reads - reads
    return pages * this.#pageSize
  }

  /**
   * Words of 64 bits from an address on, all in one page; numbers of 2^53 and more lose their last digits.
   * @returns null where the page is not in memory or can't be read
   */
  words(address: number, count: number): Float64Array | null {
    const bytes = this.read(address, count * WORD)
    if (bytes === null) return null
    const words = new Float64Array(count)
    for (let at = 0; at < count; at++) {
      words[at] = this.#view.getUint32(at * WORD, true) + this.#view.getUint32(at * WORD + 4, true) * 4294967296
    }
    return words
  }

  word(address: number): number | null {
    return this.words(address, 1)?.[0] ?? null
  }

  /** Up to a page of bytes, valid until the next read. Null where not all of it is in memory. */
  read(address: number, length: number): Uint8Array | null {
    if (!(address > 0 && address < 2 ** 47) || length > this.#bytes.length) return null
    if (!this.isResident(address) || !this.isResident(address + length - 1) || this.isOver) return null
    try {
      this.reads++
      return readSync(this.#memory, this.#bytes, 0, length, address) === length ? this.#bytes.subarray(0, length) : null
    } catch {
      return null
    }
  }

  /** A text up to the next zero byte, at most 128 bytes and within its page. */
  text(address: number): string {
    const length = Math.min(128, this.#pageSize - (address % this.#pageSize))
    const bytes = this.read(address, length)
    if (bytes === null) return ''
    const end = bytes.indexOf(0)
    return new TextDecoder('latin1').decode(bytes.subarray(0, end < 0 ? length : end))
  }
}
