import { visibleText } from './visible-text.ts'

export interface MarkdownColumn {
  readonly id: string
  /** Aligned to the right. */
  readonly isNumber: boolean
}

/**
 * A text in Markdown that is nothing but text: no image or link is fetched or made of it, no tag, no emphasis. Marks
 * are escaped, also those that make a link of a bare address (CommonMark 0.31, GitHub's tables and autolinks).
 */
export const markdownText = (text: string): string =>
  text
    .replaceAll(/[\n\r]/g, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/[\\`*_{}[\]()#!|~$:@>]|(?<=www)\./gi, '\\$&')

/** Rows as a Markdown table, for an issue or a chat. */
export function markdownTable(
  columns: readonly MarkdownColumn[],
  rowCount: number,
  text: (row: number, column: number) => string
): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  const head = [
    line(columns.map(({ id }) => markdownText(visibleText(id)))),
    line(columns.map(({ isNumber }) => (isNumber ? '--:' : '---')))
  ]
  const cell = (row: number, column: number): string => markdownText(visibleText(text(row, column)))
  const body = Array.from({ length: rowCount }, (_, row) => line(columns.map((_, column) => cell(row, column))))
  return `${[...head, ...body].join('\n')}\n`
}
