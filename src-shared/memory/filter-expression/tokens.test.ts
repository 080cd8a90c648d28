import { describe, expect, it } from 'vitest'
import { tokensOf } from './tokens.ts'

/** The pieces of a text, `kind text`. */
function pieces(text: string): string[] {
  const tokens = tokensOf(text)
  if (!('length' in tokens)) throw new Error(`unclosed at ${tokens.unclosedAt}`)
  return tokens.map((token) => `${token.kind} ${token.text}`)
}

describe('the pieces of an expression', () => {
  it('are words, operators and parentheses, with or without blanks between them', () => {
    const wanted = ['open (', 'word rss', 'operator >=', 'word 10', 'close )', 'word or', 'word w+x']
    expect(pieces('(rss>=10)or w+x')).toEqual(wanted)
    expect(pieces(' ( rss >= 10 ) or w+x ')).toEqual(wanted)
  })

  it.each(['\t', '\u00a0', '\u3000'])('are parted by the blank %j, too', (blank) => {
    expect(pieces(`rss${blank}>${blank}10`)).toEqual(['word rss', 'operator >', 'word 10'])
  })

  it('are the longest operators that fit', () => {
    expect(['>=', '<=', '!=', '!~', '==', '=', '>', '<', '~'].map((sign) => pieces(`a${sign}b`)[1])).toEqual([
      'operator >=',
      'operator <=',
      'operator !=',
      'operator !~',
      'operator ==',
      'operator =',
      'operator >',
      'operator <',
      'operator ~'
    ])
  })

  it('are texts in quotes as they stand, with quotes and backslashes behind a backslash', () => {
    expect(pieces('name~"a (b) = c"')).toEqual(['word name', 'operator ~', 'quoted a (b) = c'])
    expect(pieces('"say \\"x\\" and \\\\"')).toEqual(['quoted say "x" and \\'])
    expect(pieces('a"b"c')).toEqual(['word a', 'quoted b', 'word c'])
    expect(tokensOf('ab "c\\"d" e')).toEqual([
      { kind: 'word', text: 'ab', at: 0, length: 2 },
      { kind: 'quoted', text: 'c"d', at: 3, length: 6 },
      { kind: 'word', text: 'e', at: 10, length: 1 }
    ])
  })

  it('are none where a quote is never closed', () => {
    expect(tokensOf('a "b')).toEqual({ unclosedAt: 2 })
    expect(tokensOf('a "b\\"')).toEqual({ unclosedAt: 2 })
    expect(tokensOf('"" "')).toEqual({ unclosedAt: 3 })
  })
})
