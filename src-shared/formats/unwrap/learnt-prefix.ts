/** Rows of maps, pmap and debuggers that stand inside a line, so particular that nothing else looks like them. */
const INNER_ROW =
  /(?<![0-9a-z])(?:[0-9a-f]{6,16}-[0-9a-f]{6,16} [r-][w-][x-][ps-] [0-9a-f]{8,16} [0-9a-f]{2,8}:|[0-9a-f]{16} +\d+K? +[-\d ]*[r-][w-][x-][sp-]|[0-9a-f]{6,16} [r-][w-][x-][ps-] [0-9a-f]{8,16} +[0-9a-f]{2}:|0x[0-9a-f]{6,16} +0x[0-9a-f]{6,16} )/i
/** More lines than that tell nothing new. */
const MOST_SAMPLES = 500
const LONGEST_PREFIX = 160
/** Those who name the file before each line are understood elsewhere, and tell processes apart. */
const NAMES_A_FILE = /\/(?:maps|smaps|smaps_rollup)\b/

/** What stands before a row inside this line; null when there is no row, or nothing but blanks before it. */
export function prefixOfRow(line: string): string | null {
  const at = INNER_ROW.exec(line)?.index ?? 0
  const prefix = line.slice(0, at)
  return at === 0 || at > LONGEST_PREFIX || prefix.trim() === '' || NAMES_A_FILE.test(prefix) ? null : prefix
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&')
/** Numbers grow and are padded, so the blanks before them belong to them. */
const tokensOf = (prefix: string): string[] => prefix.match(/ *\d+|[A-Za-z]+| +|[^]/g) ?? []
const kindOf = (token: string): string =>
  /\d$/.test(token) ? '0' : /^[A-Za-z]/.test(token) ? 'a' : token.startsWith(' ') ? ' ' : token

/**
 * Learns from the lines that hold a row what stands before every line of this text, whatever program wrote it there: its
 * punctuation is the same everywhere, its numbers are any numbers, and its words are those that were seen.
 */
export function learntPrefix(samples: readonly string[]): RegExp | null {
  const kinds = new Map<string, { tokens: string[]; gap: number }[]>()
  for (const prefix of samples.slice(0, MOST_SAMPLES)) {
    const body = prefix.replace(/ +$/, '')
    const tokens = tokensOf(body)
    const key = tokens.map(kindOf).join('')
    kinds.set(key, [...(kinds.get(key) ?? []), { tokens, gap: prefix.length - body.length }])
  }
  const [alike = []] = [...kinds.values()].sort((a, b) => b.length - a.length)
  const [first] = alike
  if (first === undefined || alike.length * 2 < Math.min(samples.length, MOST_SAMPLES)) return null
  const parts = first.tokens.map((token, at) => {
    const kind = kindOf(token)
    if (kind === '0') return ' *\\d+'
    if (kind === ' ') return ' +'
    return kind === 'a' && alike.some(({ tokens }) => tokens[at] !== token) ? '[A-Za-z]+' : escaped(token)
  })
  // Blanks before a row may be its own; what all lines have is not.
  return new RegExp(`^${parts.join('')} {${Math.min(...alike.map(({ gap }) => gap))}}`)
}
