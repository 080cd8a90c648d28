/** A piece of an expression, with its offset in the text. */
export interface Token {
  readonly kind: 'word' | 'quoted' | 'operator' | 'open' | 'close'
  /** Of a quoted text what is inside the quotes. */
  readonly text: string
  readonly at: number
  readonly length: number
}

export const OPERATORS = ['>=', '<=', '!=', '!~', '==', '=', '>', '<', '~'] as const
export type Operator = (typeof OPERATORS)[number]

const isBlank = (letter: string): boolean =>
  letter === ' ' || letter === '\t' || letter === '\u00a0' || letter === '\u3000'

/** Reads a text in quotes from its opening one on; `end` is −1 where it is never closed. */
function readQuoted(text: string, at: number): { readonly words: string; readonly end: number } {
  let words = ''
  for (let offset = at + 1; offset < text.length; offset++) {
    const letter = text[offset]!
    if (letter === '"') return { words, end: offset + 1 }
    if (letter === '\\' && offset + 1 < text.length) words += text[++offset]!
    else words += letter
  }
  return { words, end: -1 }
}

/** The tokens of a text, or where a quote opens that is never closed. One pass. */
export function tokensOf(text: string): readonly Token[] | { readonly unclosedAt: number } {
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    const letter = text[at]!
    if (isBlank(letter)) {
      at++
      continue
    }
    const operator = OPERATORS.find((sign) => text.startsWith(sign, at))
    if (letter === '"') {
      const { words, end } = readQuoted(text, at)
      if (end < 0) return { unclosedAt: at }
      tokens.push({ kind: 'quoted', text: words, at, length: end - at })
      at = end
    } else if (operator !== undefined) {
      tokens.push({ kind: 'operator', text: operator, at, length: operator.length })
      at += operator.length
    } else if (letter === '(' || letter === ')') {
      tokens.push({ kind: letter === '(' ? 'open' : 'close', text: letter, at, length: 1 })
      at++
    } else {
      const end = endOfWord(text, at)
      tokens.push({ kind: 'word', text: text.slice(at, end), at, length: end - at })
      at = end
    }
  }
  return tokens
}

function endOfWord(text: string, from: number): number {
  let at = from
  while (at < text.length) {
    const letter = text[at]!
    if (isBlank(letter) || letter === '"' || letter === '(' || letter === ')') break
    if (OPERATORS.some((sign) => text.startsWith(sign, at))) break
    at++
  }
  return at
}
