/**
 * Frames of the WebSocket and of the blob downloads: JSON for the structure, typed arrays as raw bytes behind it.
 *
 *   u32 little-endian: length of the head in bytes, padding included
 *   head: JSON (UTF-8), padded with blanks so that the bodies start at a multiple of 8
 *   bodies: the arrays' bytes, each at a multiple of 8
 *
 * In the JSON a typed array is {"$array":[kind, byte offset, length]}, a bigint as {"$big":"digits"} and a Map
 * as {"$map":[[key, value], …]}. Arrays of a decoded frame are views of the frame, not copies; they lie one behind the other in
 * the order of the JSON, so that no byte of a frame is part of two.
 */
const KINDS = [
  Int8Array,
  Uint8Array,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array
] as const
type WireArray = InstanceType<(typeof KINDS)[number]>

const encoder = new TextEncoder()
const decoder = new TextDecoder()

const roundUp8 = (length: number): number => Math.ceil(length / 8) * 8

/** One frame for `value`: plain objects, arrays, strings, numbers, booleans, null, bigint, Map and typed arrays. */
export function encodeFrame(value: unknown): Uint8Array<ArrayBuffer> {
  const bodies: { array: WireArray; at: number }[] = []
  let bodyLength = 0
  const head = encoder.encode(
    JSON.stringify(value, (_key, part: unknown) => {
      if (typeof part === 'bigint') return { $big: String(part) }
      if (part instanceof Map) return { $map: [...(part as Map<unknown, unknown>)] }
      if (!ArrayBuffer.isView(part)) return part
      const kind = KINDS.findIndex((Kind) => part instanceof Kind)
      if (kind < 0) throw new TypeError('an array kind that frames do not carry')
      const array = part as WireArray
      const at = bodyLength
      bodies.push({ array, at })
      bodyLength += roundUp8(array.byteLength)
      return { $array: [kind, at, array.length] }
    })
  )
  const bodyStart = roundUp8(4 + head.length)
  const frame = new Uint8Array(bodyStart + bodyLength)
  new DataView(frame.buffer).setUint32(0, bodyStart - 4, true)
  frame.fill(0x20, 4, bodyStart)
  frame.set(head, 4)
  for (const { array, at } of bodies) {
    frame.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), bodyStart + at)
  }
  return frame
}

interface Marker {
  readonly $array?: readonly [kind: number, at: number, length: number]
  readonly $big?: string
  readonly $map?: readonly (readonly [unknown, unknown])[]
}

/** No number of the kernel has more digits; reading millions of them would take minutes. */
const MOST_DIGITS = 40

function readBigInt(digits: unknown): bigint {
  if (typeof digits !== 'string' || digits.length > MOST_DIGITS) throw new RangeError('a number with too many digits')
  return BigInt(digits)
}

/** The value of one frame. @throws RangeError or SyntaxError when the frame is damaged. */
export function decodeFrame(frame: Uint8Array): unknown {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength)
  const headLength = view.getUint32(0, true)
  if (headLength > frame.byteLength - 4) throw new RangeError('the frame is shorter than its head')
  const bodyStart = frame.byteOffset + 4 + headLength
  const bodyEnd = frame.byteOffset + frame.byteLength
  let next = 0
  return JSON.parse(decoder.decode(frame.subarray(4, 4 + headLength)), (_key, part: unknown) => {
    if (typeof part !== 'object' || part === null) return part
    const { $array, $big, $map } = part as Marker
    if ($big !== undefined) return readBigInt($big)
    if ($map !== undefined) return new Map($map)
    if ($array === undefined) return part
    const [kind, at, length] = $array
    const Kind = KINDS[kind]
    if (Kind === undefined) throw new RangeError('an array kind that frames do not carry')
    if (at !== next || !(length >= 0)) throw new RangeError('an array at an offset that is not its own')
    const from = bodyStart + at
    const byteLength = length * Kind.BYTES_PER_ELEMENT
    next = roundUp8(at + byteLength)
    if (from + byteLength > bodyEnd) throw new RangeError('the frame is shorter than its arrays')
    // Received bytes may be at an odd offset of a shared buffer; only then a copy is needed.
    return from % Kind.BYTES_PER_ELEMENT === 0
      ? new Kind(frame.buffer as ArrayBuffer, from, length)
      : new Kind(frame.buffer.slice(from, from + byteLength) as ArrayBuffer)
  })
}
