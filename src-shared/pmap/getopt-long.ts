/** A long option of getopt_long(3). */
export interface LongOption {
  readonly name: string
  readonly takesArgument: boolean
  /** The short option it represents. */
  readonly short: string
}

export type ParsedWord =
  | { readonly kind: 'option'; readonly short: string; readonly argument: string | null }
  | { readonly kind: 'error'; readonly message: string }

/** Everything up to the first error is reported, in order, as getopt_long meets it; then the words that are no options. */
export interface ParsedWords {
  readonly options: readonly ParsedWord[]
  readonly operands: readonly string[]
}

function matchLong(word: string, options: readonly LongOption[]): LongOption | readonly LongOption[] {
  const exact = options.find(({ name }) => name === word)
  if (exact !== undefined) return exact
  const candidates = options.filter(({ name }) => name.startsWith(word))
  return candidates.length === 1 ? candidates[0]! : candidates
}

function readLong(
  word: string,
  next: string | undefined,
  options: readonly LongOption[]
): { parsed: ParsedWord; usedNext: boolean } {
  const equals = word.indexOf('=')
  const name = equals < 0 ? word.slice(2) : word.slice(2, equals)
  const given = equals < 0 ? null : word.slice(equals + 1)
  const error = (message: string): { parsed: ParsedWord; usedNext: boolean } => ({
    parsed: { kind: 'error', message },
    usedNext: false
  })
  const match = matchLong(name, options)
  if (!('short' in match)) {
    if (match.length === 0) return error(`unrecognized option '--${name}'`)
    return error(`option '--${name}' is ambiguous; possibilities:${match.map((each) => ` '--${each.name}'`).join('')}`)
  }
  if (!match.takesArgument) {
    if (given !== null) return error(`option '--${match.name}' doesn't allow an argument`)
    return { parsed: { kind: 'option', short: match.short, argument: null }, usedNext: false }
  }
  const argument = given ?? next
  if (argument === undefined) return error(`option '--${match.name}' requires an argument`)
  return { parsed: { kind: 'option', short: match.short, argument }, usedNext: given === null }
}

/**
 * Words of a command line as GNU getopt_long reads them: short options cluster, long ones may be abbreviated, options and
 * other words mix, `--` ends the options.
 * @param shortOptions as for getopt: a letter, followed by `:` where it takes an argument
 * @param isPosix POSIXLY_CORRECT is set: the first other word ends the options
 */
export function parseWords(
  words: readonly string[],
  shortOptions: string,
  longOptions: readonly LongOption[],
  isPosix: boolean
): ParsedWords {
  const options: ParsedWord[] = []
  const operands: string[] = []
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!
    if (word === '--') {
      operands.push(...words.slice(at + 1))
      break
    }
    if (!word.startsWith('-') || word === '-') {
      if (isPosix) {
        operands.push(...words.slice(at))
        break
      }
      operands.push(word)
      continue
    }
    if (word.startsWith('--')) {
      const { parsed, usedNext } = readLong(word, words[at + 1], longOptions)
      options.push(parsed)
      if (usedNext) at++
      continue
    }
    for (let i = 1; i < word.length; i++) {
      const short = word[i]!
      const index = short === ':' ? -1 : shortOptions.indexOf(short)
      if (index < 0) {
        options.push({ kind: 'error', message: `invalid option -- '${short}'` })
        continue
      }
      if (shortOptions[index + 1] !== ':') {
        options.push({ kind: 'option', short, argument: null })
        continue
      }
      const rest = word.slice(i + 1)
      const argument = rest !== '' ? rest : words[++at]
      if (argument === undefined) options.push({ kind: 'error', message: `option requires an argument -- '${short}'` })
      else options.push({ kind: 'option', short, argument })
      break
    }
  }
  return { options, operands }
}
