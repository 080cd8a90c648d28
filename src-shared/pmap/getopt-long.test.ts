import { expect, it } from 'vitest'
import { parseWords, type LongOption, type ParsedWords } from './getopt-long.ts'

// As getopt_long(3) of glibc reads and reports it; test/parity holds it against pmap itself.

const LONG: readonly LongOption[] = [
  { name: 'range', takesArgument: true, short: 'A' },
  { name: 'read-rc', takesArgument: false, short: 'c' },
  { name: 'read-rc-from', takesArgument: true, short: 'C' },
  { name: 'quiet', takesArgument: false, short: 'q' }
]
const parse = (words: string, isPosix = false): ParsedWords => parseWords(words.split(' '), 'A:cC:qx', LONG, isPosix)
/** Options as `letter` or `letter=argument`, errors as their words. */
const optionsOf = (words: string): string[] =>
  parse(words).options.map((each) =>
    each.kind === 'error' ? each.message : each.argument === null ? each.short : `${each.short}=${each.argument}`
  )

it('long options take their argument behind a sign or as the next word', () => {
  expect(optionsOf('--range=10,20 7')).toEqual(['A=10,20'])
  expect(parse('--range=10,20 7').operands).toEqual(['7'])
  expect(optionsOf('--range 10,20 7')).toEqual(['A=10,20'])
  expect(parse('--range 10,20 7').operands).toEqual(['7'])
  expect(optionsOf('--range=')).toEqual(['A='])
  expect(optionsOf('--range=a=b')).toEqual(['A=a=b'])
})

it('long options may be abbreviated while it is clear which is meant', () => {
  expect(optionsOf('--ra=1 --q')).toEqual(['A=1', 'q'])
  // A whole name is clear though it begins another one.
  expect(optionsOf('--read-rc')).toEqual(['c'])
  expect(optionsOf('--rea')).toEqual(["option '--rea' is ambiguous; possibilities: '--read-rc' '--read-rc-from'"])
})

it.each([
  ['--nothing', "unrecognized option '--nothing'"],
  ['--quiet=1', "option '--quiet' doesn't allow an argument"],
  ['--range', "option '--range' requires an argument"],
  ['-z', "invalid option -- 'z'"],
  ['-:', "invalid option -- ':'"],
  ['-A', "option requires an argument -- 'A'"]
])('%s is a mistake: %s', (words, message) => {
  expect(optionsOf(words)).toEqual([message])
})

it('short options cluster, and one with an argument takes the rest of the word or the next word', () => {
  expect(optionsOf('-xq')).toEqual(['x', 'q'])
  expect(optionsOf('-xA10,20q')).toEqual(['x', 'A=10,20q'])
  expect(optionsOf('-xA 10,20')).toEqual(['x', 'A=10,20'])
  expect(optionsOf('-zx')).toEqual(["invalid option -- 'z'", 'x'])
})

it('other words mix with options, until two dashes or, for POSIX, until the first of them', () => {
  expect(parse('7 -x 8 -- -q -')).toEqual({
    options: [{ kind: 'option', short: 'x', argument: null }],
    operands: ['7', '8', '-q', '-']
  })
  expect(parse('- -x').operands).toEqual(['-'])
  expect(parse('-x 7 -q', true)).toEqual({
    options: [{ kind: 'option', short: 'x', argument: null }],
    operands: ['7', '-q']
  })
})
