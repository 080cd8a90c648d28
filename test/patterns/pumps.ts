import type { AST } from '@eslint-community/regexpp'
import { RegExpParser } from '@eslint-community/regexpp'
import { StepCounter } from './step-counter.ts'

/** A text that is made longer and longer: `prefix`, `pump` again and again, `tail`. */
export interface Pumped {
  readonly prefix: string
  readonly pump: string
  readonly tail: string
}

/** Characters that patterns distinguish; of those that a pattern treats alike, the first one is tried. */
const LETTERS = [
  ...' 0a\nA\t1f_-/:."\'=,;|<>[](){}&\\!#$%*+?@^`~\r\u0001\u00a0xKzrwps9gEé中\u2028',
  ...'bcdehijklmnoqtuvyBCDFGHIJLMNOPQRSTUVWXYZ2345678'
]
const MOST_LETTERS = 12
/** What ends the text, so that what has matched so far fails. */
const TAILS = ['', '\u0001', ' !', '!\n\u0001']
/** Characters, and repetitions of longer texts, at which the counts are compared. */
const SOME = { characters: 24, times: 6 }
const MANY = { characters: 160, times: 16 }
const LONGEST_BODY = 40
/** Texts up to this length are tried behind every prefix. */
const LONGEST_WITH_ALL = 3
/** Twice the text: the work of a linear pattern is no more than twice as much, that of a quadratic one four times. */
const TOO_MUCH = 2.6

type Parts = readonly AST.Element[]

/** The shortest text that an element matches, as far as can be computed without looking around. */
class Samples {
  readonly #known = new Map<string, string>()
  readonly #flags: string
  /** Optional parts are there once, or not at all. */
  readonly #isFull: boolean

  constructor(flags: string, isFull: boolean) {
    this.#flags = flags.replace(/[^isuv]/g, '')
    this.#isFull = isFull
  }

  ofElement(element: AST.Element): string {
    switch (element.type) {
      case 'Quantifier': {
        const times = Math.max(element.min, this.#isFull && element.max > 0 ? 1 : 0)
        return this.ofElement(element.element).repeat(Math.min(times, 64))
      }
      case 'Group':
      case 'CapturingGroup':
        return element.alternatives
          .map(({ elements }) => this.ofParts(elements))
          .reduce((best, other) => (other.length < best.length ? other : best))
      case 'Assertion':
        return ''
      case 'Backreference':
        return ''
      default:
        return this.#letter(element.raw)
    }
  }

  ofParts(parts: Parts): string {
    return parts.map((part) => this.ofElement(part)).join('')
  }

  #letter(raw: string): string {
    const known = this.#known.get(raw)
    if (known !== undefined) return known
    const pattern = new RegExp(`^${raw}$`, this.#flags)
    const found = raw.length === 1 && pattern.test(raw) ? raw : (LETTERS.find((letter) => pattern.test(letter)) ?? '')
    this.#known.set(raw, found)
    return found
  }
}

/** Every position in a pattern before which something was matched, and every part that repeats. */
function walk(
  alternatives: readonly AST.Alternative[],
  samples: Samples,
  before: string,
  found: {
    readonly prefixes: Set<string>
    readonly bodies: Set<string>
    readonly repeated: Set<string>
    readonly sets: Set<string>
  }
): void {
  for (const { elements } of alternatives) {
    let prefix = before
    elements.forEach((element, at) => {
      // Only where something repeats or may be this or that can an engine go back.
      if (element.type === 'Quantifier' || element.type === 'Group' || element.type === 'CapturingGroup')
        found.prefixes.add(prefix)
      visit(element, samples, prefix, found)
      prefix += samples.ofElement(element)
      if (isLong(element)) addBodies(elements.slice(at + 1), samples, found.bodies)
    })
    found.prefixes.add(prefix)
  }
}

function isLong(element: AST.Element): boolean {
  if (element.type === 'Quantifier') return element.max > SOME.characters || isLong(element.element)
  if (element.type !== 'Group' && element.type !== 'CapturingGroup') return false
  return element.alternatives.some(({ elements }) => elements.some(isLong))
}

/** What follows a part that takes anything may be taken by that part again and again, each time a bit more of it. */
function addBodies(parts: Parts, samples: Samples, bodies: Set<string>): void {
  let body = ''
  for (const part of parts) {
    body += samples.ofElement(part)
    if (body.length > LONGEST_BODY) return
    bodies.add(body)
    // What comes then is another part's to take.
    if (isLong(part)) return
  }
}

function visit(element: AST.Element, samples: Samples, prefix: string, found: Parameters<typeof walk>[3]): void {
  if (element.type === 'Quantifier') {
    const body = samples.ofElement(element.element)
    found.bodies.add(body)
    if (body.length > 1 && body.length <= LONGEST_BODY) found.repeated.add(body)
    visit(element.element, samples, prefix, found)
    // In a repeated group, its end and its next beginning lie side by side.
    if (element.element.type === 'Group' || element.element.type === 'CapturingGroup')
      visit(element.element, samples, prefix + body, found)
  } else if (element.type === 'Group' || element.type === 'CapturingGroup')
    walk(element.alternatives, samples, prefix, found)
  else if (element.type === 'Assertion') {
    if (element.kind === 'lookahead' || element.kind === 'lookbehind')
      walk(element.alternatives, samples, prefix, found)
  } else if (element.type !== 'Backreference') found.sets.add(element.raw)
}

/** One character of each kind that this pattern distinguishes. */
function lettersOf(sets: ReadonlySet<string>, flags: string): string[] {
  const patterns = [...sets].map((raw) => new RegExp(`^${raw}$`, flags.replace(/[^isuv]/g, '')))
  // Assertions distinguish these.
  patterns.push(/\w/, /[\n\r\u2028]/)
  const kinds = new Map<string, string>()
  for (const letter of LETTERS) {
    const kind = patterns.map((pattern) => (pattern.test(letter) ? 1 : 0)).join('')
    if (!kinds.has(kind)) kinds.set(kind, letter)
  }
  return [...kinds.values()].slice(0, MOST_LETTERS)
}

/** Texts that may make a pattern go back again and again, from its own parts. */
export function* pumpsOf({ source, flags }: { readonly source: string; readonly flags: string }): Generator<Pumped> {
  const parser = new RegExpParser()
  const { unicode, unicodeSets } = parser.parseFlags(flags)
  const { alternatives } = parser.parsePattern(source, 0, source.length, { unicode, unicodeSets })
  const found = {
    prefixes: new Set(['']),
    bodies: new Set<string>(),
    repeated: new Set<string>(),
    sets: new Set<string>()
  }
  for (const isFull of [false, true]) walk(alternatives, new Samples(flags, isFull), '', found)
  const letters = lettersOf(found.sets, flags)
  // From its beginning on, for patterns that begin anywhere.
  const bodies = [...found.bodies, ...found.prefixes].filter((body) => body.length > 1 && body.length <= LONGEST_BODY)
  const pumps = new Set([
    ...letters,
    ...bodies,
    ...letters.flatMap((one) => letters.flatMap((other) => (one === other ? [] : [one + other]))),
    ...[...found.repeated, ...bodies.filter((body) => found.prefixes.has(body))].flatMap((body) =>
      letters.map((letter) => body + letter)
    )
  ])
  for (const prefix of found.prefixes) {
    for (const pump of pumps) {
      // Long ones begin where the pattern does, or follow what is before them in it.
      const belongs = prefix === '' || prefix.endsWith(pump) || found.prefixes.has(prefix + pump)
      if (pump === '' || (pump.length > LONGEST_WITH_ALL && !belongs)) continue
      for (const tail of TAILS) yield { prefix, pump, tail }
    }
  }
}

export const pumped = ({ prefix, pump, tail }: Pumped, times: number): string => prefix + pump.repeat(times) + tail

/** Whether anything in it can repeat more often than a few times. */
const repeats = (source: string): boolean => /[*+]|\{\d+,(?:\}|\d{2})|\{\d{2,}\}/.test(source)

/** The first text found whose work grows faster than its length, or null when there is none. */
export function superLinear(pattern: { readonly source: string; readonly flags: string }): Pumped | null {
  if (!repeats(pattern.source)) return null
  const counter = new StepCounter(pattern)
  const grows = (text: Pumped, at: typeof SOME): boolean => {
    const times = Math.max(at.times, Math.ceil(at.characters / text.pump.length))
    const once = counter.count(pumped(text, times))
    // Twice as long as a whole: what is in front counts too, and linearly.
    return once === Infinity || counter.count(pumped(text, 2 * times)) > TOO_MUCH * once
  }
  for (const text of pumpsOf(pattern)) if (grows(text, SOME) && grows(text, MANY)) return text
  return null
}
