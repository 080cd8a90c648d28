import { describe, expect, it } from 'vitest'
import { firstJsonError, positionOf } from './json-position.ts'
import { wordsOfIssue } from './limits-words.ts'
import { parseAmount, parseLimits } from './limits.ts'

describe('an amount', () => {
  it.each<[string | number, ReturnType<typeof parseAmount>]>([
    ['64 MiB', { value: 65_536, isMemory: true }],
    ['64MiB', { value: 65_536, isMemory: true }],
    ['512 KiB', { value: 512, isMemory: true }],
    ['2048 B', { value: 2, isMemory: true }],
    ['2048b', { value: 2, isMemory: true }],
    ['1.5 gib', { value: 1_572_864, isMemory: true }],
    ['1 TiB', { value: 1_073_741_824, isMemory: true }],
    [5000, { value: 5000, isMemory: false }],
    [0, { value: 0, isMemory: false }],
    [-1, null],
    [Infinity, null],
    ['5', null],
    ['5 MB', null],
    ['x5 MiB', null],
    ['5  MiB', null],
    ['5 MiB.', null],
    ['.5 MiB', null],
    ['', null]
  ])('%j', (text, amount) => expect(parseAmount(text)).toEqual(amount))
})

describe('limits', () => {
  it('are an object with rules', () => {
    const text = '{"version":1,"rules":[{"measure":"rss","max":"1 MiB"}]}'
    expect(parseLimits(text)).toEqual([{ measure: 'rss', max: '1 MiB', select: {} }])
    for (const other of ['[]', 'null', '7', '"x"'])
      expect(parseLimits(other)).toBe('it has to be an object such as { "version": 1, "rules": [ … ] }')
  })

  it('count without a unit, and measure memory with one', () => {
    const wrong = 'an amount of memory needs a unit, such as "64 MiB"; mappings and copies are counted without one'
    const said = (given: string): unknown => parseLimits(`{"version":1,"rules":[${given}]}`)
    const message = `line 1, column 23: rules.0: ${wrong}`
    expect(said('{"measure":"mappings","max":"5 MiB"}')).toBe(message)
    expect(said('{"measure":"copies","max":1,"growth":{"amount":"1 MiB"}}')).toBe(message)
    expect(said('{"measure":"rss","max":5}')).toBe(message)
    expect(said('{"measure":"rss","growth":{"amount":5}}')).toBe(message)
    expect(said('{"measure":"copies","growth":{"amount":5}}')).toHaveLength(1)
    expect(said('{"measure":"rss","growth":{}}')).toHaveLength(1)
    expect(said('{"measure":"rss","max":"-5 MiB"}')).toMatch(
      /rules\.0\.max: an amount is a number, or a text such as "64 MiB"$/
    )
  })

  it('are refused with the position where they are no JSON', () => {
    expect(firstJsonError('{"a": 1}')).toBeNull()
    expect(firstJsonError('{"a" 1}')).toEqual({ line: 1, column: 6, what: 'colon expected' })
    expect(firstJsonError('{\r\n"a": 1,\n// x\n}')).toMatchObject({ line: 3, column: 1 })
    expect(firstJsonError('[1,]')).toMatchObject({ line: 1, column: 4 })
    expect(firstJsonError('['.repeat(100_000))).toBeNull()
  })

  it('report the position of a value: of its key, or of what lacks it', () => {
    const text = '{\n  "a": [1,\r\n  {"b": 2}]\n}'
    expect(positionOf(text, ['a'])).toEqual({ line: 2, column: 3 })
    expect(positionOf(text, ['a', 0])).toEqual({ line: 2, column: 9 })
    expect(positionOf(text, ['a', 1, 'b'])).toEqual({ line: 3, column: 4 })
    expect(positionOf(text, ['a', 1, 'c'])).toEqual({ line: 3, column: 3 })
    expect(positionOf(text, [])).toEqual({ line: 1, column: 1 })
    expect(positionOf('', [])).toBeNull()
    expect(positionOf('['.repeat(100_000), [0])).toBeNull()
  })
})

describe('what is wrong with a value', () => {
  const words = (more: Partial<Parameters<typeof wordsOfIssue>[0]>): string =>
    wordsOfIssue({ kind: 'schema', type: 'x', input: 0, expected: null, received: 'r', message: 'Invalid x', ...more })

  it('is put into words', () => {
    expect(words({ message: 'our own words' })).toBe('our own words')
    expect(words({ received: 'undefined' })).toBe('it is missing')
    expect(words({ expected: 'never' })).toBe('nothing is called so here')
    expect(words({ type: 'picklist', expected: '("a" | "b")', received: '"c"' })).toBe('it is one of "a", "b"; not "c"')
    expect(words({ type: 'picklist', expected: '"a"', received: '"c"' })).toBe('it is one of "a"; not "c"')
    expect(words({ type: 'min_length' })).toBe('it is empty')
    expect(words({ type: 'max_length', requirement: 7 })).toBe('it is longer than 7')
    expect(words({ type: 'min_value', requirement: 0, received: '-1' })).toBe('it has to be 0 or more; not -1')
    expect(words({ expected: 'Object', received: 'Array' })).toBe('it has to be an object; not a list')
    expect(words({ expected: 'number', received: 'string' })).toBe('it has to be a number; not a text')
    expect(words({ expected: null, received: 'r' })).toBe('it has to be ; not r')
  })

  it('repeats sixty characters of the file at most', () => {
    const said = (length: number): string => words({ expected: 'number', received: 'x'.repeat(length) })
    expect(said(60)).toBe(`it has to be a number; not ${'x'.repeat(60)}`)
    expect(said(61)).toBe(`it has to be a number; not ${'x'.repeat(60)}…`)
  })
})
