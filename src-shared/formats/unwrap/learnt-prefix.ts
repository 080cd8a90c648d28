/** Rows of maps, pmap and debuggers that are inside a line, so particular that nothing else looks like them. */
const INNER_ROW =
  /(?<![0-9a-z])(?:[0-9a-f]{6,16}-[0-9a-f]{6,16} [r-][w-][x-][ps-] [0-9a-f]{8,16} [0-9a-f]{2,8}:|[0-9a-f]{16} {1,24}\d{1,20}K? [-\d ]{0,80}[r-][w-][x-][sp-]|[0-9a-f]{6,16} [r-][w-][x-][ps-] [0-9a-f]{8,16} {1,80}[0-9a-f]{2}:|0x[0-9a-f]{6,16} {1,80}0x[0-9a-f]{6,16} )/i
/** More lines than that show nothing new. */
const MOST_SAMPLES = 500
const LONGEST_PREFIX = 160
/** Those who name the file before each line are understood elsewhere, and tell processes apart. */
const NAMES_A_FILE = /\/(?:maps|smaps|smaps_rollup)\b/

/** What is before a row inside this line; null when there is no row, or nothing but blanks before it. */
export function prefixOfRow(line: string): string | null {
  const at = INNER_ROW.exec(line)?.index ?? 0
  const prefix = line.slice(0, at)
  return at === 0 || at > LONGEST_PREFIX || prefix.trim() === '' || NAMES_A_FILE.test(prefix) ? null : prefix
}

/** What is before the lines of a text. */
export interface LinePrefix {
  /** How many characters of this line belong to it; 0 when it has none. */
  lengthIn(line: string): number
  /** It ends with a quotation mark, which then also is at the end of the line. */
  readonly isQuoted: boolean
}

/** Numbers grow and are padded, so the blanks before them belong to them. */
const tokensOf = (prefix: string): string[] => prefix.match(/ *\d+|[A-Za-z]+| +|[^]/g) ?? []
const kindOf = (token: string): string =>
  /\d$/.test(token) ? '0' : /^[A-Za-z]/.test(token) ? 'a' : token.startsWith(' ') ? ' ' : token

const isDigit = (letter: string | undefined): boolean => letter !== undefined && letter >= '0' && letter <= '9'
const isLetter = (letter: string | undefined): boolean => letter !== undefined && /^[A-Za-z]$/.test(letter)
const isBlank = (letter: string | undefined): boolean => letter === ' '

/** The column behind all characters of a kind. */
function behind(line: string, from: number, isOne: (letter: string | undefined) => boolean): number {
  let at = from
  while (isOne(line[at])) at++
  return at
}

/** Where a token ends that begins here, or −1. No token is looked at twice: their kinds lie side by side without overlap. */
type Token = (line: string, from: number) => number

const someOf =
  (isOne: (letter: string | undefined) => boolean): Token =>
  (line, from) => {
    const end = behind(line, from, isOne)
    return end === from ? -1 : end
  }
const number: Token = (line, from) => someOf(isDigit)(line, behind(line, from, isBlank))
const exactly =
  (text: string): Token =>
  (line, from) =>
    line.startsWith(text, from) ? from + text.length : -1

/**
 * Learns from the lines that hold a row what is before every line of this text, whatever program wrote it there: its
 * punctuation is the same everywhere, its numbers are any numbers, and its words are those that were seen.
 */
export function learntPrefix(samples: readonly string[]): LinePrefix | null {
  const kinds = new Map<string, { tokens: string[]; gap: number }[]>()
  for (const prefix of samples.slice(0, MOST_SAMPLES)) {
    let length = prefix.length
    while (prefix[length - 1] === ' ') length--
    const tokens = tokensOf(prefix.slice(0, length))
    const key = tokens.map(kindOf).join('')
    const alike = kinds.get(key) ?? []
    alike.push({ tokens, gap: prefix.length - length })
    kinds.set(key, alike)
  }
  const [alike = []] = [...kinds.values()].sort((a, b) => b.length - a.length)
  const [first] = alike
  if (first === undefined || alike.length * 2 < Math.min(samples.length, MOST_SAMPLES)) return null
  const parts = first.tokens.map((token, at): Token => {
    const kind = kindOf(token)
    if (kind === '0') return number
    if (kind === ' ') return someOf(isBlank)
    return kind === 'a' && alike.some(({ tokens }) => tokens[at] !== token) ? someOf(isLetter) : exactly(token)
  })
  // Blanks before a row may be its own; what all lines have is not.
  parts.push(exactly(' '.repeat(Math.min(...alike.map(({ gap }) => gap)))))
  return {
    isQuoted: /^["']$/.test(first.tokens.at(-1) ?? ''),
    lengthIn(line) {
      let at = 0
      for (const part of parts) {
        at = part(line, at)
        if (at < 0) return 0
      }
      return at
    }
  }
}
