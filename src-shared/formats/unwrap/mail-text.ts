const NEWLINE = 10
const RETURN = 13
const EQUALS = 61
const latin = new TextDecoder('latin1')
/** A saved mail, or a part of one, shows that in its headers (RFC 2045). */
const ENCODED = /^Content-Transfer-Encoding:[ \t]*quoted-printable[ \t]*\r?$/im

/** A piece of a mail's source without its headers: folded lines, and an encoded blank, equals sign or letter. */
const FOLDED = /=\r?\n/
const ENCODED_LETTER = /=(?:3D|20|09|C2=A0|E2=80=[0-9A-F]{2})/
const ROW = /[0-9a-f]{4,16}-[0-9a-f]{4,16} [r-][w-][x-][ps-] /

const isEncoded = (head: string): boolean =>
  ENCODED.test(head) || (FOLDED.test(head) && ENCODED_LETTER.test(head) && ROW.test(head))

const digit = (byte: number | undefined): number => {
  if (byte === undefined) return -1
  const small = byte | 32
  return byte >= 48 && byte <= 57 ? byte - 48 : small >= 97 && small <= 102 ? small - 87 : -1
}

/** The text of a saved mail whose lines were folded and whose equals signs are `=3D`; any other text as it is. */
export function unfoldedMail(bytes: Uint8Array, headLength: number): Uint8Array {
  if (!isEncoded(latin.decode(bytes.subarray(0, headLength)))) return bytes
  const kept = new Uint8Array(bytes.length)
  let fill = 0
  for (let at = 0; at < bytes.length; at++) {
    const [high, low] = [digit(bytes[at + 1]), digit(bytes[at + 2])]
    if (bytes[at] !== EQUALS) kept[fill++] = bytes[at]!
    else if (bytes[at + 1] === NEWLINE) at++
    else if (bytes[at + 1] === RETURN && bytes[at + 2] === NEWLINE) at += 2
    else if (high >= 0 && low >= 0) {
      kept[fill++] = high * 16 + low
      at += 2
    } else kept[fill++] = EQUALS
  }
  return kept.subarray(0, fill)
}
