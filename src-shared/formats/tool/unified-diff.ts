import { FailureError } from '../../contract/failure.ts'
import { LineBytes } from '../line-bytes.ts'
import { plainSource, type Imported, type ImportedMoment, type Importer } from '../importer.ts'
import { isLastName } from '../listing/last-names.ts'
import { countLines } from '../listing/line-importer.ts'
import { mapsLine } from '../listing/maps-line.ts'
import { linesOf } from '../unwrap/pasted-line.ts'

/** `@@ -1,4 +1,5 @@` */
const HUNK = /^@@ -(\d{1,9})(?:,\d{1,9})? \+\d{1,9}(?:,\d{1,9})? @@/
/** Lines around hunks: `--- maps.before`, `diff -u a b`. */
const HEADING = /^(?:--- |\+\+\+ |diff |index |\\ No newline)/
/** Lines of context that diff shows around a change, by default. */
const CONTEXT = 3
/** What `isLeftOut` knows. */
const LEFT_OUT = '...'

/** The file before, and the file after, as far as the diff shows them. */
function sidesOf(bytes: Uint8Array): Record<'-' | '+', LineBytes> {
  const sides = { '-': new LineBytes(), '+': new LineBytes() }
  const both = (line: string): void => {
    sides['-'].add(line)
    sides['+'].add(line)
  }
  let isInHunk = false
  let context = 0
  let last = ''
  for (const raw of linesOf(bytes)) {
    const hunk = HUNK.exec(raw)
    if (hunk !== null) {
      if (isInHunk || Number(hunk[1]) > 1) both(LEFT_OUT)
      isInHunk = true
      context = 0
      continue
    }
    const sign = raw[0]
    if (!isInHunk || HEADING.test(raw)) continue
    const line = raw.slice(1)
    if (sign === '-' || sign === '+') sides[sign].add(line)
    else both(line)
    // An empty line is none of a listing's.
    if (line.trim() === '') continue
    context = sign === ' ' ? context + 1 : 0
    last = line
  }
  // As many lines as there always are: more of the file may follow.
  if (context >= CONTEXT && !isLastName(mapsLine(last)?.name ?? '')) both(LEFT_OUT)
  return sides
}

/** `diff -u` of two listings: two moments, the file before and the file after. */
export const unifiedDiff: Importer = {
  id: 'unified-diff',
  detect: (head) => (countLines(head, HUNK) > 0 ? 0.99 : 0),
  read(bytes, name, context): Imported {
    const sides = sidesOf(bytes)
    const opened = [sides['-'], sides['+']].map((lines) => context.openText?.(lines.finish(), name) ?? null)
    const moments = opened.flatMap((imported, at): ImportedMoment[] =>
      (imported?.moments ?? []).map((moment) => ({ ...moment, note: at === 0 ? 'before' : 'after' }))
    )
    if (moments.length === 0) throw new FailureError('bad-input', name, 'this diff shows no mappings')
    return {
      source: plainSource('unified-diff', name),
      moments,
      notes: opened.flatMap((imported) => imported?.notes ?? [])
    }
  }
}
