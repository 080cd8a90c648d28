/** Kinds of lines below a maps line in smaps. */
export type FieldLineKind = 'number' | 'wide' | 'flags' | 'text' | 'none'

/** A line of smaps taken apart. One object is reused for all lines. */
export interface FieldLine {
  kind: FieldLineKind
  /** Length of the name before the colon. */
  nameLength: number
  value: number
  wide: bigint
  isKb: boolean
  /** For flags and text: the offset of the value. */
  valueFrom: number
  valueTo: number
}

export function newFieldLine(): FieldLine {
  return { kind: 'none', nameLength: 0, value: 0, wide: 0n, isKb: false, valueFrom: 0, valueTo: 0 }
}

const BLANK = 32
const TAB = 9
const COLON = 58
const LONGEST_NAME = 64
const FLAGS = 'VmFlags'

export const isBlank = (byte: number | undefined): boolean => byte === BLANK || byte === TAB

function isNameByte(byte: number): boolean {
  return (
    (byte >= 65 && byte <= 90) ||
    (byte >= 97 && byte <= 122) ||
    (byte >= 48 && byte <= 57) ||
    byte === 95 ||
    byte === 45
  )
}

/** True when the `length` bytes at `at` are the ASCII text `name`. */
export function hasName(bytes: Uint8Array, at: number, length: number, name: string): boolean {
  if (length !== name.length) return false
  for (let i = 0; i < length; i++) if (bytes[at + i] !== name.charCodeAt(i)) return false
  return true
}

/** Reads `Name:  123 kB`, `Name:  1`, `VmFlags: rd wr …` or `Name: text` at…end (without its newline). */
export function readFieldLine(bytes: Uint8Array, at: number, end: number, line: FieldLine): void {
  line.kind = 'none'
  let position = at
  while (position < end && position - at <= LONGEST_NAME && isNameByte(bytes[position]!)) position++
  if (position === at || position >= end || bytes[position] !== COLON) return
  line.nameLength = position - at
  position++
  while (position < end && isBlank(bytes[position])) position++
  let to = end
  while (to > position && isBlank(bytes[to - 1])) to--
  line.valueFrom = position
  line.valueTo = to
  if (hasName(bytes, at, line.nameLength, FLAGS)) {
    line.kind = 'flags'
    return
  }
  const digitsFrom = position
  let value = 0
  while (position < to && bytes[position]! >= 48 && bytes[position]! <= 57)
    value = value * 10 + (bytes[position++]! - 48)
  const digits = position - digitsFrom
  const digitsTo = position
  while (position < to && isBlank(bytes[position])) position++
  line.isKb = to - position === 2 && position > digitsTo && bytes[position] === 107 && bytes[position + 1] === 66
  const isNumber = digits > 0 && digits <= 20 && (position === to || line.isKb)
  if (!isNumber) {
    line.kind = 'text'
    return
  }
  if (value > Number.MAX_SAFE_INTEGER) {
    line.kind = 'wide'
    line.wide = BigInt(String.fromCharCode(...bytes.subarray(digitsFrom, digitsTo)))
    return
  }
  line.kind = 'number'
  line.value = value
}
