import { markdownTable, markdownText } from '#shared/base/markdown.ts'
import { visibleText } from '#shared/base/visible-text.ts'

/** A table of amounts; the first column names what they are of. */
export interface AmountTable {
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

export interface ShownFinding {
  readonly level: string
  readonly title: string
  /** What was found, why it matters and what to do: a sentence each. */
  readonly sentences: readonly string[]
}

/** What a process's text is made of, in the language on the screen; names in it are untrusted. */
export interface ProcessText {
  readonly title: string
  readonly sentences: readonly string[]
  readonly categories: AmountTable
  readonly findingsTitle: string
  readonly findings: readonly ShownFinding[]
  /** The text where nothing was found. */
  readonly noFindings: string
  /** Where and when, and by what: the last line. */
  readonly origin: string
  /** Stands between sentences. */
  readonly between: string
}

const plain = (text: string): string => markdownText(visibleText(text))

/** A process as Markdown, to be pasted into an issue: sentences, the categories as a table, findings as a list. */
export function processMarkdown(text: ProcessText): string {
  const { head, rows } = text.categories
  const columns = head.map((id, at) => ({ id, isNumber: at > 0 }))
  const findings = text.findings.map(
    ({ level, title, sentences }) =>
      `- **${plain(title)}** (${plain(level)})${text.between}${plain(sentences.join(text.between))}`
  )
  return [
    `### ${plain(text.title)}`,
    plain(text.sentences.join(text.between)),
    markdownTable(columns, rows.length, (row, column) => rows[row]?.[column] ?? '').trimEnd(),
    `#### ${plain(text.findingsTitle)}`,
    findings.length === 0 ? plain(text.noFindings) : findings.join('\n'),
    plain(text.origin)
  ]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n')
}
