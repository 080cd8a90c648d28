/** A parsed expression of a lesson. Numbers are kB or counts, truth is 1 or 0, and undefined is "not known". */
export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'fact'; readonly whose: FactOwner; readonly target: string; readonly property: string }
  | { readonly kind: 'call'; readonly name: FunctionName; readonly argument: Expression }
  | { readonly kind: 'not'; readonly of: Expression }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression }

const FUNCTIONS = ['delta', 'before', 'first', 'abs'] as const
export type FunctionName = (typeof FUNCTIONS)[number]

/** Which moment a fact is asked of: now (after the step), before the step, or before the first one. */
export type When = 'after' | 'before' | 'first'
/** Of which process: the subject, or the second one that it started. */
export type FactOwner = 'self' | 'child'
export type LookUp = (target: string, property: string, when: When, whose: FactOwner) => number | undefined

/** An expression that can't be read; the message names the offset. */
export class ExpressionError extends Error {}

/** kB in one K, M, G, T. */
const UNITS: Readonly<Record<string, number>> = { K: 1, M: 1024, G: 1024 ** 2, T: 1024 ** 3 }
/** A token, with the blanks behind it. */
const TOKEN = /(?:(\d{1,20}(?:\.\d{1,20})?)([KMGT]?)\b|([A-Za-z_]\w*)|"([^"]*)"|(&&|\|\||[<>=!]=|[-+*/<>!().]))\s*/y
/** Operators by how strongly they bind, weakest first. */
const LEVELS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['==', '!=', '<', '>', '<=', '>='],
  ['+', '-'],
  ['*', '/']
]

type Token =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'word' | 'name' | 'sign'; readonly text: string }

function tokensOf(source: string): Token[] {
  const tokens: Token[] = []
  const text = source.trim()
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex
    const match = TOKEN.exec(text)
    if (match === null) throw new ExpressionError(`"${source}": cannot read it from offset ${at}`)
    const [, digits, unit, word, name, sign] = match
    if (digits !== undefined) tokens.push({ kind: 'number', value: Number(digits) * (UNITS[unit ?? ''] ?? 1) })
    else if (word !== undefined) tokens.push({ kind: 'word', text: word })
    else if (name !== undefined) tokens.push({ kind: 'name', text: name })
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign })
  }
  return tokens
}

/** Reads `delta(a.Rss) >= 64K && heap.rows == 1`. @throws ExpressionError */
export function parseExpression(source: string): Expression {
  const tokens = tokensOf(source)
  let at = 0
  const isSign = (text: string): boolean => {
    const token = tokens[at]
    return token?.kind === 'sign' && token.text === text
  }
  const expect = (text: string): void => {
    if (!isSign(text)) throw new ExpressionError(`"${source}": "${text}" is missing`)
    at++
  }

  function level(depth: number): Expression {
    const operators = LEVELS[depth]
    if (operators === undefined) return unary()
    let left = level(depth + 1)
    for (;;) {
      const token = tokens[at]
      if (token?.kind !== 'sign' || !operators.includes(token.text)) return left
      at++
      left = { kind: 'binary', operator: token.text, left, right: level(depth + 1) }
    }
  }

  function unary(): Expression {
    if (isSign('!')) {
      at++
      return { kind: 'not', of: unary() }
    }
    if (isSign('-')) {
      at++
      return { kind: 'binary', operator: '-', left: { kind: 'number', value: 0 }, right: unary() }
    }
    if (isSign('(')) {
      at++
      const inner = level(0)
      expect(')')
      return inner
    }
    const token = tokens[at++]
    if (token === undefined || token.kind === 'sign') throw new ExpressionError(`"${source}": something is missing`)
    if (token.kind === 'number') return token
    const called = FUNCTIONS.find((name) => token.kind === 'word' && name === token.text)
    if (called !== undefined && isSign('(')) {
      at++
      const argument = level(0)
      expect(')')
      return { kind: 'call', name: called, argument }
    }
    expect('.')
    let [whose, target]: [FactOwner, string] = ['self', token.text]
    if (token.kind === 'word' && target === 'child') {
      const ofChild = tokens[at++]
      if (ofChild?.kind !== 'word' && ofChild?.kind !== 'name')
        throw new ExpressionError(`"${source}": what of the child is meant is missing`)
      whose = 'child'
      target = ofChild.text
      expect('.')
    }
    const property = tokens[at++]
    if (property?.kind !== 'word')
      throw new ExpressionError(`"${source}": a property is missing after "${token.text}."`)
    return { kind: 'fact', whose, target, property: property.text }
  }

  const whole = level(0)
  if (at < tokens.length) throw new ExpressionError(`"${source}": there is more than one expression`)
  return whole
}

function combine(operator: string, left: number, right: number): number | undefined {
  switch (operator) {
    case '+':
      return left + right
    case '-':
      return left - right
    case '*':
      return left * right
    case '/':
      return right === 0 ? undefined : left / right
    case '==':
      return Number(left === right)
    case '!=':
      return Number(left !== right)
    case '<':
      return Number(left < right)
    case '>':
      return Number(left > right)
    case '<=':
      return Number(left <= right)
    case '>=':
      return Number(left >= right)
    default:
      return undefined
  }
}

/** The value, or undefined when a fact that it needs is not known: unknown is never 0 and never true. */
export function evaluate(expression: Expression, lookUp: LookUp, when: When = 'after'): number | undefined {
  const valueOf = (part: Expression, at: When = when): number | undefined => evaluate(part, lookUp, at)
  switch (expression.kind) {
    case 'number':
      return expression.value
    case 'fact':
      return lookUp(expression.target, expression.property, when, expression.whose)
    case 'not': {
      const value = valueOf(expression.of)
      return value === undefined ? undefined : Number(value === 0)
    }
    case 'call': {
      const { name, argument } = expression
      if (name === 'before' || name === 'first') return valueOf(argument, name)
      const value = valueOf(argument)
      if (name === 'abs') return value === undefined ? undefined : Math.abs(value)
      const earlier = valueOf(argument, 'before')
      return value === undefined || earlier === undefined ? undefined : value - earlier
    }
    case 'binary': {
      const left = valueOf(expression.left)
      if (expression.operator === '&&' && left === 0) return 0
      if (expression.operator === '||' && left !== undefined && left !== 0) return 1
      const right = valueOf(expression.right)
      if (left === undefined || right === undefined) return undefined
      if (expression.operator === '&&' || expression.operator === '||') return Number(right !== 0)
      return combine(expression.operator, left, right)
    }
  }
}

/** All facts that an expression asks for. */
export function factsOf(expression: Expression): Extract<Expression, { kind: 'fact' }>[] {
  switch (expression.kind) {
    case 'number':
      return []
    case 'fact':
      return [expression]
    case 'not':
      return factsOf(expression.of)
    case 'call':
      return factsOf(expression.argument)
    case 'binary':
      return [...factsOf(expression.left), ...factsOf(expression.right)]
  }
}
