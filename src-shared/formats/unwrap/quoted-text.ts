const NEWLINE = 10
const BLANK = 32
const QUOTE = 62

/** Every line that is not empty begins with `>`. */
function isQuoted(head: Uint8Array): boolean {
  let lines = 0
  for (let at = 0; at < head.length; at = head.indexOf(NEWLINE, at) + 1) {
    if (head[at] !== QUOTE && head[at] !== NEWLINE) return false
    if (head[at] === QUOTE) lines++
    if (head.indexOf(NEWLINE, at) < 0) break
  }
  return lines > 0
}

/** A text without the marks of a quotation, where every line of it is quoted: those who read it by lines need not know of them. */
export function unquotedText(bytes: Uint8Array, headLength: number): Uint8Array {
  const head = bytes.subarray(0, headLength)
  if (!isQuoted(head.subarray(0, head.lastIndexOf(NEWLINE) + 1))) return bytes
  const kept = new Uint8Array(bytes.length)
  let fill = 0
  for (let at = 0; at < bytes.length;) {
    // `> > `, `>> ` and so on; more blanks are the line's own.
    while (bytes[at] === QUOTE) at += bytes[at + 1] === BLANK ? 2 : 1
    const newline = bytes.indexOf(NEWLINE, at)
    const line = bytes.subarray(at, newline < 0 ? bytes.length : newline + 1)
    kept.set(line, fill)
    fill += line.length
    at += line.length
  }
  return kept.subarray(0, fill)
}
