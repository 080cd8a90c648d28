const latin = new TextDecoder('latin1')
const decoder = new TextDecoder()
const encoder = new TextEncoder()
const ROW = '[0-9a-f]{6,16}-[0-9a-f]{6,16} [r-][w-][x-][ps-] '
const ESCAPED_ROW = new RegExp(String.raw`\\n${ROW}`, 'i')
const PLAIN_ROW = new RegExp(`^[ \\t]*${ROW}`, 'im')
const QUOTED_ROW = new RegExp(`["'](?=${ROW})`, 'gi')
/** A row at the end of such a string: a quote, and what the program has behind it. */
const CLOSING = /["'][,;)\]}+ \t]{0,20}$/
const ROW_FIRST = new RegExp(`^${ROW}`, 'i')
const LETTERS: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '' }

/**
 * A text that is a string in a program's output, such as Python's repr, with `\n` for each newline: as it was. Texts
 * with a row that begins a line are not meant: there, such letters belong to a name.
 */
export function escapedText(bytes: Uint8Array, headLength: number): Uint8Array {
  const head = latin.decode(bytes.subarray(0, headLength))
  if (!ESCAPED_ROW.test(head) || PLAIN_ROW.test(head)) return bytes
  const text = decoder
    .decode(bytes)
    .replace(/\\(.)/g, (_, letter: string) => LETTERS[letter] ?? letter)
    .replace(QUOTED_ROW, '\n')
    .replace(/["']\n?$/, '\n')
    .split('\n')
    .map((line) => (ROW_FIRST.test(line) ? line.replace(CLOSING, '') : line))
    .join('\n')
  return encoder.encode(text)
}
