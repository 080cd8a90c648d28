import { FailureError } from '../../contract/failure.ts'
import { bytesToNotes, isCore } from '../crash/elf-core-headers.ts'
import { budgetOf, type FormatContext, type SkippedNote } from '../importer.ts'
import type { Budget } from '../budget.ts'
import { isZstd, unzstd } from './unzstd.ts'

const isGzip = (head: Uint8Array): boolean => head[0] === 0x1f && head[1] === 0x8b
const DAMAGED = 'its packed data is damaged or cut off'
const PART = 'what could be unpacked is shown'

/** A file without what it is packed with, gzip or zstd; of one that was cut off, what is complete. @throws FailureError */
export function unpackedFile(
  bytes: Uint8Array,
  name: string,
  context: FormatContext,
  notes: SkippedNote[]
): Uint8Array {
  if (!isGzip(bytes) && !isZstd(bytes)) return bytes
  const budget = budgetOf(context)
  const own = { ...context, budget }
  const unpacked = isGzip(bytes) ? gunzipped(bytes, name, own, notes) : unzstded(bytes, name, own, notes)
  budget.take('unpacked', unpacked.length, name)
  budget.take('bytes', unpacked.length, name)
  return unpacked
}

/** Bytes that something may unpack to now. */
const roomIn = (budget: Budget): number => Math.min(budget.left('unpacked'), budget.left('bytes'))

/** Of a core file only headers and notes are of use; systemd packs them with zstd, other collectors with gzip. */
const wantedOf = (first: Uint8Array): number | null => (isCore(first) ? bytesToNotes(first) : null)

/** Packed bytes of which the beginning is unpacked to see what it is. */
const FIRST_BYTES = 64 * 1024
/** More than they can unpack to: deflate makes 1032 bytes of one at most. */
const MOST_OF_FIRST = 80 * 1024 * 1024

/** Packed bytes that show whether something is a core file. A block of zstd has up to 128 KiB, and shows nothing in part. */
export const BYTES_OF_PACKED_CORE = 192 * 1024

/**
 * Whether a file is a core file that was packed.
 * @param beginning its first BYTES_OF_PACKED_CORE
 */
export function isPackedCore(beginning: Uint8Array, unpacking: Pick<FormatContext, 'gunzipPart'>): boolean {
  if (isZstd(beginning)) return isCore(unzstd(beginning, MOST_OF_FIRST, wantedOf).bytes)
  if (!isGzip(beginning)) return false
  return isCore(unpacking.gunzipPart?.(beginning.subarray(0, FIRST_BYTES), MOST_OF_FIRST) ?? new Uint8Array(0))
}

function unzstded(bytes: Uint8Array, name: string, context: FormatContext, notes: SkippedNote[]): Uint8Array {
  const limit = roomIn(budgetOf(context))
  const { bytes: unpacked, why } = unzstd(bytes, limit, wantedOf)
  if (why === 'too-large') throw new FailureError('too-large', name, `it unpacks to more than ${limit} bytes`)
  if (why === 'window')
    throw new FailureError('too-large', name, 'its zstd window is too large: unpack it first (zstd -d FILE)')
  if (unpacked.length === 0) throw new FailureError('truncated', name, DAMAGED)
  if (why !== null) notes.push({ kind: 'file', line: null, detail: `${DAMAGED}; ${PART}` })
  return unpacked
}

/**
 * The beginning of a core file that was packed with gzip; null when it is not one, or not all there. Ever more of it is unpacked,
 * because nothing shows how much of it the beginning is.
 */
function gunzippedCore(bytes: Uint8Array, limit: number, context: FormatContext): Uint8Array | null {
  const beginning = (length: number): Uint8Array =>
    context.gunzipPart?.(bytes.subarray(0, length), limit) ?? new Uint8Array(0)
  let unpacked = beginning(FIRST_BYTES)
  const wanted = wantedOf(unpacked)
  if (wanted === null) return null
  for (let length = FIRST_BYTES; unpacked.length < wanted && length < bytes.length;) {
    length *= 2
    unpacked = beginning(length)
  }
  return unpacked.length < wanted ? null : unpacked.slice(0, wanted)
}

/** Unpacks a gzip file; of one that was cut off, what is complete. @throws FailureError */
function gunzipped(bytes: Uint8Array, name: string, context: FormatContext, notes: SkippedNote[]): Uint8Array {
  const limit = roomIn(budgetOf(context))
  const core = gunzippedCore(bytes, limit, context)
  if (core !== null) return core
  let unpacked: Uint8Array
  try {
    unpacked = context.gunzip(bytes, limit)
  } catch (error) {
    if (error instanceof FailureError && error.failure.kind === 'too-large') throw error
    unpacked = context.gunzipPart?.(bytes, limit) ?? new Uint8Array(0)
    notes.push({ kind: 'file', line: null, detail: `${DAMAGED}; ${PART}` })
  }
  if (unpacked.length === 0) throw new FailureError('truncated', name, DAMAGED)
  return unpacked
}

const hex = (digits: string): number[] => digits.split(' ').map((two) => Number.parseInt(two, 16))

/** What can't be opened as it is, by its first bytes, with the way to what can. */
const KNOWN: readonly { readonly magic: readonly number[]; readonly advice: string }[] = [
  { magic: hex('fd 37 7a 58 5a 00'), advice: 'it is packed with xz: unpack it first (xz -d FILE, or tar -xJf FILE)' },
  { magic: hex('04 22 4d 18'), advice: 'it is packed with lz4: unpack it first (lz4 -d FILE)' },
  { magic: hex('42 5a 68'), advice: 'it is packed with bzip2: unpack it first (bzip2 -d FILE)' },
  { magic: hex('37 7a bc af 27 1c'), advice: 'it is a 7z archive: unpack it first (7z x FILE)' },
  { magic: hex('5d 00 00'), advice: 'it is packed with lzma: unpack it first (xz -d FILE)' },
  { magic: hex('52 61 72 21'), advice: 'it is a rar archive: unpack it first' },
  { magic: hex('7f 45 4c 46'), advice: 'it is an ELF file, but no core file of a process' },
  {
    magic: hex('50 45 52 46 49 4c 45 32'),
    advice: 'it is perf.data: open what perf script --show-mmap-events prints of it'
  },
  {
    magic: hex('4a 41 56 41 20 50 52 4f 46 49 4c 45'),
    advice: 'it is a heap dump of the JVM, which holds objects only'
  },
  { magic: hex('46 4c 52 00'), advice: 'it is a recording of JFR; jcmd PID System.map lists mappings' },
  { magic: hex('89 50 4e 47'), advice: 'it is a picture; text can not be read out of it' },
  { magic: hex('ff d8 ff'), advice: 'it is a picture; text can not be read out of it' },
  { magic: hex('25 50 44 46'), advice: 'it is a PDF: copy the text out of it first' }
]

/** Why a known kind of file can't be opened, or null for an unknown one. */
export function adviceFor(head: Uint8Array): string | null {
  return KNOWN.find(({ magic }) => magic.every((byte, index) => head[index] === byte))?.advice ?? null
}
