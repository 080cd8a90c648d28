import { Decompress, decompress } from 'fzstd'

/** Parts of the zstd format (RFC 8878): frames of blocks, each with its size, and frames to be passed over. */
const MAGIC = 0xfd2fb528
const SKIPPABLE = 0x184d2a50
const LARGEST_BLOCK = 128 * 1024
const RAW_OR_COMPRESSED_HEADER = 3
const RLE = 1
/**
 * The largest window of a frame that does not report its size. It costs as much memory, and time for every block; what `zstd`
 * makes by default has at most 8 MiB.
 */
const LARGEST_WINDOW = 32 * 1024 * 1024
/** The windows of all frames together: no program makes a file of very many frames. */
const MOST_WINDOWS = 64 * 1024 * 1024 * 1024
/** A frame that reports its size is unpacked at once up to this size. */
const MOST_AT_ONCE = 64 * 1024 * 1024
/** Results of which more is free than this are copied. */
const MOST_FREE = 4 * 1024 * 1024
/** Packed bytes handed over at once. */
const STEP = 64 * 1024

const isSkippable = (magic: number): boolean => (magic & 0xfffffff0) === SKIPPABLE

/** Some programs write a frame of their own before the first one. */
export function isZstd(head: Uint8Array): boolean {
  if (head.length < 8) return head.length >= 4 && viewOf(head).getUint32(0, true) === MAGIC
  const view = viewOf(head)
  const magic = view.getUint32(0, true)
  const next = isSkippable(magic) ? 8 + view.getUint32(4, true) : 0
  return next + 4 <= head.length && view.getUint32(next, true) === MAGIC
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

export interface Unpacked {
  readonly bytes: Uint8Array
  /** Why there is no more, in words; null when it is complete. */
  readonly why: 'damaged' | 'too-large' | 'window' | null
}

interface Frame {
  readonly end: number
  readonly isWhole: boolean
  /** Bytes of content as it states; null when it does not. */
  readonly size: number | null
  readonly window: number
  /** Bytes that its blocks can make at most. */
  readonly most: number
}

/** Looks at a frame without unpacking it. Null when its header is cut off. */
function frameAt(bytes: Uint8Array, at: number): Frame | null {
  const view = viewOf(bytes)
  const flags = bytes[at + 4] ?? 0
  const isSingle = (flags & 0x20) !== 0
  const dictionaryBytes = [0, 1, 2, 4][flags & 3] ?? 0
  const sizeBytes = [isSingle ? 1 : 0, 2, 4, 8][flags >> 6] ?? 0
  const sizeAt = at + 5 + (isSingle ? 0 : 1) + dictionaryBytes
  let offset = sizeAt + sizeBytes
  if (offset > bytes.length) return null
  const size =
    sizeBytes === 8
      ? Number(view.getBigUint64(sizeAt, true))
      : sizeBytes === 4
        ? view.getUint32(sizeAt, true)
        : sizeBytes === 2
          ? view.getUint16(sizeAt, true) + 256
          : sizeBytes === 1
            ? bytes[sizeAt]!
            : null
  const descriptor = bytes[at + 5]!
  const base = 2 ** (10 + (descriptor >> 3))
  const window = isSingle ? (size ?? 0) : base + (base / 8) * (descriptor & 7)
  let most = 0
  for (let isLast = false; !isLast;) {
    if (offset + RAW_OR_COMPRESSED_HEADER > bytes.length)
      return { end: bytes.length, isWhole: false, size, window, most }
    const header = bytes[offset]! | (bytes[offset + 1]! << 8) | (bytes[offset + 2]! << 16)
    isLast = (header & 1) !== 0
    const kind = (header >> 1) & 3
    const length = header >> 3
    most += kind < 2 ? Math.min(length, LARGEST_BLOCK) : LARGEST_BLOCK
    offset += RAW_OR_COMPRESSED_HEADER + (kind === RLE ? 1 : length)
  }
  const end = offset + (flags & 4 ? 4 : 0)
  return { end: Math.min(end, bytes.length), isWhole: end <= bytes.length, size, window, most }
}

/** Ends the unpacking of a frame. */
class Enough extends Error {}

/**
 * How many bytes are of use at all, by the first ones; null for all of them. A core file's memory is of none, and large.
 */
export type UsefulBytes = (first: Uint8Array) => number | null

class Unzstd {
  why: Unpacked['why'] = null
  isEnough = false
  #fill = 0
  #windows = 0
  #left: number
  readonly #wanted: UsefulBytes | undefined
  readonly #whole: Uint8Array

  /**
   * @param limit bytes that may come out
   * @param most bytes that can come out
   */
  constructor(limit: number, most: number, wanted: UsefulBytes | undefined) {
    this.#left = limit
    this.#wanted = wanted
    // In one piece: parts would have to be put together, and be there twice. What nothing was written to is not taken from the
    // machine.
    this.#whole = new Uint8Array(Math.min(limit, most))
  }

  get bytes(): Uint8Array {
    const bytes = this.#whole.subarray(0, this.#fill)
    return this.#fill < MOST_FREE && this.#whole.length - this.#fill > MOST_FREE ? bytes.slice() : bytes
  }

  #take(part: Uint8Array): void {
    const wanted = this.#fill === 0 && part.length > 0 ? (this.#wanted?.(part) ?? null) : null
    if (wanted !== null && wanted < this.#left) [this.#left, this.isEnough] = [wanted, true]
    const room = this.#left - this.#fill
    if (part.length > room) {
      if (this.isEnough) this.#add(part.subarray(0, room))
      else this.why = 'too-large'
      throw new Enough()
    }
    this.#add(part)
  }

  #add(part: Uint8Array): void {
    this.#whole.set(part, this.#fill)
    this.#fill += part.length
  }

  /** Unpacks one frame. What comes out before it turns out to be damaged stays. */
  frame(packed: Uint8Array, { isWhole, size, window, most }: Frame): void {
    // A made-up size is not to be given memory, nor is a window.
    const isSizeKnown = isWhole && size !== null && size <= most
    const isDirect = isSizeKnown && (size <= MOST_AT_ONCE || window > LARGEST_WINDOW)
    if (!isDirect) this.#windows += window
    if (isDirect && size > this.#left - this.#fill) this.why = 'too-large'
    else if (!isDirect && (window > LARGEST_WINDOW || this.#windows > MOST_WINDOWS)) this.why = 'window'
    if (this.why !== null) return
    try {
      if (isDirect) this.#take(decompress(packed, this.#whole.subarray(this.#fill, this.#fill + size)))
      else this.#stream(packed)
      if (!isWhole) this.why = 'damaged'
    } catch (error) {
      if (!(error instanceof Enough)) this.why = 'damaged'
    }
  }

  #stream(packed: Uint8Array): void {
    const stream = new Decompress((part) => this.#take(part))
    for (let at = 0; at < packed.length; at += STEP) {
      stream.push(packed.subarray(at, at + STEP), at + STEP >= packed.length)
    }
  }
}

/** Unpacks zstd data, all its frames, to at most `limit` bytes; of what is damaged or cut off, what is complete. Never throws. */
export function unzstd(bytes: Uint8Array, limit: number, wanted?: UsefulBytes): Unpacked {
  let most = 0
  for (const { frame } of framesOf(bytes)) most += frame?.most ?? 0
  const out = new Unzstd(limit, most, wanted)
  for (const { at, frame } of framesOf(bytes)) {
    if (frame === null) out.why = 'damaged'
    else out.frame(bytes.subarray(at, frame.end), frame)
    if (out.why !== null || out.isEnough) break
  }
  return { bytes: out.bytes, why: out.why }
}

/** The frames of a file, one after the other, up to one that can't be read, which is null. */
function* framesOf(bytes: Uint8Array): Generator<{ readonly at: number; readonly frame: Frame | null }> {
  const view = viewOf(bytes)
  let at = 0
  while (at + 8 <= bytes.length) {
    const magic = view.getUint32(at, true)
    if (isSkippable(magic)) {
      at += 8 + view.getUint32(at + 4, true)
      continue
    }
    const frame = magic === MAGIC ? frameAt(bytes, at) : null
    yield { at, frame }
    if (frame === null) return
    at = frame.end
  }
  // No frame is that short.
  if (at < bytes.length) yield { at, frame: null }
}
