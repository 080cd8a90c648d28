import { describe, expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import type { Capture } from '../../memory/capture.ts'
import { firstJsonError, placeOf } from './json-place.ts'
import { exitStatusOf, isCount, judge, type Judgement } from './judge.ts'
import { judgementText } from './judgement-text.ts'
import { junitXml } from './junit.ts'
import { wordsOfIssue } from './limits-words.ts'
import { parseAmount, parseLimits, type Rule } from './limits.ts'
import { fileOf, matchesGlob, selectRows } from './select-rows.ts'
import { whatItLacks } from './whole-capture.ts'

const row = (range: string, perms: string, offset: string, rest: string, rss: number): string =>
  `${range} ${perms} ${offset} ${rest}\nRss: ${rss} kB\nAnonymous: ${rss} kB\nSwap: 0 kB\n`
const HEAP = row('60000000-60001000', 'rw-p', '00000000', '00:00 0                          [heap]', 100)
const LIBRARY =
  row('10000000-10002000', 'r-xp', '00000000', '08:01 7                          /usr/lib/libx.so (deleted)', 8) +
  row('10002000-10003000', 'rw-p', '00002000', '08:01 7                          /usr/lib/libx.so (deleted)', 4)
const CAPTURE = captureOfText(LIBRARY + HEAP)
const rule = (more: Partial<Rule>): Rule => ({ select: {}, measure: 'rss', ...more })
const outcome = (more: Partial<Rule>, capture = CAPTURE, baseline: Capture | null = null): Judgement =>
  judge(rule(more), capture, baseline)

describe('a rule', () => {
  it('is kept up to its limit, that included', () => {
    expect(outcome({ max: '112 KiB' })).toMatchObject({
      outcome: 'within',
      value: 112,
      limit: 112,
      baseline: null,
      why: null
    })
    expect(outcome({ max: '111 KiB' })).toMatchObject({ outcome: 'beyond', value: 112, limit: 111, why: null })
  })

  it('lets grow by the larger of a part and an amount, and no further than its most', () => {
    const grown = captureOfText(LIBRARY + HEAP.replaceAll('100 kB', '200 kB'))
    const limit = (more: Partial<Rule>): unknown => judge(rule(more), grown, CAPTURE).limit
    expect(limit({ growth: { percent: 50 } })).toBe(168)
    expect(limit({ growth: { amount: '100 KiB' } })).toBe(212)
    expect(limit({ growth: { percent: 50, amount: '100 KiB' } })).toBe(212)
    expect(limit({ growth: {} })).toBe(112)
    expect(limit({ growth: { percent: 50 }, max: '120 KiB' })).toBe(120)
    expect(judge(rule({ growth: { percent: 50 } }), grown, CAPTURE)).toMatchObject({
      value: 212,
      baseline: 112,
      outcome: 'beyond'
    })
  })

  it('needs a baseline to grow from, and none for its most', () => {
    expect(outcome({ growth: {} })).toMatchObject({
      outcome: 'unjudged',
      value: 112,
      limit: null,
      why: 'there is no baseline to grow from'
    })
    const names = captureOfText('1000-2000 rw-p 00000000 00:00 0 [heap]\n')
    expect(judge(rule({ growth: {} }), CAPTURE, names).why).toBe(
      'of the baseline, the source does not report rss of each mapping'
    )
    expect(judge(rule({ max: '1 MiB' }), CAPTURE, names)).toMatchObject({ outcome: 'within', baseline: null })
  })

  it('is not judged where its numbers are not told', () => {
    expect(outcome({ max: '1 MiB' }, captureOfText('1000-2000 rw-p 00000000 00:00 0 [heap]\n')).why).toBe(
      'the source does not report rss of each mapping'
    )
    const denied: Capture = { ...captureOfText(''), detail: 'none', notes: [{ kind: 'denied', detail: 'smaps' }] }
    expect(outcome({ measure: 'mappings', max: 1 }, denied).why).toBe('its mappings could not be read')
    expect(outcome({ measure: 'mappings', max: 1 }, { ...denied, notes: [] }).outcome).toBe('within')
    expect(outcome({ measure: 'mappings', max: 9 }, { ...CAPTURE, notes: denied.notes }).outcome).toBe('within')
    expect(outcome({ select: { perms: 'w' }, max: '1 MiB' }, { ...CAPTURE, absent: ['perms'] }).why).toBe(
      'the source has no permissions'
    )
    expect(outcome({ max: '1 MiB' }, { ...CAPTURE, absent: ['perms'] }).outcome).toBe('within')
    expect(outcome({ measure: 'copies', max: 1 }, { ...CAPTURE, absent: ['offset'] }).why).toBe(
      'the source has no offsets'
    )
  })

  it('is named by itself, or by what it selects', () => {
    expect(outcome({ name: 'mine', max: '1 KiB' }).name).toBe('mine')
    expect(outcome({ max: '1 KiB' }).name).toBe('rss')
    expect(outcome({ select: { category: 'heap', perms: 'rw' }, max: '1 KiB' }).name).toBe(
      'rss of category heap, perms rw'
    )
  })

  it('counts mappings and copies, and sums what is memory', () => {
    expect((['mappings', 'copies', 'rss', 'size'] as const).filter((measure) => isCount(rule({ measure })))).toEqual([
      'mappings',
      'copies'
    ])
  })
})

describe('copies of a file', () => {
  const copies = (text: string): number | null => outcome({ measure: 'copies', max: 0 }, captureOfText(text)).value
  const lib = (at: string, offset = '00000000', file = '08:01 7                          /usr/lib/libx.so'): string =>
    row(`${at}0000-${at}1000`, 'r--p', offset, file, 1)

  it('are mappings of its beginning, but for those that follow each other', () => {
    expect(copies('')).toBe(0)
    expect(copies(lib('1') + lib('2') + lib('3', '00001000'))).toBe(1)
    expect(copies(lib('1') + HEAP.replaceAll('6000', '0002') + lib('3'))).toBe(2)
    expect(copies(lib('1', '100000000') + HEAP.replaceAll('6000', '0002') + lib('3', '100000000'))).toBe(0)
    const other = '08:01 8                          /usr/lib/liby.so'
    expect(copies(lib('1') + lib('2', '00000000', other) + lib('3') + lib('4', '00000000', other) + lib('5'))).toBe(3)
  })

  it('are of files only', () => {
    expect(copies(HEAP + row('70000000-70001000', 'rw-p', '00000000', '00:00 0', 1))).toBe(0)
  })
})

describe('the exit status', () => {
  const status = (...outcomes: readonly Judgement['outcome'][]): number =>
    exitStatusOf(outcomes.map((each) => ({ ...outcome({ max: '1 MiB' }), outcome: each })))
  it('says whether something is beyond, else whether something could not be judged', () => {
    expect([status(), status('within'), status('within', 'unjudged'), status('unjudged', 'beyond', 'within')]).toEqual([
      0, 0, 2, 1
    ])
  })
})

describe('a judgement in words', () => {
  it('has the value, the limit and what it grew from', () => {
    expect(judgementText(outcome({ max: '1 MiB' }))).toBe('112 KiB, at most 1.0 MiB')
    const grown = captureOfText(LIBRARY + HEAP.replaceAll('100 kB', '200 kB'))
    expect(judgementText(judge(rule({ growth: {} }), grown, CAPTURE))).toMatch(
      /^212 KiB, at most 112 KiB \(baseline 112 KiB, \+100 KiB\)$/
    )
    expect(judgementText(judge(rule({ measure: 'mappings', growth: { percent: 50 } }), CAPTURE, CAPTURE))).toBe(
      '3, at most 4 (baseline 3, 0)'
    )
    const more = captureOfText(LIBRARY + HEAP + HEAP.replaceAll('6000', '7000'))
    expect(judgementText(judge(rule({ measure: 'mappings', growth: {} }), more, CAPTURE))).toBe(
      '4, at most 3 (baseline 3, +1)'
    )
    expect(judgementText(judge(rule({ measure: 'mappings', growth: {} }), CAPTURE, more))).toBe(
      '3, at most 4 (baseline 4, -1)'
    )
    expect(judgementText(outcome({ growth: {} }))).toBe('there is no baseline to grow from')
    expect(judgementText({ ...outcome({ max: '1 MiB' }), value: null })).toBe('')
  })

  it('is a case of a JUnit report: one that passes, fails or has an error', () => {
    const judged = [
      outcome({ name: 'a', max: '1 MiB' }),
      outcome({ name: 'b', max: '1 KiB' }),
      outcome({ name: 'c', growth: {} })
    ]
    expect(junitXml('s', judged)).toBe(
      [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<testsuites tests="3" failures="1" errors="1">',
        '  <testsuite name="s" tests="3" failures="1" errors="1">',
        '    <testcase classname="vmatlas.check" name="a"/>',
        '    <testcase classname="vmatlas.check" name="b">',
        '      <failure message="112 KiB, at most 1 KiB"/>',
        '    </testcase>',
        '    <testcase classname="vmatlas.check" name="c">',
        '      <error message="there is no baseline to grow from"/>',
        '    </testcase>',
        '  </testsuite>',
        '</testsuites>',
        ''
      ].join('\n')
    )
    expect(junitXml('<&>"', [])).toContain('<testsuite name="&lt;&amp;&gt;&quot;" tests="0"')
  })
})

describe('what a capture lacks', () => {
  const noted = (kind: Capture['notes'][number]['kind']): string | null =>
    whatItLacks({
      ...CAPTURE,
      notes: [
        { kind: 'no-smaps', detail: '' },
        { kind, detail: '' }
      ]
    })

  it('is said by its notes', () => {
    expect([noted('skipped-lines'), noted('open-end'), noted('rows-left-out'), noted('zombie')]).toEqual([
      'some of its lines could not be read',
      'its last line has no end',
      'some of its mappings were left out',
      null
    ])
  })

  it('is seen by a last row with fewer lines or without flags', () => {
    const lacks = (text: string): string | null => whatItLacks({ ...captureOfText(text), notes: [] })
    const [one, two] = ['1000-2000 rw-p 00000000 00:00 0 \n', '2000-3000 rw-p 00000000 00:00 0 \n']
    const cut = 'it ends within a mapping'
    expect(lacks(`${one}Rss: 1 kB\nPss: 1 kB\n${two}Rss: 1 kB\n`)).toBe(cut)
    expect(lacks(`${one}Rss: 1 kB\nVmFlags: rd\n${two}Rss: 1 kB\n`)).toBe(cut)
    expect(lacks(`${one}Rss: 1 kB\nVmFlags: rd\n${two}Rss: 1 kB\nVmFlags: rd\n`)).toBeNull()
    expect(lacks(`${one}Rss: 1 kB\n${two}Rss: 1 kB\nPss: 1 kB\n`)).toBeNull()
    expect(lacks(`${one}Rss: 1 kB\n`)).toBeNull()
    expect(lacks(one + two)).toBeNull()
    expect(lacks('')).toBeNull()
  })
})

describe('rows', () => {
  const rows = (select: Parameters<typeof selectRows>[1]): number[] => selectRows(CAPTURE, select)

  it('are selected by all that is said of them', () => {
    expect(rows({})).toEqual([0, 1, 2])
    expect([rows({ category: 'heap' }), rows({ purpose: 'heap' }), rows({ category: 'stack' })]).toEqual([[2], [2], []])
    expect([rows({ perms: 'w' }), rows({ perms: 'xr' }), rows({ perms: 's' })]).toEqual([[1, 2], [0], []])
    expect([rows({ name: '[heap]' }), rows({ name: 'heap' }), rows({ name: '*libx*' })]).toEqual([[2], [], [0, 1]])
    expect([rows({ module: 'libx.so' }), rows({ module: 'lib*' }), rows({ module: '?heap?' })]).toEqual([
      [0, 1],
      [0, 1],
      []
    ])
    expect(rows({ category: 'image', perms: 'w', module: 'libx.so' })).toEqual([1])
    expect(rows({ name: '*x*', module: 'liby.so' })).toEqual([])
  })

  it('have the file without its folder and without what the kernel says of it', () => {
    expect(['/usr/lib/x.so (deleted)', '/x', 'x', '/a (deleted)/b'].map(fileOf)).toEqual(['x.so', 'x', 'x', 'b'])
  })

  it.each<[string, string, boolean]>([
    ['', '', true],
    ['', 'a', false],
    ['*', '', true],
    ['**', 'abc', true],
    ['a?c', 'abc', true],
    ['a?c', 'ac', false],
    ['?', '', false],
    ['a*c', 'abbc', true],
    ['a*c', 'abcd', false],
    ['*c', 'cac', true],
    ['a*b*c', 'a1b2b3c', true],
    ['a*', 'b', false],
    ['abc', 'ab', false],
    ['ab*', 'ab', true],
    ['[ab]', 'a', false]
  ])('pattern %j of %j: %j', (pattern, text, matches) => expect(matchesGlob(pattern, text)).toBe(matches))
})

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

  it('say where they are no JSON, in words', () => {
    expect(firstJsonError('{"a": 1}')).toBeNull()
    expect(firstJsonError('{"a" 1}')).toEqual({ line: 1, column: 6, what: 'colon expected' })
    expect(firstJsonError('{\r\n"a": 1,\n// x\n}')).toMatchObject({ line: 3, column: 1 })
    expect(firstJsonError('[1,]')).toMatchObject({ line: 1, column: 4 })
    expect(firstJsonError('['.repeat(100_000))).toBeNull()
  })

  it('say where a value stands: at its key, or at what lacks it', () => {
    const text = '{\n  "a": [1,\r\n  {"b": 2}]\n}'
    expect(placeOf(text, ['a'])).toEqual({ line: 2, column: 3 })
    expect(placeOf(text, ['a', 0])).toEqual({ line: 2, column: 9 })
    expect(placeOf(text, ['a', 1, 'b'])).toEqual({ line: 3, column: 4 })
    expect(placeOf(text, ['a', 1, 'c'])).toEqual({ line: 3, column: 3 })
    expect(placeOf(text, [])).toEqual({ line: 1, column: 1 })
    expect(placeOf('', [])).toBeNull()
    expect(placeOf('['.repeat(100_000), [0])).toBeNull()
  })
})

describe('what is wrong with a value', () => {
  const words = (more: Partial<Parameters<typeof wordsOfIssue>[0]>): string =>
    wordsOfIssue({ kind: 'schema', type: 'x', input: 0, expected: null, received: 'r', message: 'Invalid x', ...more })

  it('is said for people', () => {
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
