import type { Capture } from '../capture.ts'
import type { PurposeDictionary } from '../purpose-words.ts'
import { matchingRows } from './evaluate.ts'
import { isExpression, isFault, parseExpression, type Expression, type ExpressionFault } from './parse.ts'
import { tokensOf } from './tokens.ts'

/** The text of the filter, as typed. */
export type FilterText =
  /** A part of names or purposes. */
  | { readonly kind: 'part'; readonly text: string }
  | { readonly kind: 'expression'; readonly expression: Expression }
  | { readonly kind: 'fault'; readonly fault: ExpressionFault }

/** Reads the filter's text for the columns of this table. A text entirely in quotes is a part of a name, whatever is in it. */
export function readFilter(text: string, table: Capture['table']): FilterText {
  const trimmed = text.trim()
  const tokens = tokensOf(trimmed)
  if ('length' in tokens && tokens.length === 1 && tokens[0]!.kind === 'quoted') {
    return { kind: 'part', text: tokens[0]!.text }
  }
  if (!isExpression(text)) return { kind: 'part', text }
  const read = parseExpression(text, table)
  return isFault(read) ? { kind: 'fault', fault: read } : { kind: 'expression', expression: read }
}

/** The filter's text as what filterRows takes: a part of names, or the rows that an expression asks for. A faulty one filters nothing. */
export function filterOfText(
  text: string,
  capture: Capture,
  words: PurposeDictionary
): { readonly text: string; readonly passes: Uint8Array | null } {
  const read = readFilter(text, capture.table)
  if (read.kind === 'part') return { text: read.text, passes: null }
  return { text: '', passes: read.kind === 'fault' ? null : matchingRows(capture, read.expression, words) }
}
