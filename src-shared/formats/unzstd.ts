import { Decompress, decompress } from 'fzstd'
import { joinBytes } from '../memory/join-bytes.ts'

/** Parts of the zstd format (RFC 8878): frames of blocks, each with its size, and frames to be passed over. */
const MAGIC = 0xfd2fb528
const SKIPPABLE = 0x184d2a50
const LARGEST_BLOCK = 128 * 1024
const RAW_OR_COMPRESSED_HEADER = 3
const RLE = 1
/**
 * The largest window of a frame that does not tell its size. It costs as much memory, and time for every block; what `zstd`
 * makes without being told otherwise has at most 8 MiB.
 */
const LARGEST_WINDOW = 32 * 1024 * 1024
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
  /** Why there is no more, in words; null when it is whole. */
  readonly why: 'damaged' | 'too-large' | 'window' | null
}

interface Frame {
  readonly end: number
  readonly isWhole: boolean
  /** Bytes of content as it says; null when it does not. */
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
  let place = sizeAt + sizeBytes
  if (place > bytes.length) return null
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
    if (place + RAW_OR_COMPRESSED_HEADER > bytes.length)
      return { end: bytes.length, isWhole: false, size, window, most }
    const header = bytes[place]! | (bytes[place + 1]! << 8) | (bytes[place + 2]! << 16)
    isLast = (header & 1) !== 0
    const kind = (header >> 1) & 3
    const length = header >> 3
    most += kind < 2 ? Math.min(length, LARGEST_BLOCK) : LARGEST_BLOCK
    place += RAW_OR_COMPRESSED_HEADER + (kind === RLE ? 1 : length)
  }
  const end = place + (flags & 4 ? 4 : 0)
  return { end: Math.min(end, bytes.length), isWhole: end <= bytes.length, size, window, most }
}

class TooLarge extends Error {}

/** Unpacks one frame to the end of `parts`. @throws Error when it is damaged; what came before stays */
function unpackFrame(packed: Uint8Array, frame: Frame, parts: Uint8Array[], left: number): void {
  if (frame.isWhole && frame.size !== null && frame.size <= frame.most) {
    if (frame.size > left) throw new TooLarge()
    parts.push(decompress(packed))
    return
  }
  let fill = 0
  const stream = new Decompress((part) => {
    fill += part.length
    if (fill > left) throw new TooLarge()
    parts.push(part)
  })
  for (let at = 0; at < packed.length; at += STEP) {
    stream.push(packed.subarray(at, at + STEP), at + STEP >= packed.length)
  }
}

/** Unpacks zstd data, all its frames, to at most `limit` bytes; of what is damaged or cut off, what is whole. Never throws. */
export function unzstd(bytes: Uint8Array, limit: number): Unpacked {
  const parts: Uint8Array[] = []
  let why: Unpacked['why'] = null
  for (let at = 0; at + 8 <= bytes.length && why === null;) {
    const magic = viewOf(bytes).getUint32(at, true)
    if (isSkippable(magic)) {
      at += 8 + viewOf(bytes).getUint32(at + 4, true)
      continue
    }
    const frame = magic === MAGIC ? frameAt(bytes, at) : null
    if (frame === null) {
      why = 'damaged'
      break
    }
    // A made-up size is not to be given memory, nor is a window.
    const isSizeKnown = frame.isWhole && frame.size !== null && frame.size <= frame.most
    if (!isSizeKnown && frame.window > LARGEST_WINDOW) {
      why = 'window'
      break
    }
    const left = limit - parts.reduce((sum, { length }) => sum + length, 0)
    try {
      unpackFrame(bytes.subarray(at, frame.end), frame, parts, left)
      if (!frame.isWhole) why = 'damaged'
    } catch (error) {
      why = error instanceof TooLarge ? 'too-large' : 'damaged'
    }
    at = frame.end
  }
  return { bytes: joinBytes(parts), why }
}
