import { describe, expect, it } from 'vitest'
import { fileOf, matchesGlob, selectRows } from './select-rows.ts'
import { CAPTURE } from '#test/support/judged-captures.ts'

describe('rows', () => {
  const rows = (select: Parameters<typeof selectRows>[1]): number[] => selectRows(CAPTURE, select)

  it('are selected by all that is known of them', () => {
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

  it('have the file without its folder and without what the kernel reports about it', () => {
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
