import { describe, expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import type { Capture } from '../../memory/capture.ts'
import { exitStatusOf, isCount, judge, type Judgement } from './judge.ts'
import { type Rule } from './limits.ts'
import { row, HEAP, LIBRARY, CAPTURE, rule, outcome } from '#test/support/judged-captures.ts'

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

  it('is not judged where its numbers are not reported', () => {
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
  it('reports whether something is beyond, else whether something could not be judged', () => {
    expect([status(), status('within'), status('within', 'unjudged'), status('unjudged', 'beyond', 'within')]).toEqual([
      0, 0, 2, 1
    ])
  })
})
