/** What is known of a page, as bits. The lowest two are its state. */
export const PAGE_ABSENT = 0
export const PAGE_RESIDENT = 1
export const PAGE_SWAPPED = 2
/** A guard region (MADV_GUARD_INSTALL, Linux 6.13 and later): an access faults. */
export const PAGE_GUARD = 3
export const PAGE_STATE_MASK = 3
/** A page of a file, or of shared memory. Without this bit a page that is there is anonymous. */
export const PAGE_FILE = 4
/** Mapped by this process only. */
export const PAGE_EXCLUSIVE = 8
/** Part of a huge page that is mapped as one. */
export const PAGE_HUGE = 16
/** The kernel's page of zeros: it was read and never written. */
export const PAGE_ZERO = 32
/** Written since soft-dirty tracking was cleared. */
export const PAGE_SOFT_DIRTY = 64

/** Which bits are known: an older kernel, or a source without the scanner, does not report all. */
export interface KnownPageBits {
  readonly exclusive: boolean
  readonly huge: boolean
  readonly zero: boolean
  readonly softDirty: boolean
}

/** Pages of an address range, as runs of like pages. */
export interface PageRuns {
  readonly start: bigint
  /** Bytes. */
  readonly pageSize: number
  readonly count: number
  /** Pages of each run. Sums of all are the range. */
  readonly pages: Float64Array
  /** PAGE_* bits of each run. */
  readonly bits: Uint8Array
  readonly known: KnownPageBits
  /**
   * 1 where every page was looked at; else the share that was, and runs represent their neighbours. Greater than 0.
   */
  readonly share: number
}

/** Collects pages one after the other into runs. */
export class PageRunBuilder {
  #pages = new Float64Array(256)
  #bits = new Uint8Array(256)
  #count = 0

  get count(): number {
    return this.#count
  }

  /** Adds some like pages behind those that are there. */
  add(pages: number, bits: number): void {
    if (pages <= 0) return
    if (this.#count > 0 && this.#bits[this.#count - 1] === bits) {
      this.#pages[this.#count - 1]! += pages
      return
    }
    if (this.#count === this.#pages.length) this.#grow()
    this.#pages[this.#count] = pages
    this.#bits[this.#count++] = bits
  }

  #grow(): void {
    const [pages, bits] = [new Float64Array(this.#count * 2), new Uint8Array(this.#count * 2)]
    pages.set(this.#pages)
    bits.set(this.#bits)
    this.#pages = pages
    this.#bits = bits
  }

  /** The runs so far. */
  runs(): Pick<PageRuns, 'count' | 'pages' | 'bits'> {
    return {
      count: this.#count,
      pages: this.#pages.slice(0, this.#count),
      bits: this.#bits.slice(0, this.#count)
    }
  }
}

/** How many pages have these bits: `(bits & mask) === value`. */
export function countPages(runs: Pick<PageRuns, 'count' | 'pages' | 'bits'>, mask: number, value: number): number {
  let sum = 0
  for (let run = 0; run < runs.count; run++) if ((runs.bits[run]! & mask) === value) sum += runs.pages[run]!
  return sum
}
