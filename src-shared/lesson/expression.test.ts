import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evaluate, ExpressionError, parseExpression, type LookUp } from './expression.ts'

const nothing: LookUp = () => undefined
const valueOf = (source: string, lookUp = nothing): number | undefined => evaluate(parseExpression(source), lookUp)

/** Arithmetic written with all brackets, and what JavaScript makes of it. */
const arithmetic: fc.Arbitrary<{ source: string; value: number }> = fc.letrec<{
  tree: { source: string; value: number }
}>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    fc.nat(1000).map((value) => ({ source: String(value), value })),
    fc.tuple(tie('tree'), fc.constantFrom('+', '-', '*'), tie('tree')).map(([left, sign, right]) => ({
      source: `(${left.source} ${sign} ${right.source})`,
      value:
        sign === '+' ? left.value + right.value : sign === '-' ? left.value - right.value : left.value * right.value
    }))
  )
})).tree

describe('expressions', () => {
  it('calculates as JavaScript does', () => {
    fc.assert(
      fc.property(arithmetic, ({ source, value }) => {
        expect((valueOf(source) ?? NaN) + 0).toBe(value + 0)
      })
    )
  })

  it('binds operators as usual, with units in kB', () => {
    expect(valueOf('1 + 2 * 3 == 7 && !(2 > 3)')).toBe(1)
    expect(valueOf('1M - 512K')).toBe(512)
    expect(valueOf('10 - 3 - 2')).toBe(5)
    expect(valueOf('-2 + 5')).toBe(3)
    expect(valueOf('20T')).toBe(20 * 1024 ** 3)
    expect([valueOf('1 != 2'), valueOf('2 != 2'), valueOf(' 2 + 3 ')]).toEqual([1, 0, 5])
  })

  it('never takes the unknown for 0 or for true', () => {
    for (const source of [
      'a.Rss == 0',
      'a.Rss < 5',
      '!(a.Rss > 5)',
      'a.Rss == a.Rss',
      '1 && a.Rss',
      'delta(a.Rss) == 0',
      '1 / 0'
    ])
      expect(valueOf(source), source).toBeUndefined()
    expect(valueOf('1 || a.Rss')).toBe(1)
    expect(valueOf('0 && a.Rss')).toBe(0)
  })

  it('asks the right moment', () => {
    const moments = { first: 1, before: 10, after: 100 }
    const lookUp: LookUp = (target, property, when) =>
      target === '[heap]' && property === 'Rss' ? moments[when] : undefined
    expect(valueOf('"[heap]".Rss', lookUp)).toBe(100)
    expect(valueOf('delta("[heap]".Rss)', lookUp)).toBe(90)
    expect(valueOf('first("[heap]".Rss) + before("[heap]".Rss)', lookUp)).toBe(11)
    expect(valueOf('abs(1 - "[heap]".Rss)', lookUp)).toBe(99)
  })

  it('takes a name in quotes for what it is called, whatever it is called', () => {
    const lookUp: LookUp = (target, property, _when, whose) =>
      (target.length + property.length) * (whose === 'child' ? 1 : -1)
    expect(valueOf('"child".Rss', lookUp)).toBe(-8)
    expect(valueOf('"delta".Rss', lookUp)).toBe(-8)
    expect(valueOf('child."[heap]".Rss', lookUp)).toBe(9)
    expect(() => parseExpression('"abs"(1)')).toThrow('"." is missing')
  })

  it('refuses everything else with a message and never runs it', () => {
    for (const source of [
      '',
      '1 +',
      'a.',
      'a',
      '(1',
      '1)',
      '1 2',
      'process.exit()',
      'a["b"]',
      '`x`',
      'a.b.c',
      'child.',
      '5Q',
      '"x"'
    ])
      expect(() => parseExpression(source), source).toThrow(ExpressionError)
    fc.assert(
      fc.property(fc.string(), (source) => {
        try {
          parseExpression(source)
        } catch (error) {
          expect(error).toBeInstanceOf(ExpressionError)
        }
      })
    )
  })
})
