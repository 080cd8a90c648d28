import { describe, expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { judge } from './judge.ts'
import { judgementText } from './judgement-text.ts'
import { junitXml } from './junit.ts'
import { HEAP, LIBRARY, CAPTURE, rule, outcome } from '#test/support/judged-captures.ts'

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
