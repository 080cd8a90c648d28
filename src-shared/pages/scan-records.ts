import {
  PAGE_FILE,
  PAGE_GUARD,
  PAGE_HUGE,
  PAGE_RESIDENT,
  PAGE_SOFT_DIRTY,
  PAGE_SWAPPED,
  PAGE_ZERO
} from './page-runs.ts'

/** Bytes of a record of vmatlas-page-scan: first address, end, categories. */
const RECORD_BYTES = 24
/** PAGE_IS_* of include/uapi/linux/fs.h. */
const IS_FILE = 1 << 2
const IS_PRESENT = 1 << 3
const IS_SWAPPED = 1 << 4
const IS_ZERO = 1 << 5
const IS_HUGE = 1 << 6
const IS_SOFT_DIRTY = 1 << 7
const IS_GUARD = 1 << 8

/** A range of like pages that the kernel found; all between are absent. */
export interface ScannedRange {
  /** Pages from the start of what was scanned. */
  readonly first: number
  readonly pages: number
  /** PAGE_* bits, all but exclusive. */
  readonly bits: number
}

export interface ScannedPages {
  readonly ranges: readonly ScannedRange[]
  readonly knowsGuard: boolean
}

function bitsOf(categories: number): number {
  // As in pagemap, guard pages have the category of swapped ones too (seen on Linux 6.18).
  if (categories & IS_GUARD) return PAGE_GUARD
  const state = categories & IS_PRESENT ? PAGE_RESIDENT : categories & IS_SWAPPED ? PAGE_SWAPPED : 0
  if (state === 0) return 0
  return (
    state |
    (categories & IS_FILE ? PAGE_FILE : 0) |
    (categories & IS_ZERO ? PAGE_ZERO : 0) |
    (categories & IS_HUGE ? PAGE_HUGE : 0) |
    (categories & IS_SOFT_DIRTY ? PAGE_SOFT_DIRTY : 0)
  )
}

/**
 * The output of the page scanner. Ranges that are reported twice, or not in order, are cut to what is new: the kernel's
 * answers overlap where a scan was resumed (seen on Linux 6.18).
 * @param start first address that was scanned
 * @param pageSize bytes
 * @returns null when the output is not complete
 */
export function readScanRecords(output: Uint8Array, start: bigint, end: bigint, pageSize: number): ScannedPages | null {
  if (output.length < RECORD_BYTES || output.length % RECORD_BYTES !== 0) return null
  const view = new DataView(output.buffer, output.byteOffset, output.byteLength)
  const ranges: ScannedRange[] = []
  const page = BigInt(pageSize)
  let reached = start
  for (let at = RECORD_BYTES; at < output.length; at += RECORD_BYTES) {
    const from = view.getBigUint64(at, true)
    const to = view.getBigUint64(at + 8, true)
    const first = from > reached ? from : reached
    const last = to < end ? to : end
    if (first >= last) continue
    ranges.push({
      first: Number((first - start) / page),
      pages: Number((last - first) / page),
      bits: bitsOf(view.getUint32(at + 16, true))
    })
    reached = last
  }
  return { ranges, knowsGuard: (view.getUint32(16, true) & IS_GUARD) !== 0 }
}
