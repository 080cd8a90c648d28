import { CATEGORIES } from '../category.ts'
import type { MappingTable } from '../mapping-table.ts'
import { fieldOf, type Field } from './fields.ts'
import { tokensOf, type Operator, type Token } from './tokens.ts'

/** What an expression asks of a mapping. */
export type Expression =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Expression[] }
  | { readonly kind: 'not'; readonly part: Expression }
  | { readonly kind: 'number'; readonly field: Field; readonly sign: Operator; readonly value: number }
  | { readonly kind: 'text'; readonly field: Field; readonly sign: Operator; readonly value: string }
  /** Writable and executable at once. */
  | { readonly kind: 'writable-code' }
  /** A word alone: in the name or in what it is for. */
  | { readonly kind: 'word'; readonly value: string }

export const EXPRESSION_FAULTS = [
  'unclosed-quote',
  'unclosed-parenthesis',
  'unopened-parenthesis',
  'unknown-field',
  'no-value',
  'no-field',
  'not-a-number',
  'unit-without-amount',
  'no-order',
  'no-such-category',
  'nothing-after',
  'too-deep'
] as const
/** What is wrong, and where in the text. */
export interface ExpressionFault {
  readonly kind: (typeof EXPRESSION_FAULTS)[number]
  readonly at: number
  readonly length: number
  /** The piece that is meant. */
  readonly what: string
}

/** No filter written by hand nests deeper. */
const DEEPEST = 100

/** kB in a unit; k, M, G and T alone are the binary ones, as everywhere in /proc. */
const UNIT_KB: Readonly<Record<string, number>> = {
  b: 1 / 1024,
  k: 1,
  kb: 1,
  kib: 1,
  m: 1024,
  mb: 1024,
  mib: 1024,
  g: 1024 ** 2,
  gb: 1024 ** 2,
  gib: 1024 ** 2,
  t: 1024 ** 3,
  tb: 1024 ** 3,
  tib: 1024 ** 3
}

class FaultError extends Error {
  readonly fault: ExpressionFault
  constructor(kind: ExpressionFault['kind'], { at, length, text }: Pick<Token, 'at' | 'length' | 'text'>) {
    super(kind)
    this.fault = { kind, at, length, what: text }
  }
}

const isWord = (token: Token | undefined, ...words: readonly string[]): boolean =>
  token?.kind === 'word' && words.includes(token.text.toLowerCase())

/**
 * Whether a text is meant as an expression and not as a part of a name: it compares something, or asks for W+X. A text in
 * quotes is a part of a name whatever is in it.
 */
export function isExpression(text: string): boolean {
  const tokens = tokensOf(text)
  if (!('length' in tokens)) return false
  return tokens.some(
    (token, index) => (token.kind === 'operator' && tokens[index - 1]?.kind === 'word') || isWord(token, 'w+x', 'wx')
  )
}

/** Reads an expression for the columns of this table. */
export function parseExpression(text: string, table: MappingTable): Expression | ExpressionFault {
  const tokens = tokensOf(text)
  if (!('length' in tokens))
    return { kind: 'unclosed-quote', at: tokens.unclosedAt, length: 1, what: text.slice(tokens.unclosedAt) }
  try {
    return new Parser(tokens, text, table).whole()
  } catch (error) {
    if (error instanceof FaultError) return error.fault
    throw error
  }
}

export const isFault = (read: Expression | ExpressionFault): read is ExpressionFault => 'what' in read

class Parser {
  readonly #tokens: readonly Token[]
  readonly #text: string
  readonly #table: MappingTable
  #at = 0
  #depth = 0

  constructor(tokens: readonly Token[], text: string, table: MappingTable) {
    this.#tokens = tokens
    this.#text = text
    this.#table = table
  }

  whole(): Expression {
    const read = this.#or()
    const left = this.#next
    if (left !== undefined) throw new FaultError('unopened-parenthesis', left)
    return read
  }

  get #next(): Token | undefined {
    return this.#tokens[this.#at]
  }

  /** The token that must be there, or the end of the text as the position of the fault. */
  #take(fault: ExpressionFault['kind']): Token {
    const token = this.#next
    if (token === undefined) {
      const last = this.#tokens.at(-1)
      throw new FaultError(fault, { at: this.#text.length, length: 0, text: last?.text ?? '' })
    }
    this.#at++
    return token
  }

  #or(): Expression {
    const parts = [this.#and()]
    while (isWord(this.#next, 'or', '||')) {
      this.#at++
      parts.push(this.#and())
    }
    return parts.length === 1 ? parts[0]! : { kind: 'or', parts }
  }

  /** Conditions beside each other must hold together, with or without an `and` between them. */
  #and(): Expression {
    const parts = [this.#not()]
    for (;;) {
      if (isWord(this.#next, 'and', '&&')) this.#at++
      else if (this.#next === undefined || this.#next.kind === 'close' || isWord(this.#next, 'or', '||')) break
      parts.push(this.#not())
    }
    return parts.length === 1 ? parts[0]! : { kind: 'and', parts }
  }

  #not(): Expression {
    const token = this.#next
    if (++this.#depth > DEEPEST && token !== undefined) throw new FaultError('too-deep', token)
    const read = isWord(token, 'not', '!') ? this.#negated() : this.#primary()
    this.#depth--
    return read
  }

  #negated(): Expression {
    this.#at++
    return { kind: 'not', part: this.#not() }
  }

  #primary(): Expression {
    const token = this.#take('nothing-after')
    if (token.kind === 'open') {
      const inside = this.#or()
      if (this.#next?.kind !== 'close') throw new FaultError('unclosed-parenthesis', token)
      this.#at++
      return inside
    }
    if (token.kind === 'close') throw new FaultError('unopened-parenthesis', token)
    if (token.kind === 'operator') throw new FaultError('no-field', token)
    const next = this.#next
    if (token.kind === 'word' && next?.kind === 'operator') {
      this.#at++
      return this.#comparison(token, next)
    }
    if (isWord(token, 'and', 'or', '&&', '||')) throw new FaultError('nothing-after', token)
    if (isWord(token, 'w+x', 'wx')) return { kind: 'writable-code' }
    return { kind: 'word', value: token.text }
  }

  #comparison(name: Token, operator: Token): Expression {
    const field = fieldOf(this.#table, name.text)
    if (field === undefined) throw new FaultError('unknown-field', name)
    const value = this.#take('no-value')
    if (value.kind !== 'word' && value.kind !== 'quoted') throw new FaultError('no-value', value)
    const sign = operator.text as Operator
    const isPart = sign === '~' || sign === '!~'
    switch (field.kind) {
      case 'kB':
      case 'number':
      case 'percent':
      case 'hex':
        if (isPart) return { kind: 'text', field, sign, value: value.text }
        return { kind: 'number', field, sign, value: this.#number(field, value) }
      default:
        if (sign.startsWith('>') || sign.startsWith('<')) throw new FaultError('no-order', operator)
        if (field.kind === 'category' && !isPart && !CATEGORIES.some((each) => each === value.text.toLowerCase()))
          throw new FaultError('no-such-category', value)
        return { kind: 'text', field, sign, value: value.text }
    }
  }

  #number({ kind }: Field, token: Token): number {
    if (kind === 'hex') {
      const digits = /^(?:0x)?([\da-f]+)$/i.exec(token.text)?.[1]
      if (digits === undefined) throw new FaultError('not-a-number', token)
      return parseInt(digits, 16)
    }
    const [, digits, unit = ''] = /^(\d+(?:\.\d+)?)(%|[a-z]+)?$/i.exec(token.text) ?? []
    if (digits === undefined) throw new FaultError('not-a-number', token)
    const own = unit === '' ? this.#unitBehind() : unit
    // Shares are kept as parts of 1.
    if (kind === 'percent' && (own === '' || own === '%')) return Number(digits) / 100
    if (own === '') return Number(digits)
    const kb = UNIT_KB[own.toLowerCase()]
    if (kb === undefined) throw new FaultError('not-a-number', token)
    if (kind !== 'kB') throw new FaultError('unit-without-amount', token)
    return Number(digits) * kb
  }

  /** A unit with a blank before it, `10 MiB`. */
  #unitBehind(): string {
    const token = this.#next
    if (token?.kind !== 'word' || this.#tokens[this.#at + 1]?.kind === 'operator') return ''
    if (token.text !== '%' && UNIT_KB[token.text.toLowerCase()] === undefined) return ''
    this.#at++
    return token.text
  }
}
