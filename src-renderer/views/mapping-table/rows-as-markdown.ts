import { visibleText } from '#shared/base/visible-text.ts'

export interface MarkdownColumn {
  readonly id: string
  /** Stands at the right. */
  readonly isNumber: boolean
}

/** Letters that begin something in Markdown or end a cell; a backslash takes their meaning away. */
const MEANINGFUL = /[\\`*_{}[\]<>|#~]/g

/** Untrusted text as it is, in a cell: nothing in it becomes a link, an image, a tag or another cell. */
const cell = (text: string): string => visibleText(text).replace(MEANINGFUL, '\\$&')

/** Rows as a Markdown table, for an issue or a chat. */
export function rowsAsMarkdown(
  columns: readonly MarkdownColumn[],
  rowCount: number,
  text: (row: number, column: number) => string
): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  const head = [
    line(columns.map(({ id }) => cell(id))),
    line(columns.map(({ isNumber }) => (isNumber ? '--:' : '---')))
  ]
  const body = Array.from({ length: rowCount }, (_, row) => line(columns.map((_, column) => cell(text(row, column)))))
  return `${[...head, ...body].join('\n')}\n`
}
