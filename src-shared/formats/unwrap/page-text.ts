import { withoutEntities } from './entities.ts'

const NEWLINE = 10
const LESS = 60
const GREATER = 62
/** Longer ones are no tags. */
const LONGEST_TAG = 2000
const AMPERSAND = 38
const decoder = new TextDecoder('latin1')

/** A page, or a piece of one: a line begins with a tag that holds text. Names inside a line prove nothing. */
export function isTextOfPage(head: Uint8Array): boolean {
  return /^[ \t]*<(?:!doctype|html|head|body|pre|code|div|span|p|td|table|blockquote)\b/im.test(decoder.decode(head))
}

/** Whether this tag ends a line where it is: what is in blocks of their own is not one line. */
function breaksLine(tag: string): boolean {
  return /^\/?(?:br|hr|p|div|tr|li|pre|blockquote|table|ul|ol|h[1-6]|title|head|body|section|article|main)\b/i.test(tag)
}

/** A page's text without its tags. */
function withoutTags(bytes: Uint8Array): Uint8Array {
  const kept = new Uint8Array(bytes.length)
  let fill = 0
  // Where the next tag ends: looked for once, not again for every beginning of one.
  let greater = -1
  for (let at = 0; at < bytes.length; at++) {
    const isTag = bytes[at] === LESS && isTagStart(bytes[at + 1])
    if (isTag && greater < at) {
      const found = bytes.indexOf(GREATER, at)
      greater = found < 0 ? bytes.length : found
    }
    const end = isTag && greater < bytes.length ? greater - at : -1
    if (end < 0 || end >= LONGEST_TAG) {
      kept[fill++] = bytes[at]!
      continue
    }
    const tag = decoder.decode(bytes.subarray(at + 1, at + end))
    at += end
    const isBroken = fill === 0 || kept[fill - 1] === NEWLINE || bytes[at + 1] === NEWLINE || bytes[at + 1] === 13
    if (breaksLine(tag) && !isBroken) kept[fill++] = NEWLINE
  }
  return kept.subarray(0, fill)
}

function isTagStart(byte: number | undefined): boolean {
  // A letter, `/` or `!`.
  return byte !== undefined && ((byte | 32) - 97 < 26 && (byte | 32) >= 97 ? true : byte === 47 || byte === 33)
}

/** The text that a browser would show of a page, line for line. Entities come last, so that none of them can make a tag. */
export function textOfPage(bytes: Uint8Array): Uint8Array {
  const text = withoutTags(bytes)
  return text.includes(AMPERSAND) ? new TextEncoder().encode(withoutEntities(new TextDecoder().decode(text))) : text
}
