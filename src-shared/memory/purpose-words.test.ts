import { describe, expect, it } from 'vitest'
import { CATEGORIES } from './category.ts'
import { kindLabel, type Purpose } from './purpose.ts'
import { ENGLISH, groupWords, purposesWith, purposeWords } from './purpose-words.ts'

const purpose = (key: string, more: Partial<Purpose> = {}): Purpose => ({ key, values: {}, owner: '', ...more })
const share = (
  key: string,
  part: number
): { purpose: Purpose; category: (typeof CATEGORIES)[number]; share: number } => ({
  purpose: purpose(key),
  category: 'heap',
  share: part
})

describe('the words of a purpose', () => {
  it('of several are their shares, none of which is all of it', () => {
    const words = purposeWords(
      purpose('several', { shares: [share('heap', 0.996), share('anonymous', 0.004)] as never })
    )
    expect(words).toMatch(/99 %, .* < 1 %$/)
    const half = purposeWords(purpose('several', { shares: [share('heap', 0.5), share('anonymous', 0.5)] as never }))
    expect(half.match(/50 %/g)).toHaveLength(2)
  })

  it('of two kinds, of which nothing shows the shares, are both', () => {
    const mixed = (first: string, second: string): string =>
      purposeWords(purpose('mixed', { values: { first, second } }))
    expect(mixed('heap', 'anonymous')).toContain(ENGLISH.kind('heap'))
    expect(mixed('heap', 'anonymous')).toContain(ENGLISH.kind('anonymous'))
    expect(mixed('heap', 'of-a-newer\nversion')).toContain('of-a-newer␊version')
  })

  it('show control characters in names, and the last part of a path', () => {
    const dictionary = { ...ENGLISH, purpose: (_: string, values: Purpose['values']) => JSON.stringify(values) }
    const words = purposeWords(purpose('x', { values: { name: '/a/b\n', count: 3 } }), 'own', dictionary)
    expect(JSON.parse(words)).toEqual({ name: 'b␊', count: 3 })
  })

  it('are its key where a language has none, and name rest and guard', () => {
    expect(purposeWords(purpose('of-a-newer-version'))).toBe('of-a-newer-version')
    expect(purposeWords(purpose('k'), 'rest')).toBe('k: reserved')
    expect(purposeWords(purpose('k'), 'guard')).toBe('k: guard')
  })

  it('of a group are those of its kind, else its name', () => {
    expect(groupWords('a\tname')).toBe('a␉name')
    expect(groupWords(kindLabel('of-a-newer-version'))).toBe('of-a-newer-version')
    expect(groupWords('')).toBe('')
  })
})

describe('purposes that have a text', () => {
  const purposes = [purpose('one', { owner: 'glibc' }), purpose('two')]
  const having = (text: string): number[] | null => {
    const found = purposesWith({ purposes }, text)
    return found === null ? null : [...found]
  }

  it('are all for no text', () => expect(having('')).toBeNull())

  it('are told apart by part: own, rest, guard, piece', () => {
    expect(having('GLIBC')).toEqual([1, 1, 1, 1, 0, 0, 0, 0])
    expect(having('two')).toEqual([0, 0, 0, 0, 1, 1, 1, 1])
    expect(having('two: guard')).toEqual([0, 0, 0, 0, 0, 0, 1, 0])
    expect(having('reserved')).toEqual([0, 1, 0, 0, 0, 1, 0, 0])
  })
})
