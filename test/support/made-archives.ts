import { crc32, deflateRawSync } from 'node:zlib'

/** What a made zip's entry is like. */
export interface MadeZipEntry {
  readonly path: string
  readonly content: string
  readonly isStored?: boolean
  readonly isEncrypted?: boolean
  /** Sizes are behind the content, as in a zip that was written to a pipe. */
  readonly isStreamed?: boolean
  /** All numbers are in zip64's extra field. */
  readonly isZip64?: boolean
  /** Takes the content of the entry with this index instead of its own. */
  readonly sharesWith?: number
}

const numbers = (...parts: readonly (readonly [value: number, bytes: number])[]): Buffer =>
  Buffer.concat(
    parts.map(([value, bytes]) => {
      const buffer = Buffer.alloc(bytes)
      if (bytes === 8) buffer.writeBigUInt64LE(BigInt(value))
      else buffer.writeUIntLE(value, 0, bytes)
      return buffer
    })
  )

/** A zip as other programs write it (APPNOTE.TXT 6.3). */
export function madeZip(entries: readonly MadeZipEntry[], hasZip64End = false): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  const offsets: number[] = []
  let at = 0
  for (const entry of entries) {
    const { path, content, isStored = false, isStreamed = false, isZip64 = false } = entry
    const raw = Buffer.from(content, 'latin1')
    const packed = isStored ? raw : deflateRawSync(raw)
    const name = Buffer.from(path)
    const flags = (entry.isEncrypted === true ? 1 : 0) | (isStreamed ? 8 : 0) | 0x800
    const method = isStored ? 0 : 8
    const sum = crc32(raw)
    const offset = entry.sharesWith === undefined ? at : offsets[entry.sharesWith]!
    offsets.push(offset)
    const large = isZip64 ? numbers([1, 2], [24, 2], [raw.length, 8], [packed.length, 8], [offset, 8]) : Buffer.alloc(0)
    const size = (value: number): [number, number] => [isZip64 ? 0xffffffff : value, 4]
    const common = [
      [flags, 2],
      [method, 2],
      [0, 4]
    ] as const
    directory.push(
      numbers([0x02014b50, 4], [45, 2], [45, 2], ...common, [sum, 4], size(packed.length), size(raw.length)),
      numbers([name.length, 2], [large.length, 2], [0, 2], [0, 2], [0, 2], [0, 4], size(offset)),
      name,
      large
    )
    if (entry.sharesWith !== undefined) continue
    const local = Buffer.concat([
      numbers([0x04034b50, 4], [45, 2], ...common, [isStreamed ? 0 : sum, 4]),
      numbers([isStreamed ? 0 : packed.length, 4], [isStreamed ? 0 : raw.length, 4], [name.length, 2], [0, 2]),
      name,
      packed,
      isStreamed ? numbers([0x08074b50, 4], [sum, 4], [packed.length, 4], [raw.length, 4]) : Buffer.alloc(0)
    ])
    parts.push(local)
    at += local.length
  }
  const list = Buffer.concat(directory)
  const count = Math.min(entries.length, 0xffff)
  const record = numbers(
    ...([
      [0x06064b50, 4],
      [44, 8],
      [45, 2],
      [45, 2],
      [0, 4],
      [0, 4],
      [entries.length, 8],
      [entries.length, 8],
      [list.length, 8],
      [at, 8]
    ] as const)
  )
  const end64 = hasZip64End
    ? Buffer.concat([record, numbers([0x07064b50, 4], [0, 4], [at + list.length, 8], [1, 4])])
    : Buffer.alloc(0)
  const stated = hasZip64End ? 0xffffffff : at
  const end = numbers([0x06054b50, 4], [0, 4], [count, 2], [count, 2], [list.length, 4], [stated, 4], [0, 2])
  return Buffer.concat([...parts, list, end64, end])
}

export interface MadeTarEntry {
  readonly path: string
  readonly content?: string
  /** Type flag of the header; `0`, an ordinary file, when left out. */
  readonly kind?: string
  readonly link?: string
}

/** A ustar archive, entry by entry; long names and pax headers are entries of their own. */
export function madeTar(entries: readonly MadeTarEntry[]): Buffer {
  const parts = entries.map(({ path, content = '', kind = '0', link = '' }) => {
    const bytes = Buffer.from(content, 'latin1')
    const header = Buffer.alloc(512)
    header.write(path.slice(0, 100), 0)
    header.write('0000600\0', 100)
    header.write(`${bytes.length.toString(8).padStart(11, '0')}\0`, 124)
    header.write('        ', 148)
    header.write(kind, 156)
    header.write(link, 157)
    header.write('ustar\x0000', 257)
    const sum = header.reduce((total, byte) => total + byte, 0)
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
    return Buffer.concat([header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)])
  })
  return Buffer.concat([...parts, Buffer.alloc(1024)])
}
