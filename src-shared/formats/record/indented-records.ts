import { newNode, type RecordNode } from './record-value.ts'

/*
 * Lines of `key: value` or `key = value`, structured by their indentation: YAML, TOML and INI files, and what programs
 * print below a heading. Scalars stay as they are written, since YAML's own rules would make decimal numbers of addresses.
 */

const BULLETS = /^(?:[-*•] {1,8}){1,4}/
const KEY = /^["']?[A-Za-z_][\w ./()-]{0,60}["']?$/
const NEXT_TO_KEY = /^\s*(?:=>?|:)\s*/
const MOST_LEVELS = 64

/** A line's key and value; null for a line that has none. */
function pairOf(line: string): [key: string, value: string] | null {
  const at = line.search(/[:=\t]/)
  if (at < 1 || at > 64) return null
  const key = line.slice(0, at).trimEnd()
  const rest = line.slice(at)
  // `a::b` and `http://` are no pairs, and a colon without a blank only before a value.
  if (!KEY.test(key) || rest.startsWith('::') || rest.startsWith('://')) return null
  const value = rest
    .replace(NEXT_TO_KEY, '')
    .split(' # ', 1)[0]!
    .replace(/[,;]\s*$/, '')
    .trim()
  const bare = /^(["'])([^]*)\1$/.exec(value)?.[2] ?? value
  return [key.replace(/^["']|["']$/g, ''), bare]
}

interface Level {
  readonly indent: number
  readonly node: RecordNode
}

class Reader {
  readonly root = newNode()
  /** Those that the next line may lie in; the tree itself is indented less than any line. */
  readonly #levels: Level[] = [{ indent: -1, node: this.root }]
  #isApart = false

  get #top(): Level {
    return this.#levels.at(-1)!
  }

  #leave(indent: number): void {
    while (this.#top.indent >= indent) this.#levels.pop()
  }

  #begin(indent: number): void {
    const node = newNode()
    this.#top.node.items.push(node)
    this.#levels.push({ indent, node })
  }

  line(raw: string): void {
    const line = raw.trimStart()
    if (line === '') {
      this.#isApart = true
      return
    }
    const indent = raw.length - line.length
    const bullets = BULLETS.exec(line)?.[0].length ?? 0
    const pair = pairOf(line.slice(bullets))
    if (pair === null) this.#leave(indent)
    else if (this.#levels.length < MOST_LEVELS) this.#pair(pair, indent + bullets, bullets > 0)
    this.#isApart = false
  }

  #pair([key, value]: readonly [string, string], indent: number, isFirst: boolean): void {
    this.#leave(isFirst ? indent : indent + 1)
    // Behind an empty line, what was given already is given of another record.
    if (this.#isApart && this.#top.node.pairs.some(([own]) => own === key)) this.#leave(indent)
    if (this.#top.indent < indent) this.#begin(indent)
    this.#top.node.pairs.push([key, value])
  }
}

/** The tree of a text's lines of keys and values. */
export function indentedRecords(lines: Iterable<string>): RecordNode {
  const reader = new Reader()
  for (const line of lines) reader.line(line)
  return reader.root
}
