import { isTextOfPage, textOfPage } from './page-text.ts'
import { escapedText } from './escaped-text.ts'
import { withoutPrefixes } from './line-prefix.ts'
import { unfoldedMail } from './mail-text.ts'
import { partedRows } from './joined-rows.ts'
import { unquotedText } from './quoted-text.ts'
import { linesOf } from './pasted-line.ts'
import { withoutStreamRecords } from './tool-streams.ts'

const NEWLINE = 10
const RETURN = 13
const ESCAPE = 27
/** How much is looked at to find out what a text is like. */
const HEAD = 64 * 1024
/** What rewriting takes, in texts of the same length: the one before and the new one, strings in between, each line as one. */
const COPIES = { bytes: 2, string: 4, lines: 6 }
/** What rewriting a shorter text takes is not asked for. */
const LITTLE = 16 * 1024 * 1024
const encoder = new TextEncoder()

/** UTF-16, with its mark or as plain letters and zeros by turns: what PowerShell's `>` writes. */
function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const looksWide = (zeroAt: 0 | 1): boolean => {
    for (let at = 0; at < 16; at++) if ((at % 2 === zeroAt) !== (bytes[at] === 0)) return false
    return true
  }
  return bytes.length < 16 ? null : looksWide(1) ? 'utf-16le' : looksWide(0) ? 'utf-16be' : null
}

function isBinary(head: Uint8Array): boolean {
  return head.subarray(0, 4096).includes(0)
}

/**
 * True where most lines end with a single CR. Otherwise a CR is part of a name, which must not be able to
 * begin a line.
 */
function endsLinesWithReturns(head: Uint8Array): boolean {
  let [returns, newlines] = [0, 0]
  for (let at = 0; at < head.length; at++) {
    if (head[at] === NEWLINE) newlines++
    else if (head[at] === RETURN && at + 1 < head.length && head[at + 1] !== NEWLINE) returns++
  }
  return returns > newlines
}

/** As Windows ends them: every line of the head, so that no name of a file that ends in CR loses it among others. */
function endsLinesWithBoth(head: Uint8Array): boolean {
  let at = head.indexOf(NEWLINE)
  if (at < 0) return false
  for (; at >= 0; at = head.indexOf(NEWLINE, at + 1)) if (head[at - 1] !== RETURN) return false
  return true
}

function withoutReturns(bytes: Uint8Array): Uint8Array {
  const kept = new Uint8Array(bytes.length)
  let fill = 0
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!
    if (byte !== RETURN || bytes[at + 1] !== NEWLINE) kept[fill++] = byte
  }
  return kept.subarray(0, fill)
}

function withNewlines(bytes: Uint8Array): Uint8Array {
  return bytes.map((byte, at) => (byte === RETURN && bytes[at + 1] !== NEWLINE ? NEWLINE : byte))
}

/** Colours of terminals are at the beginnings of lines; an escape only inside of them may belong to a name. */
function isColoured(head: Uint8Array): boolean {
  if (head[0] === ESCAPE) return true
  for (let at = head.indexOf(NEWLINE); at >= 0; at = head.indexOf(NEWLINE, at + 1)) {
    if (head[at + 1] === ESCAPE && head[at + 2] === 0x5b) return true
  }
  return false
}

/** Without the control sequences `ESC [ … letter` and `ESC ] … BEL` (ECMA-48). */
function withoutColours(bytes: Uint8Array): Uint8Array {
  const kept = new Uint8Array(bytes.length)
  let fill = 0
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] !== ESCAPE) {
      kept[fill++] = bytes[at]!
      continue
    }
    const isCommand = bytes[at + 1] === 0x5d
    at += 2
    // A sequence does not go over its line, whatever it contains.
    const ends = (byte: number): boolean => (isCommand ? byte === 7 : byte >= 0x40 && byte <= 0x7e)
    while (at < bytes.length && bytes[at] !== NEWLINE && !ends(bytes[at]!)) at++
    if (bytes[at] === NEWLINE) kept[fill++] = NEWLINE
  }
  return kept.subarray(0, fill)
}

/** Called before a text is rewritten, with the bytes that are needed for it beside the text. @throws where that is too much */
export type MakeRoom = (bytes: number) => void

/** One way of rewriting a text. It gives the same bytes back where the beginning of the text shows no need for it. */
type Rewrite = (bytes: Uint8Array) => Uint8Array

/**
 * Rewrites where that is needed, and asks for room before.
 * @param copies of the text that are there at most while it is rewritten, beside the one it came in
 */
function rewritten(bytes: Uint8Array, rewrite: Rewrite, copies: number, makeRoom: MakeRoom): Uint8Array {
  if (bytes.length > LITTLE) {
    const beginning = bytes.subarray(0, HEAD)
    const lines = beginning.subarray(0, beginning.lastIndexOf(NEWLINE) + 1 || HEAD)
    if (rewrite(lines) !== lines) makeRoom(bytes.length * copies)
  }
  return rewrite(bytes)
}

function withUsualLineEnds(bytes: Uint8Array): Uint8Array {
  const head = bytes.subarray(0, HEAD)
  if (isBinary(head)) return bytes
  if (endsLinesWithReturns(head)) return withNewlines(bytes)
  return endsLinesWithBoth(head) ? withoutReturns(bytes) : bytes
}

function inUtf8(bytes: Uint8Array): Uint8Array {
  const encoding = wideEncoding(bytes)
  return encoding === null ? bytes : encoder.encode(new TextDecoder(encoding).decode(bytes))
}

/**
 * Text in UTF-8 without a mark, its lines ended by newlines. What is that already, and what is no text, comes back as it is.
 * @throws what `makeRoom` throws
 */
export function decodedText(given: Uint8Array, makeRoom: MakeRoom = () => undefined): Uint8Array {
  let bytes = rewritten(given, inUtf8, COPIES.string, makeRoom)
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) bytes = bytes.subarray(3)
  return rewritten(bytes, withUsualLineEnds, COPIES.bytes, makeRoom)
}

const BLANK = 32
const decoder = new TextDecoder()
/** The line without the right side of a frame; the line itself where it has none. */
function withoutFrameEnd(line: string): string {
  const bare = line.trimEnd()
  return '|│┃'.includes(bare.slice(-1) || ' ') ? bare.slice(0, -1).trimEnd() : line
}

/** Without the right side of a frame, where one is behind every line: windows of terminals are copied with theirs. */
function withoutFrame(bytes: Uint8Array, headLength: number): Uint8Array {
  const head = decoder.decode(bytes.subarray(0, headLength)).split('\n')
  // The last one may be cut off.
  const lines = head.slice(0, bytes.length > headLength ? -1 : undefined).filter((line) => line.trim() !== '')
  if (lines.length < 3 || lines.some((line) => withoutFrameEnd(line) === line)) return bytes
  const parts: string[] = []
  for (const line of linesOf(bytes)) parts.push(withoutFrameEnd(line))
  return encoder.encode(`${parts.join('\n')}\n`)
}

/** Terminals that fill their lines with blanks have that copied with them: without it, where it is behind every line. */
function withoutPadding(bytes: Uint8Array, headLength: number): Uint8Array {
  const head = bytes.subarray(0, headLength)
  let padded = 0
  for (let at = head.indexOf(NEWLINE); at >= 0; at = head.indexOf(NEWLINE, at + 1)) {
    const last = head[at - 1] === RETURN ? at - 2 : at - 1
    if (last < 0 || head[last] === NEWLINE) continue
    if (head[last] !== BLANK) return bytes
    // The kernel leaves one blank behind a mapping without a name.
    if (head[last - 1] === BLANK) padded++
  }
  if (padded === 0) return bytes
  const kept = new Uint8Array(bytes.length)
  let fill = 0
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!
    if (byte === NEWLINE) while (fill > 0 && (kept[fill - 1] === BLANK || kept[fill - 1] === RETURN)) fill--
    kept[fill++] = byte
  }
  return kept.subarray(0, fill)
}

const headOf = (bytes: Uint8Array): Uint8Array => bytes.subarray(0, HEAD)

/** What may be around a text, from the outside, and what it takes to take it away. */
const WAYS: readonly (readonly [Rewrite, copies: number])[] = [
  [(bytes) => unfoldedMail(bytes, HEAD), COPIES.bytes],
  [(bytes) => unquotedText(bytes, HEAD), COPIES.bytes],
  [(bytes) => withoutStreamRecords(bytes, HEAD), COPIES.lines],
  [(bytes) => (isColoured(headOf(bytes)) ? withoutColours(bytes) : bytes), COPIES.bytes],
  [(bytes) => (isTextOfPage(headOf(bytes)) ? textOfPage(bytes) : bytes), COPIES.string],
  [(bytes) => withoutFrame(bytes, HEAD), COPIES.lines],
  [(bytes) => escapedText(bytes, HEAD), COPIES.lines],
  [(bytes) => partedRows(bytes, HEAD), COPIES.string],
  [(bytes) => withoutPrefixes(bytes, HEAD), COPIES.bytes],
  [(bytes) => withoutPadding(bytes, HEAD), COPIES.bytes]
]

/**
 * Text as a tool printed it, without what its way here has put around: another encoding, marks of byte order, colours, the
 * tags of a web page, the times that logs write before each line. Lines keep their numbers, except in a page. What needs none
 * of that, and what is no text, comes back as it is.
 * @throws what `makeRoom` throws
 */
export function plainText(given: Uint8Array, makeRoom: MakeRoom = () => undefined): Uint8Array {
  let bytes = decodedText(given, makeRoom)
  if (isBinary(bytes.subarray(0, HEAD))) return bytes
  for (const [rewrite, copies] of WAYS) bytes = rewritten(bytes, rewrite, copies, makeRoom)
  return bytes
}
