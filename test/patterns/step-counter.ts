import type { AST } from '@eslint-community/regexpp'
import { RegExpParser } from '@eslint-community/regexpp'

/** More steps than this are not counted: the pattern has run away. */
const MOST_STEPS = 2_000_000

/** Thrown when there are more steps than are counted. */
class RanAway extends Error {}

/** Carries on at an offset of the text; true when the rest of the pattern matches from there. */
type Matcher = (at: number) => boolean

const isWord = (letter: string | undefined): boolean => letter !== undefined && /\w/.test(letter)
const isLineEnd = (letter: string | undefined): boolean => letter !== undefined && /[\n\r\u2028\u2029]/.test(letter)

/**
 * A regular expression as a backtracking engine carries it out (ECMA-262, "Pattern Semantics"), with a count of its steps:
 * the work that the browsers' engines do, without a clock and without their shortcuts. By hand, because no engine shows it.
 */
export class StepCounter {
  steps = 0
  readonly #flags: AST.Flags
  readonly #matcher: Matcher
  readonly #groups: AST.CapturingGroup[] = []
  #text = ''
  #end = -1
  #captures: (readonly [from: number, to: number] | undefined)[] = []

  constructor({ source, flags }: { readonly source: string; readonly flags: string }) {
    const parser = new RegExpParser()
    this.#flags = parser.parseFlags(flags)
    const { unicode, unicodeSets } = this.#flags
    const pattern = parser.parsePattern(source, 0, source.length, { unicode, unicodeSets })
    this.#matcher = this.#anyOf(pattern.alternatives, false, (at) => {
      this.#end = at
      return true
    })
  }

  /** The first match from `from` on, wherever it begins, also of sticky patterns. @throws RanAway */
  exec(text: string, from: number): { readonly at: number; readonly end: number } | null {
    this.#text = text
    for (let at = from; at <= text.length; at++) {
      this.#captures = []
      if (this.#matcher(at)) return { at, end: this.#end }
    }
    return null
  }

  /** Steps for the first match, or for all of them where the pattern is global; Infinity when it runs away. */
  count(text: string): number {
    this.steps = 0
    try {
      let found = this.exec(text, 0)
      while (found !== null && this.#flags.global) {
        const from = found.end > found.at ? found.end : found.end + 1
        found = from > text.length ? null : this.exec(text, from)
      }
      return this.steps
    } catch (error) {
      if (error instanceof RanAway) return Infinity
      throw error
    }
  }

  #step(): void {
    if (++this.steps > MOST_STEPS) throw new RanAway()
  }

  #anyOf(alternatives: readonly AST.Alternative[], isBackward: boolean, next: Matcher): Matcher {
    const matchers = alternatives.map(({ elements }) => {
      const ordered = isBackward ? elements : elements.toReversed()
      return ordered.reduce((rest, element) => this.#element(element, isBackward, rest), next)
    })
    const [only] = matchers
    return matchers.length === 1 && only !== undefined ? only : (at) => matchers.some((one) => one(at))
  }

  #element(element: AST.Element | AST.QuantifiableElement, isBackward: boolean, next: Matcher): Matcher {
    switch (element.type) {
      case 'Assertion':
        return this.#assertion(element, next)
      case 'Quantifier':
        return this.#quantifier(element, isBackward, next)
      case 'CapturingGroup':
        return this.#group(element, isBackward, next)
      case 'Group':
        return this.#anyOf(element.alternatives, isBackward, next)
      case 'Backreference':
        return this.#backreference(element, isBackward, next)
      default:
        return this.#letter(element.raw, isBackward, next)
    }
  }

  /** One character of a set: the engine's own answer, remembered. */
  #letter(raw: string, isBackward: boolean, next: Matcher): Matcher {
    const { ignoreCase, dotAll, unicode, unicodeSets } = this.#flags
    const flags = `${ignoreCase ? 'i' : ''}${dotAll ? 's' : ''}${unicode ? 'u' : ''}${unicodeSets ? 'v' : ''}`
    const pattern = new RegExp(`^${raw}$`, flags)
    const known = new Map<number, boolean>()
    return (at) => {
      this.#step()
      const offset = isBackward ? at - 1 : at
      if (offset < 0 || offset >= this.#text.length) return false
      const code = this.#text.charCodeAt(offset)
      let isIn = known.get(code)
      if (isIn === undefined) known.set(code, (isIn = pattern.test(String.fromCharCode(code))))
      return isIn && next(isBackward ? at - 1 : at + 1)
    }
  }

  #quantifier({ min, max, greedy, element }: AST.Quantifier, isBackward: boolean, next: Matcher): Matcher {
    // How often it has matched, and where it began to do so last; they are put back wherever the engine goes back.
    let [count, from] = [0, -1]
    const within = (matcher: Matcher, at: number, [times, began]: readonly [number, number]): boolean => {
      const before = [count, from] as const
      ;[count, from] = [times, began]
      const found = matcher(at)
      ;[count, from] = before
      return found
    }
    const loop: Matcher = (at) => {
      this.#step()
      const again = (): boolean => count < max && within(body, at, [count + 1, at])
      if (count < min) return again()
      const leave = (): boolean => within(next, at, [0, -1])
      return greedy ? again() || leave() : leave() || again()
    }
    const body = this.#element(element, isBackward, (at) => (at === from && count > min ? false : loop(at)))
    return (at) => within(loop, at, [0, -1])
  }

  #group(group: AST.CapturingGroup, isBackward: boolean, next: Matcher): Matcher {
    const number = this.#groups.push(group) - 1
    let began = 0
    const inner = this.#anyOf(group.alternatives, isBackward, (at) => {
      const before = this.#captures[number]
      this.#captures[number] = isBackward ? [at, began] : [began, at]
      const found = next(at)
      if (!found) this.#captures[number] = before
      return found
    })
    return (at) => {
      const before = began
      began = at
      const found = inner(at)
      began = before
      return found
    }
  }

  #backreference({ resolved }: AST.Backreference, isBackward: boolean, next: Matcher): Matcher {
    return (at) => {
      const group = Array.isArray(resolved) ? resolved[0]! : resolved
      const captured = this.#captures[this.#groups.indexOf(group)]
      if (captured === undefined) return next(at)
      const reported = this.#text.slice(...captured)
      const from = isBackward ? at - reported.length : at
      this.steps += reported.length
      return from >= 0 && this.#text.startsWith(reported, from) && next(isBackward ? from : at + reported.length)
    }
  }

  #assertion(assertion: AST.Assertion, next: Matcher): Matcher {
    const { multiline } = this.#flags
    switch (assertion.kind) {
      case 'start':
        return (at) => (at === 0 || (multiline && isLineEnd(this.#text[at - 1]))) && next(at)
      case 'end':
        return (at) => (at === this.#text.length || (multiline && isLineEnd(this.#text[at]))) && next(at)
      case 'word':
        return (at) => (isWord(this.#text[at - 1]) !== isWord(this.#text[at])) !== assertion.negate && next(at)
      default: {
        const inner = this.#anyOf(assertion.alternatives, assertion.kind === 'lookbehind', () => true)
        return (at) => inner(at) !== assertion.negate && next(at)
      }
    }
  }
}
