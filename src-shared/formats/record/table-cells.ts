import { markdownUnescaped, quotedCells } from '../tool/table-text.ts'

/** Takes a line apart into cells; none where it is no line of such a table. */
export type Cells = (line: string) => readonly string[]

/** Frames that terminals and databases draw. */
const BARS = /[│┃║┆┊╎]/g

/** `| a | b |`, `a | b`, Jira's `||a||b||` and MediaWiki's `! a !! b` and `| a || b`. */
function pipedCells(line: string): readonly string[] {
  let text = line.replace(BARS, '|').trim()
  const isHeading = text.startsWith('||') || (text.startsWith('!') && text.includes('!!'))
  if (isHeading || /^\|[^|]{1,400}\|\|/.test(text))
    text = text.replaceAll('!!', '|').replaceAll('||', '|').replace(/^!/, '|')
  if (!text.includes('|')) return []
  return text
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '')
    .split(/(?<!\\)\|/)
    .map((cell) => markdownUnescaped(cell.trim()))
}

/** `a & b & c \\ \hline` of LaTeX. */
function latexCells(line: string): readonly string[] {
  const end = line.indexOf('\\\\')
  if (end < 0 || !line.includes('&')) return []
  return line
    .slice(0, end)
    .split(/(?<!\\)&/)
    .map((cell) => cell.replace(/\\([_%&#$])/g, '$1'))
}

const MARKED: readonly Cells[] = [
  pipedCells,
  (line) => (line.includes('\t') ? line.trim().split(/\t{1,20}/) : []),
  (line) => (line.includes(',') ? quotedCells(line, ',') : []),
  (line) => (line.includes(';') ? quotedCells(line, ';') : []),
  latexCells
]

/** Layouts with a mark between the cells. */
export const MARKED_LAYOUTS: readonly Cells[] = MARKED.map((cells) => (line) => cells(line).map(plainCell))

/** A cell without what makes it bold or code. */
function plainCell(cell: string): string {
  const bare = cell
    .trim()
    .replace(/^\\(?:texttt|textbf|verb|tt|code)\{([^{}]{0,400})\}$/, '$1')
    .replace(/^\{\{([^{}]{0,400})\}\}$/, '$1')
  return /^(\*{1,3}|`{1,3}|_{1,2}|~~|")(.{1,400})\1$/.exec(bare)?.[2]?.trim() ?? bare
}

/** A word of a line, and its columns. */
interface Word {
  readonly text: string
  readonly from: number
}

/** What belongs to one cell though it contains a blank, with another letter instead of that. */
const JOINED = '\u0001'

function wordsOfLine(line: string): Word[] {
  const whole = line
    .replace(/(\d) (?=(?:[kKMG]i?B|[KMG]|bytes)(?:\s|$))/g, `$1${JOINED}`)
    .replace(/([0-9a-f]{4}) (-|–|to) (?=(?:0x)?[0-9a-f]{4})/gi, `$1${JOINED}$2${JOINED}`)
    .replace(/\[ (\w{1,10}) \]/g, `[${JOINED}$1${JOINED}]`)
  return [...whole.matchAll(/\S+/g)].map(({ 0: text, index }) => ({ text: text.replaceAll(JOINED, ' '), from: index }))
}

/** Words of headings that belong together: `Start Addr`, `File Path`, `RSS (kB)`; a path by itself is a column of its own. */
const TOGETHER =
  /^(?:(?:start|end|begin|base|low|high|from|to|first|last|virtual|memory|map(?:ping)?|region|segment) addr(?:ess)?|(?:file|full|object|image|module|library|map(?:ping)?|mapped|region|segment|backing) (?:path|name)|(?:region|segment|map(?:ping)?|page|memory|virtual|total|file) size|.{1,40} (?:no|number|\(.{1,10}\)|\[.{1,10}\]|kb|kib|bytes))$/i

/** Headings whose columns are parted by blanks alone. */
function headingWords(line: string): Word[] {
  const isWide = line.trim().split(/\s{2,}/).length >= 3
  const parts = isWide ? [...line.matchAll(/\S+(?: \S+){0,4}/g)] : [...line.matchAll(/\S+/g)]
  const words: Word[] = []
  for (const { 0: text, index } of parts) {
    const before = words.at(-1)
    const both = before === undefined ? '' : `${before.text} ${text}`
    if (!isWide && before !== undefined && TOGETHER.test(both)) words[words.length - 1] = { ...before, text: both }
    else words.push({ text, from: index })
  }
  return words
}

/** The heading of a word: the one it shares columns with, else the last one that begins before it. */
function below(word: Word, headings: readonly Word[]): number {
  const end = word.from + word.text.length
  const shared = headings.findIndex(({ from, text }) => word.from < from + text.length && from < end)
  return shared >= 0 ? shared : headings.findLastIndex(({ from }) => from <= word.from)
}

/** Headings of a table whose columns are parted by blanks, and how its lines are taken apart; null for another line. */
export function alignedLayout(
  line: string
): { readonly names: readonly string[]; readonly rows: (line: string) => readonly (readonly string[])[] } | null {
  const headings = headingWords(line)
  if (headings.length < 3) return null
  const names = headings.map(({ text }) => text)
  const count = names.length
  const byOrder = (words: readonly Word[]): string[] => {
    const cells = words.slice(0, count - 1).map(({ text }) => text)
    while (cells.length < count - 1) cells.push('')
    return [
      ...cells,
      words
        .slice(count - 1)
        .map(({ text }) => text)
        .join(' ')
    ]
  }
  const byPosition = (words: readonly Word[]): string[] => {
    const cells = names.map(() => '')
    for (const word of words) {
      const at = below(word, headings)
      if (at >= 0) cells[at] = cells[at] === '' ? word.text : `${cells[at]} ${word.text}`
    }
    return cells
  }
  return {
    names,
    rows(text) {
      const words = wordsOfLine(text)
      if (words.length < 2) return []
      // With fewer words than headings, either the last ones are missing, or their positions show which.
      return words.length >= count ? [byOrder(words), byPosition(words)] : [byPosition(words), byOrder(words)]
    }
  }
}
