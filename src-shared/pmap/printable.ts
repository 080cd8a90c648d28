/** How bytes of names and command lines may appear in the output. */
export interface TextRules {
  /** The locale's encoding is UTF-8; otherwise it is plain ASCII (the C locale). */
  readonly isUtf8: boolean
  /** Output goes to a terminal, where control characters of names could steer it. */
  readonly isTerminal: boolean
}

const QUESTION = 63

/**
 * Length of the valid UTF-8 character at `at`, or 0. Surrogates, overlong forms and values above U+10FFFF are invalid
 * (RFC 3629).
 */
function utf8Length(bytes: Uint8Array, at: number): number {
  const first = bytes[at]!
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2
  if (first < 0xc2 || first > 0xf4 || at + length > bytes.length) return 0
  for (let i = 1; i < length; i++) if ((bytes[at + i]! & 0xc0) !== 0x80) return 0
  const second = bytes[at + 1]!
  if (first === 0xe0 && second < 0xa0) return 0
  if (first === 0xed && second > 0x9f) return 0
  if (first === 0xf0 && second < 0x90) return 0
  if (first === 0xf4 && second > 0x8f) return 0
  return length
}

/** C1 controls, U+0080 to U+009F. */
const isC1 = (bytes: Uint8Array, at: number): boolean => bytes[at] === 0xc2 && bytes[at + 1]! < 0xa0

/** Private use: U+E000 to U+F8FF and the two last planes, but for the last two values of each plane, which are no characters. */
function isPrivateUse(bytes: Uint8Array, at: number): boolean {
  const first = bytes[at]!
  const second = bytes[at + 1]!
  if (first === 0xee) return true
  if (first === 0xef) return second < 0xa4
  if (bytes[at + 2] === 0xbf && bytes[at + 3]! >= 0xbe && (second & 0x0f) === 0x0f) return false
  return (first === 0xf3 && second >= 0xb0) || first === 0xf4
}

function isPlain(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (byte < 0x20 || byte > 0x7e) return false
  return true
}

/**
 * Replaces by `?`, one a character: ASCII controls, DEL, invalid bytes, and what `isHidden` returns true for. A C1 control becomes one
 * `?` for each of its two bytes, as in both pmaps that hide it.
 */
function replace(bytes: Uint8Array, isUtf8: boolean, isHidden: (bytes: Uint8Array, at: number) => boolean): Uint8Array {
  if (isPlain(bytes)) return bytes
  const shown = new Uint8Array(bytes.length)
  let fill = 0
  for (let at = 0; at < bytes.length;) {
    const byte = bytes[at]!
    const length = byte < 0x80 ? 1 : isUtf8 && !isC1(bytes, at) ? utf8Length(bytes, at) : 0
    const isShown = byte < 0x80 ? byte >= 0x20 && byte !== 0x7f : length > 0 && !isHidden(bytes, at)
    if (isShown) for (let i = 0; i < length; i++) shown[fill++] = bytes[at + i]!
    else shown[fill++] = QUESTION
    at += Math.max(1, length)
  }
  return shown.subarray(0, fill)
}

/** A mapping's name in the default format, -d and -x (docs/pmap-differences.md: control characters are never printed raw). */
export function printableName(bytes: Uint8Array, rules: TextRules): Uint8Array {
  return replace(bytes, rules.isUtf8, () => false)
}

/** The command of the title line: as names, and private-use characters are hidden too (procps 4.0.5). */
export function printableTitle(bytes: Uint8Array, rules: TextRules): Uint8Array {
  return replace(bytes, rules.isUtf8, isPrivateUse)
}

/** A mapping's name in -X and -XX: the kernel's bytes; to a terminal as in the other formats, so that it can't steer it. */
export function printableWideName(bytes: Uint8Array, rules: TextRules): Uint8Array {
  return rules.isTerminal ? printableName(bytes, rules) : bytes
}
