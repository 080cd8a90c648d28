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

/** Reads a text in quotes from its opening one on; null where it is never closed. A backslash quotes the letter behind it. */
function readQuoted(text: string, at: number): { readonly words: string; readonly end: number } | null {
  let words = ''
  for (let offset = at + 1; offset < text.length; offset++) {
    const letter = text[offset]!
    if (letter === '"') return { words, end: offset + 1 }
    words += letter === '\\' ? text.charAt(++offset) : letter
  }
  return null
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
      const quoted = readQuoted(text, at)
      if (quoted === null) return { unclosedAt: at }
      tokens.push({ kind: 'quoted', text: quoted.words, at, length: quoted.end - at })
      at = quoted.end
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
