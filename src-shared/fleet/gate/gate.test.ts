import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { exitStatusOf, judge } from './judge.ts'
import { junitXml } from './junit.ts'
import { limitsSchemaText } from './limits-schema.ts'
import { DEFAULT_RULES, parseLimits, type Rule } from './limits.ts'
import { matchesGlob } from './select-rows.ts'

const row = (range: string, perms: string, offset: string, rest: string, anonymous: number): string =>
  `${range} ${perms} ${offset} ${rest}\nSize: 8 kB\nRss: ${anonymous + 4} kB\nPss: 4 kB\nPrivate_Clean: 0 kB\nPrivate_Dirty: ${anonymous} kB\nShared_Dirty: 0 kB\nAnonymous: ${anonymous} kB\nSwap: 0 kB\n`
const lib = (at: number, name = '/usr/lib/libfoo.so.1'): string =>
  row(`${at}0000000-${at}0002000`, 'r-xp', '00000000', `08:01 ${at} ${name}`, 0) +
  row(`${at}0002000-${at}0004000`, 'rw-p', '00002000', `08:01 ${at} ${name}`, 4)
const heap = (kb: number): string => row('60000000-70000000', 'rw-p', '00000000', '00:00 0 [heap]', kb)
const BEFORE = captureOfText(lib(1) + heap(1000))
const only = (rule: Partial<Rule>): Rule => ({ select: {}, measure: 'anonymous', ...rule })

describe('the default rules', () => {
  const statusOf = (text: string): number =>
    exitStatusOf(DEFAULT_RULES.map((rule) => judge(rule, captureOfText(text), BEFORE)))
  it('let the same and a little noise pass', () => {
    expect(statusOf(lib(1) + heap(1000))).toBe(0)
    expect(statusOf(lib(3) + heap(2000))).toBe(0)
  })
  it('stop a leak, memory that may be written and run, and a library that is there twice', () => {
    expect(statusOf(lib(1) + heap(2100))).toBe(1)
    expect(statusOf(lib(1) + heap(1000) + row('71000000-71001000', 'rwxp', '00000000', '00:00 0', 0))).toBe(1)
    expect(statusOf(lib(1) + lib(2, '/other/libx.so') + heap(1000))).toBe(0)
    expect(
      statusOf(
        lib(1) + row('40000000-40001000', 'r--p', '0', '00:00 0', 0) + lib(5) + heap(1000).replace('08:01 5', '08:01 1')
      )
    ).toBe(1)
  })
  it('can not judge a list of names', () => {
    expect(statusOf('1000-2000 r-xp 00000000 08:01 1 /usr/lib/libfoo.so.1\n')).toBe(2)
  })
})

it('does not let pass what was cut off, nor compares with it', () => {
  const rule = only({ select: { category: 'image' }, growth: { percent: 5 } })
  const whole = lib(1) + heap(1000)
  const [inLine, inBlock] = [captureOfText(whole.slice(0, -4)), captureOfText(whole.slice(0, -12))]
  for (const cut of [inLine, inBlock]) {
    expect(judge(rule, cut, BEFORE).outcome).toBe('unjudged')
    expect(judge(rule, BEFORE, cut)).toMatchObject({ outcome: 'unjudged', value: 4, baseline: null })
    // There may have been more, but not less.
    expect(judge(only({ measure: 'mappings', max: 1 }), cut, BEFORE).outcome).toBe('beyond')
  }
  expect(judge(rule, inBlock, BEFORE).why).toBe('it ends within a mapping')
  expect(judge(rule, BEFORE, BEFORE).outcome).toBe('within')
})

it('selects by module, permissions and category, and lists what is beyond', () => {
  const judged = judge(only({ select: { module: 'libfoo.so*' }, measure: 'mappings', max: 1 }), BEFORE, null)
  expect(judged).toMatchObject({ outcome: 'beyond', value: 2, limit: 1, name: 'mappings of module libfoo.so*' })
  expect(judge(only({ select: { category: 'heap' }, max: '1000 KiB' }), BEFORE, null).outcome).toBe('within')
  expect(judge(only({ select: { purpose: 'heap' }, max: '999 KiB' }), BEFORE, null).outcome).toBe('beyond')
  expect(judge(only({ growth: { percent: 5 } }), BEFORE, null)).toMatchObject({
    outcome: 'unjudged',
    why: expect.stringContaining('no baseline') as string
  })
})

it('names line and column of what is wrong in the limits', () => {
  const rules = (rule: string): string => `{"version":1,\n "rules": [\n  ${rule}]}`
  expect(parseLimits('{"version":1,\n "rules": [}')).toBe('it is not JSON: line 2, column 12: value expected')
  expect(parseLimits(rules('{"measure":"rss","max":"5 MB"}'))).toMatch(/^line 3, column 20: rules\.0\.max: .*64 MiB/)
  expect(parseLimits(rules('{"measure":"rss","max":5}'))).toMatch(/^line 3, column 3: rules\.0: .*unit/)
  expect(parseLimits(rules('{"measure":"mappings"}'))).toMatch(/needs max or growth/)
  expect(parseLimits(rules('{"select":{"purpose":"haep"},"measure":"rss","max":"5 MiB"}'))).toMatch(
    /^line 3, column 14: rules\.0\.select\.purpose: /
  )
  expect(parseLimits(rules('{"max": "1 MiB",\n"measure":"rss","typo":1}'))).toMatch(
    /^line 4, column 17: rules\.0\.typo: nothing is called so here$/
  )
  expect(parseLimits('{"rules":[]}')).toBe('line 1, column 1: version: it is missing')
  expect(parseLimits('{"version":2,"rules":[]}')).toMatch(/ version: it has to be 1; not 2$/)
  expect(parseLimits('{"version":1,"rules":[]}')).toMatch(/ rules: it is empty$/)
  expect(parseLimits(rules('{"measure":"rs","max":1}'))).toMatch(
    / rules\.0\.measure: it is one of "size", .*; not "rs"$/
  )
  expect(parseLimits(rules('{"measure":"rss","growth":"5%"}'))).toMatch(/growth: it has to be an object; not "5%"$/)
  expect(parseLimits(`{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`)).toMatch(/version|a: /)
  expect(parseLimits('['.repeat(100_000))).toMatch(/^it is not JSON/)
})

it('has a schema that accepts what the reader accepts', () => {
  const text = limitsSchemaText()
  const documented = readFileSync(join(import.meta.dirname, '../../../docs/limits.schema.json'), 'utf8')
  expect(JSON.parse(documented)).toEqual(JSON.parse(text))
  for (const word of ['"anonymous"', '"copies"', '"growth"', '"additionalProperties": false', '"pattern": "^']) {
    expect(text).toContain(word)
  }
})

it('matches patterns in linear time', () => {
  expect(matchesGlob('lib*.so.?', 'libfoo.so.1')).toBe(true)
  expect(matchesGlob('*a*a*a*a*a*a*b', 'a'.repeat(20_000))).toBe(false)
})

it('writes XML that hostile names can not break', () => {
  const text = junitXml('<x>&"\u0001\ufffe', [judge(only({ name: ']]>"<', max: '1 KiB' }), BEFORE, null)])
  expect(text).not.toMatch(/[\u0000-\u0008\ufffe]/)
  expect(text).toContain('name="]]&gt;&quot;&lt;"')
  expect(text).toContain('failures="1"')
})
