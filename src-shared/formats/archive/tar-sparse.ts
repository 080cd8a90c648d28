/** Files that tar stored without their holes (tar(5); GNU tar's manual, "Storing Sparse Files"). */
const BLOCK = 512
const NEWLINE = 10
const ENTRY = 24
const MOST_PARTS = 50_000
const LONGEST_NUMBER = 21
const decoder = new TextDecoder()

export interface SparseFile {
  /** Bytes: offset and length of each part that is stored, one after the other. */
  readonly parts: readonly (readonly [offset: number, length: number])[]
  /** With its holes, bytes. */
  readonly size: number
  /** Where its first part is stored, from the end of the header. */
  readonly from: number
}

/** Pairs of a list of numbers; null when one of them is not a number. */
function pairsOf(numbers: readonly number[]): (readonly [number, number])[] | null {
  if (numbers.length % 2 !== 0 || numbers.some((number) => !(number >= 0))) return null
  return Array.from({ length: numbers.length / 2 }, (_, at) => [numbers[at * 2]!, numbers[at * 2 + 1]!] as const)
}

/**
 * GNU's old way: four parts in the header, 21 in each block behind it.
 * @param numberAt a number of twelve bytes
 */
export function gnuSparse(
  bytes: Uint8Array,
  header: number,
  numberAt: (bytes: Uint8Array, at: number) => number
): SparseFile | null {
  const numbers: number[] = []
  let entries = header + 386
  let count = 4
  let more = bytes[header + 482] !== 0
  let next = header + BLOCK
  for (;;) {
    for (let at = entries; at < entries + count * ENTRY && bytes[at] !== 0; at += ENTRY) {
      numbers.push(numberAt(bytes, at), numberAt(bytes, at + 12))
    }
    if (!more || next + BLOCK > bytes.length || numbers.length > 2 * MOST_PARTS) break
    ;[entries, count, more] = [next, 21, bytes[next + 504] !== 0]
    next += BLOCK
  }
  const parts = pairsOf(numbers)
  return parts === null ? null : { parts, size: numberAt(bytes, header + 483), from: next - header - BLOCK }
}

/** POSIX's ways: the list is in the pax header, or in front of the content. */
export function paxSparse(pax: ReadonlyMap<string, string>, content: Uint8Array): SparseFile | null {
  const size = Number(pax.get('GNU.sparse.realsize') ?? pax.get('GNU.sparse.size') ?? NaN)
  const map = pax.get('GNU.sparse.map')
  if (map !== undefined) {
    if (map.length > MOST_PARTS * 2 * LONGEST_NUMBER) return null
    const parts = pairsOf(map.split(',').map(Number))
    return parts === null || !(size >= 0) ? null : { parts, size, from: 0 }
  }
  if (pax.get('GNU.sparse.major') !== '1') return null
  let at = 0
  const numbers: number[] = []
  for (let left = 1; left > 0 && at < content.length; left--) {
    const newline = content.indexOf(NEWLINE, at)
    if (newline < 0 || newline - at > 24) return null
    const number = Number(decoder.decode(content.subarray(at, newline)))
    if (at === 0) left = Math.min(number, MOST_PARTS) * 2 + 1
    else numbers.push(number)
    at = newline + 1
  }
  const parts = pairsOf(numbers)
  return parts === null || !(size >= 0) ? null : { parts, size, from: Math.ceil(at / BLOCK) * BLOCK }
}

/** Whether the list belongs to what is stored. */
export function isSound({ parts, size }: SparseFile, stored: Uint8Array): boolean {
  return size >= 0 && parts.reduce((sum, [, length]) => sum + length, 0) === stored.length
}

/** The file with its holes, up to `most` bytes of it. */
export function withHoles({ parts, size }: SparseFile, stored: Uint8Array, most: number): Uint8Array {
  const whole = new Uint8Array(Math.min(size, most))
  let at = 0
  for (const [offset, length] of parts) {
    const part = stored.subarray(at, at + length)
    at += length
    if (offset < whole.length) whole.set(part.subarray(0, whole.length - offset), offset)
  }
  return whole
}
