/** A stream of a made minidump: its kind and its content. */
export type MadeStream = readonly [kind: number, content: Uint8Array]

const HEADER = 32
const ENTRY = 12

/** MINIDUMP_STRING. */
export function minidumpString(text: string): Buffer {
  const words = Buffer.from(text, 'utf16le')
  const length = Buffer.alloc(4)
  length.writeUInt32LE(words.length)
  return Buffer.concat([length, words, Buffer.alloc(2)])
}

/** A minidump as Breakpad lays it out: header, directory, streams. @param strings what streams point to, by their offsets */
export function madeMinidump(
  streams: readonly MadeStream[],
  { seconds = 0, strings = [] }: { seconds?: number; strings?: readonly Uint8Array[] } = {}
): { bytes: Buffer; offsets: number[] } {
  const header = Buffer.alloc(HEADER)
  header.write('MDMP', 0)
  header.writeUInt32LE(0xa793, 4)
  header.writeUInt32LE(streams.length, 8)
  header.writeUInt32LE(HEADER, 12)
  header.writeUInt32LE(seconds, 20)
  let at = HEADER + streams.length * ENTRY
  const offsets = strings.map((text) => {
    const offset = at
    at += text.length
    return offset
  })
  const directory = streams.map(([kind, content]) => {
    const entry = Buffer.alloc(ENTRY)
    entry.writeUInt32LE(kind, 0)
    entry.writeUInt32LE(content.length, 4)
    entry.writeUInt32LE(at, 8)
    at += content.length
    return entry
  })
  const bytes = Buffer.concat([header, ...directory, ...strings, ...streams.map(([, content]) => content)])
  return { bytes, offsets }
}

/** Streams of made numbers: each with its width in bytes. */
export function numbers(...values: readonly (readonly [value: bigint | number, width: 1 | 2 | 4 | 8])[]): Buffer {
  const view = new DataView(new ArrayBuffer(values.reduce((sum, [, width]) => sum + width, 0)))
  let at = 0
  for (const [value, width] of values) {
    if (width === 8) view.setBigUint64(at, BigInt(value), true)
    else if (width === 4) view.setUint32(at, Number(value), true)
    else if (width === 2) view.setUint16(at, Number(value), true)
    else view.setUint8(at, Number(value))
    at += width
  }
  return Buffer.from(view.buffer)
}
