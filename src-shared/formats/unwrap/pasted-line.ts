import { withoutEntities } from './entities.ts'
import { withPlainDashes } from './plain-dashes.ts'

/** What pages put between words that are not to be parted, and browsers copy. */
const HARD_BLANK = '\u00a0'
/** That, and what has no width: editors and chat programs leave it where it is not seen. */
const UNSEEN = /[\u00a0\u200b\u2060\ufeff]/g
/** Of the source of a page or a mail. */
const LINE_BREAK = /<br ?\/?>$/i

/** Longest line that is looked at; nothing the kernel writes comes near it. */
const LONGEST = 16 * 1024
const NEWLINE = 10
/** A mark of byte order counts nowhere but at the beginning of a text (plain-text.ts). */
const lineDecoder = new TextDecoder('utf-8', { ignoreBOM: true })
/** Lines in which nothing has to be changed: most are such, and of the kernel's nearly all. */
const PLAIN = /^[\t -%'-;=?-~]*$/

/** A line as it was before it was quoted in a mail or copied from a web page's source. */
export function pastedLine(line: string): string {
  if (line.length <= LONGEST && PLAIN.test(line)) return line
  const plain = line
    .slice(0, LONGEST)
    .replace(/\r$/, '')
    .replace(/^(?:\s*(?:>|&gt;)\s?)+/, '')
  return withPlainDashes(
    withoutEntities(plain)
      .replace(UNSEEN, (letter) => (letter === HARD_BLANK ? ' ' : ''))
      .replace(LINE_BREAK, '')
  )
}

/**
 * The lines of a text, one after the other: a text of any length needs no second copy.
 * @param longest what goes beyond it in a line is left out, bytes
 */
export function* linesOf(bytes: Uint8Array, longest = LONGEST): Generator<string> {
  for (let at = 0; at < bytes.length;) {
    // Whole lines of one block are decoded together: to begin a decoder for each takes longer than to run it.
    const last = bytes.subarray(at, at + longest).lastIndexOf(NEWLINE)
    if (last < 0) {
      const newline = bytes.indexOf(NEWLINE, at)
      const end = newline < 0 ? bytes.length : newline
      yield lineDecoder.decode(bytes.subarray(at, Math.min(end, at + longest)))
      at = end + 1
    } else {
      for (const line of lineDecoder.decode(bytes.subarray(at, at + last)).split('\n')) yield line
      at += last + 1
    }
  }
}
