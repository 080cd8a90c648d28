import { closeSync, readSync } from 'node:fs'
import { FailureError } from '#shared/contract/failure.ts'
import { addEntries, ENTRY_BYTES } from '#shared/pages/pagemap-entries.ts'
import { mergeScan } from '#shared/pages/merge-scan.ts'
import { PageRunBuilder, type PageRuns } from '#shared/pages/page-runs.ts'
import { readScanRecords, type ScannedPages } from '#shared/pages/scan-records.ts'
import { ProcFolder, readFailure } from '#main/source/proc-folder.ts'
import { scanPages } from './page-scanner.ts'

/** 1 MiB: reading is as fast as it gets from 64 KiB on (measured on Linux 6.18). */
const PIECE = 1024 * 1024
/** 64 MiB of entries, 32 GiB of memory: about 0.1 s where nothing is there, up to 0.6 s where all is (70 ns a page). */
const MOST_ENTRIES = 8 * 1024 * 1024
/** How many pieces of a range are looked at, evenly spread, and how many pages each has. */
interface Samples {
  readonly windows: number
  readonly pages: number
}
/** Of larger ranges, where the kernel can't report which parts are empty. */
const MANY_SAMPLES: Samples = { windows: 4096, pages: 512 }
/** For a bar in a row: 0.3 ms where all pages are there. */
const FEW_SAMPLES: Samples = { windows: 64, pages: 64 }
const sizeOf = ({ windows, pages }: Samples): number => windows * pages

export interface PageReading {
  /** The process's folder, open: a number that is used again is not mistaken. */
  readonly folder: ProcFolder
  /** At page boundaries, within one mapping. */
  readonly start: bigint
  readonly end: bigint
  /** Bytes. */
  readonly pageSize: number
  /** The page scanner's path, or null. */
  readonly scanner: string | null
  /** The kernel keeps soft-dirty bits (soft-dirty.ts). */
  readonly tracksSoftDirty: boolean
}

/** Where the upper half of the address space begins, which is the kernel's on every architecture; [vsyscall] lies there. */
const USER_END = 1n << 63n

const buffer = new Uint32Array(PIECE / 4)

/** Reads the entries of some pages into a builder. @throws FailureError when they can't be read */
function readEntries(
  descriptor: number,
  request: PageReading,
  builder: PageRunBuilder,
  first: number,
  pages: number,
  weight: number
): void {
  const base = Number(request.start / BigInt(request.pageSize)) + first
  for (let done = 0; done < pages;) {
    const wanted = Math.min(PIECE, (pages - done) * ENTRY_BYTES)
    let got: number
    try {
      got = readSync(descriptor, buffer, 0, wanted, (base + done) * ENTRY_BYTES)
    } catch (error) {
      throw readFailure(error, request.folder.label, 'pagemap')
    }
    const entries = Math.floor(got / ENTRY_BYTES)
    // Beyond the last address that the kernel walks nothing is there.
    if (entries === 0) return builder.add((pages - done) * weight, 0)
    addEntries(builder, buffer.subarray(0, entries * 2), weight)
    done += entries
  }
}

/** Only what the scanner found is read again, for what only pagemap reports. */
function readScanned(descriptor: number, request: PageReading, scanned: ScannedPages, total: number): PageRunBuilder {
  const builder = new PageRunBuilder()
  let at = 0
  for (const { first, pages } of scanned.ranges) {
    builder.add(first - at, 0)
    readEntries(descriptor, request, builder, first, pages, 1)
    at = first + pages
  }
  builder.add(total - at, 0)
  return builder
}

function readSamples(descriptor: number, request: PageReading, total: number, samples: Samples): PageRunBuilder {
  const builder = new PageRunBuilder()
  const stride = total / samples.windows
  for (let window = 0; window < samples.windows; window++) {
    const pages = Math.min(samples.pages, total - Math.floor(window * stride))
    readEntries(descriptor, request, builder, Math.floor(window * stride), pages, stride / pages)
  }
  return builder
}

function pageCount({ folder, start, end, pageSize }: PageReading): number {
  if (end > USER_END)
    throw new FailureError('unsupported', folder.label, 'pagemap does not reach into kernel addresses')
  return Number((end - start) / BigInt(pageSize))
}

/**
 * Looks at every page of a small range, and of a larger one at few pages evenly spread: cheap whatever the range is.
 * @param descriptor of the process's pagemap
 * @throws FailureError `denied`, `gone`, `unsupported`
 */
export function glanceAtPages(descriptor: number, request: PageReading): PageRuns {
  const total = pageCount(request)
  const isSampled = total > sizeOf(FEW_SAMPLES)
  let builder = new PageRunBuilder()
  if (isSampled) builder = readSamples(descriptor, request, total, FEW_SAMPLES)
  else readEntries(descriptor, request, builder, 0, total, 1)
  return {
    start: request.start,
    pageSize: request.pageSize,
    ...builder.runs(),
    known: { exclusive: true, huge: false, zero: false, softDirty: request.tracksSoftDirty },
    share: isSampled ? sizeOf(FEW_SAMPLES) / total : 1
  }
}

/**
 * Looks at every page of an address range; of a range of more than 32 GiB at what the kernel reports is there, or, where it
 * can't report that, at evenly spread samples.
 * @throws FailureError `denied`, `gone`, `unsupported`
 */
export async function readPages(request: PageReading): Promise<PageRuns> {
  const { folder, start, end, pageSize, scanner, tracksSoftDirty } = request
  const total = pageCount(request)
  const scanning = scanner === null ? Promise.resolve(null) : scanPages(scanner, folder.pid, start, end)
  const descriptor = folder.open('pagemap')
  try {
    const isSmall = total <= MOST_ENTRIES
    // While the scanner works.
    const whole = new PageRunBuilder()
    if (isSmall) readEntries(descriptor, request, whole, 0, total, 1)
    const output = await scanning
    const scanned = output === null ? null : readScanRecords(output, start, end, pageSize)
    const found = scanned?.ranges.reduce((sum, { pages }) => sum + pages, 0) ?? Infinity
    const isSampled = !isSmall && found > MOST_ENTRIES
    const builder = isSmall
      ? whole
      : isSampled || scanned === null
        ? readSamples(descriptor, request, total, MANY_SAMPLES)
        : readScanned(descriptor, request, scanned, total)
    const runs = scanned === null || isSampled ? builder.runs() : mergeScan(builder.runs(), scanned)
    const known = { exclusive: true, huge: scanned !== null && !isSampled, zero: scanned !== null && !isSampled }
    return {
      start,
      pageSize,
      ...runs,
      known: { ...known, softDirty: tracksSoftDirty },
      share: isSampled ? sizeOf(MANY_SAMPLES) / total : 1
    }
  } finally {
    closeSync(descriptor)
  }
}
