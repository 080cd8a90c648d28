import { importedProcess } from '../capture-from-files.ts'
import { HEAD_BYTES, plainSource, type Imported, type SkippedNote } from '../importer.ts'
import { linesOf, pastedLine } from '../unwrap/pasted-line.ts'
import { SmapsWriter } from '../smaps-writer.ts'

/** One process of a tool's output, line by line. */
export interface LineReader {
  /** Takes a line. @returns false when it is neither a mapping nor something this tool prints around them */
  line(text: string, out: SmapsWriter): boolean
  /** What was learnt on the way. */
  meta(): { readonly pid?: number; readonly name?: string; readonly command?: string }
  /** What the tool does not tell at all, in plain English, or null. */
  readonly limits: string | null
}

const MOST_NOTES = 1000

/** Reads a whole text by one reader: the rows become the kernel's text, the lines in between notes. */
export function readLines(format: string, bytes: Uint8Array, name: string, reader: LineReader): Imported {
  const out = new SmapsWriter()
  const notes: SkippedNote[] = reader.limits === null ? [] : [{ kind: 'file', line: null, detail: reader.limits }]
  let number = 0
  for (const raw of linesOf(bytes)) {
    number++
    const text = pastedLine(raw)
    if (text.trim() === '' || reader.line(text, out) || notes.length >= MOST_NOTES) continue
    notes.push({ kind: 'line', line: number, detail: text.trim().slice(0, 80) })
  }
  const processes =
    out.rowCount === 0 ? [] : [importedProcess({ smaps: out.finish() }, { name, absent: out.absent, ...reader.meta() })]
  return { source: plainSource(format, name), moments: [{ takenAt: null, processes }], notes }
}

/** Lines of heads: every importer looks at the same ones. */
const HEADS = new WeakMap<Uint8Array, readonly string[]>()

function* pastedLines(bytes: Uint8Array): Generator<string> {
  for (const line of linesOf(bytes)) yield pastedLine(line)
}

function headLines(head: Uint8Array): Iterable<string> {
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

/** A range of two hexadecimal texts, or null when it is none. `last` may be the last byte instead of the one after. */
export function hexRange(start: string, last: string, isInclusive = false): { start: bigint; end: bigint } | null {
  const from = BigInt(`0x${start}`)
  const end = BigInt(`0x${last}`) + (isInclusive ? 1n : 0n)
  return end > from && end <= 0xffffffffffffffffn ? { start: from, end } : null
}
