import type { BackingParts } from './backing-interner.ts'

/** A maps line taken apart. One object is reused for all lines. */
export interface HeaderParts extends BackingParts {
  startLo: number
  startHi: number
  endLo: number
  endHi: number
  offsetLo: number
  offsetHi: number
  perms: number
  /** Where the device begins: from here on the line depends on the backing only. */
  tailFrom: number
}

export function newHeaderParts(): HeaderParts {
  return {
    startLo: 0,
    startHi: 0,
    endLo: 0,
    endHi: 0,
    offsetLo: 0,
    offsetHi: 0,
    perms: 0,
    tailFrom: 0,
    major: 0,
    minor: 0,
    inodeLo: 0,
    inodeHi: 0,
    nameFrom: 0,
    nameTo: 0
  }
}

/** Value of each hexadecimal digit by its byte, 255 for all other bytes. */
const HEX = new Uint8Array(256).fill(255)
for (let digit = 0; digit < 16; digit++) {
  const text = digit.toString(16)
  HEX[text.charCodeAt(0)] = digit
  HEX[text.toUpperCase().charCodeAt(0)] = digit
}

const BLANK = 32
const TAB = 9
const DASH = 45
const COLON = 58
const LETTERS = [114, 119, 120] // r w x

let hexLo = 0
let hexHi = 0

/** Reads up to 16 hexadecimal digits (besides zeros in front) into hexLo and hexHi; gives the position after them, or −1 when there are none or too many. */
function readHex(bytes: Uint8Array, at: number): number {
  let hi = 0
  let lo = 0
  let from = at
  // Also ends where the bytes end: undefined is not below 16.
  for (let digit = HEX[bytes[at]!]!; digit < 16; digit = HEX[bytes[++at]!]!) {
    hi = (hi << 4) | (lo >>> 28)
    lo = (lo << 4) | digit
  }
  hexHi = hi >>> 0
  hexLo = lo >>> 0
  if (at - from > 16) {
    // Zeros in front may make the number longer than its value.
    while (bytes[from] === 48) from++
    if (at - from > 16) return -1
  }
  return at === from && bytes[from - 1] !== 48 ? -1 : at
}

/** True for bytes that can begin a maps line; everything else in smaps begins with a letter that is followed by a colon. */
export function looksLikeHeader(bytes: Uint8Array, at: number, end: number): boolean {
  let position = at
  while (position < end && HEX[bytes[position]!] !== 255) position++
  return position > at && position + 1 < end && bytes[position] === DASH && HEX[bytes[position + 1]!] !== 255
}

/**
 * Reads start, end, permissions and offset of the line at `at`; the rest is left to readBackingParts. Bytes end at `end`, which may
 * be far behind the line.
 * @returns false when it is not a maps line
 */
export function readHeaderLine(bytes: Uint8Array, at: number, end: number, parts: HeaderParts): boolean {
  let position = readHex(bytes, at)
  if (position < 0 || bytes[position] !== DASH) return false
  parts.startLo = hexLo
  parts.startHi = hexHi
  position = readHex(bytes, position + 1)
  if (position < 0 || bytes[position] !== BLANK || position + 6 > end) return false
  parts.endLo = hexLo
  parts.endHi = hexHi
  // A mapping that ends before it starts is damage.
  if (hexHi < parts.startHi || (hexHi === parts.startHi && hexLo < parts.startLo)) return false
  let perms = 0
  for (let i = 0; i < 3; i++) {
    const letter = bytes[position + 1 + i]
    if (letter === LETTERS[i]) perms |= 1 << i
    else if (letter !== DASH) return false
  }
  const kind = bytes[position + 4]
  // `s` shared; `p` private; old dumps and other systems write `-` or `S`.
  if (kind === 115 || kind === 83) perms |= 8
  else if (kind !== 112 && kind !== DASH) return false
  parts.perms = perms
  if (bytes[position + 5] !== BLANK) return false
  position = readHex(bytes, position + 6)
  if (position < 0 || position >= end || bytes[position] !== BLANK) return false
  parts.offsetLo = hexLo
  parts.offsetHi = hexHi
  parts.tailFrom = position + 1
  return true
}

/** Reads device, inode and name from `parts.tailFrom` on. @returns false when that is not the end of a maps line */
export function readBackingParts(bytes: Uint8Array, end: number, parts: HeaderParts): boolean {
  let position = readHex(bytes, parts.tailFrom)
  if (position < 0 || bytes[position] !== COLON || hexHi !== 0) return false
  parts.major = hexLo
  position = readHex(bytes, position + 1)
  if (position < 0 || bytes[position] !== BLANK || hexHi !== 0) return false
  parts.minor = hexLo
  position++
  const inodeFrom = position
  let inode = 0
  for (; position < end; position++) {
    const digit = bytes[position]! - 48
    if (digit < 0 || digit > 9) break
    inode = inode * 10 + digit
  }
  const digits = position - inodeFrom
  if (digits === 0 || digits > 20 || (position < end && bytes[position] !== BLANK && bytes[position] !== TAB))
    return false
  if (digits <= 15) {
    parts.inodeLo = inode >>> 0
    parts.inodeHi = Math.floor(inode / 4294967296)
  } else {
    const exact = BigInt(String.fromCharCode(...bytes.subarray(inodeFrom, position)))
    if (exact > 0xffffffffffffffffn) return false
    parts.inodeLo = Number(exact & 0xffffffffn)
    parts.inodeHi = Number(exact >> 32n)
  }
  while (position < end && (bytes[position] === BLANK || bytes[position] === TAB)) position++
  parts.nameFrom = position
  parts.nameTo = end
  return true
}
