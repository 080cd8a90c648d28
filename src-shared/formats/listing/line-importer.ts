import { HEAD_BYTES, plainSource, type Imported } from '../importer.ts'
import { Listings } from '../listings.ts'
import { SkippedNotes } from '../skipped-notes.ts'
import { linesOf, pastedLine } from '../unwrap/pasted-line.ts'
import { isLeftOut } from './cut-marks.ts'
import { joinedLines } from './joined-lines.ts'

/** Reads a tool's output, line by line. */
export interface LineReader {
  /** Takes a line. @returns false when it is neither a mapping nor something this tool prints around them */
  line(text: string, out: Listings): boolean
  /** What the tool does not report at all, in plain English, or null; asked for at the end. */
  readonly limits: string | null
}

/** `7f0000000000-7f00…`, `0x400000 0x401000`, and damaged ones: an address begins the line, or follows the time in a log of CRIU. */
const ADDRESS_FIRST =
  /^(?:\(\d{1,6}\.\d{1,9}\)\s{1,8}(?:\d{1,10}:\s)?)?[^0-9a-z]{0,8}(?:0x[0-9a-f]{1,16}|(?=[a-f]{0,15}\d)[0-9a-f]{6,17})[-'\s:,)\]]/i
/** Permissions somewhere in it: `r-xp`, `rw-`, `r-x--`. */
const PERMS = /[\s"|[][r-][w-][x-](?:[ps-](?:[R-]-?)?)?(?:[\s"|,\]]|$)/

/** Whether a line that could not be read may have been a mapping. What people write around a list is nothing that was lost. */
export function couldBeMapping(line: string): boolean {
  if (ADDRESS_FIRST.test(line) || isLeftOut(line)) return true
  return PERMS.test(line) && /\d{2}|0x[0-9a-f]/i.test(line) && !/^\s*[-=]{3}/.test(line)
}

/** Reads a whole text by one reader: the rows become mappings, lines that could have been some become notes. */
export function readLines(format: string, bytes: Uint8Array, name: string, reader: LineReader): Imported {
  const out = new Listings(name)
  const notes = new SkippedNotes()
  for (const { number, text } of joinedLines(bytes)) {
    if (text.trim() === '') continue
    out.fault = null
    const isKnown = reader.line(text, out)
    if (out.isFull) break
    if (isKnown) continue
    if (out.fault !== null) notes.fault(number, out.fault, text)
    else if (couldBeMapping(text)) {
      notes.line(number, text)
      if (isLeftOut(text)) out.leaveOut()
    }
  }
  if (reader.limits !== null) notes.list.unshift({ kind: 'limit', line: null, detail: reader.limits })
  const moments = out.finish()
  out.reportLeftOut(notes)
  return { source: plainSource(format, name), moments, notes: notes.list }
}

/** Lines of heads: every importer looks at the same ones. */
const HEADS = new WeakMap<Uint8Array, readonly string[]>()

function* pastedLines(bytes: Uint8Array): Generator<string> {
  for (const line of linesOf(bytes)) yield pastedLine(line)
}

/** The lines of a head, without what pages and mails put around them. */
export function headLines(head: Uint8Array): Iterable<string> {
  // What is longer is no head, and its lines are not to be kept.
  if (head.length > 2 * HEAD_BYTES) return pastedLines(head)
  const lines = HEADS.get(head) ?? [...pastedLines(head)]
  HEADS.set(head, lines)
  return lines
}

/** How many of the head's lines match. */
export function countLines(head: Uint8Array, pattern: RegExp): number {
  let count = 0
  for (const line of headLines(head)) if (pattern.test(line)) count++
  return count
}

/** A range of two hexadecimal texts, or null when it is not one. `last` may be the last byte instead of the one after. */
export function hexRange(start: string, last: string, isInclusive = false): { start: bigint; end: bigint } | null {
  const from = BigInt(`0x${start}`)
  const end = BigInt(`0x${last}`) + (isInclusive ? 1n : 0n)
  return end >= from && end <= 0xffffffffffffffffn ? { start: from, end } : null
}
