import { newNode, isNode, type RecordNode, type RecordValue } from './record-value.ts'

/*
 * Structs and objects as programs print them: JSON with habits, Debug of Rust, %+v of Go, repr of Python, toString of Java,
 * protobuf's text, tables of Lua, print_r of PHP, S-expressions, gdb's and drgn's structs. No grammar of one language is kept
 * to: what is asked is only which value is at which key, and inside of which brackets.
 */

const DEEPEST = 64
const LONGEST_TEXT = 4096
const CLOSER: Readonly<Record<string, string>> = { '{': '}', '[': ']', '(': ')' }
/** `[heap]` is a word. */
const OWN_NAME =
  /\[(?:heap|stack|vdso|vvar|vvar_vclock|vsyscall|vectors|sigpage|uprobes|anon|(?:stack|anon|anon_shmem):[^[\]\n]{1,200})\]/y
const PATH =
  /(?:\/|(?:anon_inode|memfd|socket|pipe):)(?:[^\s,;{}()"'<>|[\]]|\[[^\s[\]]{0,60}\]){1,4096}(?: \(deleted\))?/y
const DEVICE = /[0-9a-f]{1,4}:[0-9a-f]{1,6}(?![\w:])/iy
const WORD = /[\w.$@%+*!?~^#\\-]+(?:::[\w.$]+)*/y
const KEY = /^[A-Za-z_.$@][\w.$-]*$/

interface Frame {
  readonly node: RecordNode
  readonly closer: string
  key: string | null
  parts: RecordValue[]
}

function found(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? null
}

/** A value of several parts: its struct, whatever is around that; else words side by side, without casts before them. */
function combined(parts: readonly RecordValue[]): RecordValue {
  const struct = parts.findLast((part) => isNode(part) && part.pairs.length > 0)
  const last = parts.at(-1)!
  return struct ?? (isNode(last) ? last : parts.filter((part): part is string => !isNode(part)).join(' '))
}

/** Where a text in quotes ends, or −1: it does not go over its line. */
function endOfText(text: string, at: number): number {
  const mark = text[at]
  const limit = Math.min(text.length, at + LONGEST_TEXT)
  for (let end = at + 1; end < limit && text[end] !== '\n'; end++) {
    if (text[end] === '\\') end++
    else if (text[end] === mark) return end
  }
  return -1
}

class Reader {
  readonly root = newNode()
  readonly #text: string
  readonly #stack: Frame[]
  /** Pairs of the line that is read, where it is in no brackets. */
  #lineFrom = 0

  constructor(text: string) {
    this.#text = text
    this.#stack = [{ node: this.root, closer: '', key: null, parts: [] }]
  }

  get #top(): Frame {
    return this.#stack.at(-1)!
  }

  #flush(): void {
    const frame = this.#top
    if (frame.parts.length > 0) {
      const value = combined(frame.parts)
      if (frame.key !== null) frame.node.pairs.push([frame.key, value])
      else if (isNode(value) || this.#stack.length > 1) frame.node.items.push(value)
      frame.parts = []
    }
    frame.key = null
  }

  /** What is before `:`, `=` or `=>` is a key; what is before that is a value of the key before. */
  #pair(): void {
    const frame = this.#top
    const last = frame.parts.pop()
    const inner =
      last !== undefined && isNode(last) && last.pairs.length === 0 && last.items.length === 1 ? last.items[0] : last
    if (inner === undefined || isNode(inner)) {
      if (last !== undefined) frame.parts.push(last)
      return
    }
    this.#flush()
    frame.key = inner.replace(/^[.$@:]{1,2}/, '')
  }

  #open(at: number): void {
    if (this.#stack.length >= DEEPEST) return
    const frame = this.#top
    const before = frame.parts.at(-1)
    // One struct behind the other, with nothing but a blank between them.
    if (frame.key === null && before !== undefined && isNode(before) && before.items.length + before.pairs.length > 0)
      this.#flush()
    const isNamed = before !== undefined && !isNode(before) && /^[A-Za-z_]/.test(before)
    if (isNamed) frame.parts.pop()
    this.#stack.push({ node: newNode(isNamed ? before : ''), closer: CLOSER[this.#text[at]!]!, key: null, parts: [] })
  }

  #close(mark: string): void {
    if (this.#stack.length === 1 || this.#top.closer !== mark) return
    this.#flush()
    const { node } = this.#stack.pop()!
    this.#top.parts.push(node)
  }

  /** A line outside of brackets that reports several things is a record of its own. */
  #endLine(): void {
    if (this.#stack.length > 1) {
      const { key, parts } = this.#top
      if (parts.length > 0 && (key !== null || isNode(parts.at(-1)!))) this.#flush()
      return
    }
    this.#flush()
    const { pairs, items } = this.root
    if (pairs.length - this.#lineFrom >= 2) {
      const line = newNode('line')
      for (const pair of pairs.splice(this.#lineFrom)) line.pairs.push(pair)
      items.push(line)
    }
    this.#lineFrom = pairs.length
  }

  /** @returns the offset behind a word, a path or a text in quotes; `at` where there is none */
  #word(at: number): number {
    const text = this.#text
    const frame = this.#top
    const letter = text[at]!
    if (letter === '"' || letter === "'" || letter === '`') {
      const end = endOfText(text, at)
      if (end < 0) return at
      frame.parts.push(text.slice(at + 1, end).replaceAll(/\\(.)/g, '$1'))
      return end + 1
    }
    const own = letter === '[' ? found(OWN_NAME, text, at) : null
    const path = own ?? found(PATH, text, at)
    const value = path ?? (frame.key !== null && frame.parts.length === 0 ? found(DEVICE, text, at) : null)
    const word = value ?? found(WORD, text, at)
    if (word === null) return at
    frame.parts.push(word)
    return at + word.length
  }

  read(): RecordNode {
    const text = this.#text
    for (let at = 0; at < text.length;) {
      const letter = text[at]!
      const behind = this.#word(at)
      if (behind > at) {
        at = behind
        continue
      }
      if (letter === '\n') this.#endLine()
      else if (letter === ',' || letter === ';') this.#flush()
      else if (letter === '{' || letter === '[' || letter === '(') this.#open(at)
      else if (letter === '}' || letter === ']' || letter === ')') this.#close(letter)
      else if (letter === '=' || letter === ':') at = this.#mark(at)
      else if (letter === '|' && this.#top.parts.length > 0) this.#top.parts.push('|')
      at++
    }
    this.#endLine()
    return this.root
  }

  /** `:`, `=`, `=>`, `:=`; or the colon before a symbol of Ruby, Clojure or Elixir. @returns the offset of its last letter */
  #mark(at: number): number {
    const text = this.#text
    const frame = this.#top
    const isSymbol = text[at] === ':' && /[A-Za-z]/.test(text.charAt(at + 1)) && /[\s{([,]/.test(text[at - 1] ?? ' ')
    if (isSymbol) {
      const word = found(WORD, text, at + 1)!
      this.#flush()
      // `:start=>`, `:start 4194304`
      if (KEY.test(word)) frame.key = word
      return at + word.length + (text.startsWith('=>', at + 1 + word.length) ? 2 : 0)
    }
    this.#pair()
    return /[=>]/.test(text.charAt(at + 1)) ? at + 1 : at
  }
}

/** The tree of what is in brackets, and lines of pairs outside of them. */
export const bracedRecords = (text: string): RecordNode => new Reader(text).read()
