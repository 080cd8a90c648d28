import { describe, expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { ENGLISH, purposesWith, type PurposeDictionary } from './purpose-words.ts'
import { filterRows, type RowFilter } from './filter.ts'
import { NO_FILTER } from '#test/support/no-filter.ts'

const capture = captureOfText(
  [
    '1000-2000 r-xp 00000000 08:01 5 /usr/lib/libC.so',
    '2000-3000 rw-p 00000000 00:00 0 [heap]',
    '3000-5000 rw-s 00000000 00:00 0 ',
    'ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0 [vsyscall]',
    ''
  ].join('\n')
)
const rows = (filter: Partial<RowFilter>): number[] => [...filterRows(capture, { ...NO_FILTER, ...filter })]

describe('filter', () => {
  it('finds part of a name in any case, and nameless mappings by pmap’s word', () => {
    expect(rows({ text: 'LIBc' })).toEqual([0])
    expect(rows({ text: 'anon' })).toEqual([2])
    expect(rows({ text: '.*' })).toEqual([])
    expect(rows({})).toEqual([0, 1, 2, 3])
  })

  it('finds what mappings are for and whose they are, in the words of the page', () => {
    const found = (text: string): number[] => rows({ text, purposes: purposesWith(capture.classification, text) })
    expect(found('BRK')).toEqual([1])
    expect(found('shared anonymous')).toEqual([2])
    expect(found('libc')).toEqual([0])
    expect(found('nothing of the kind')).toEqual([])
    const chinese: PurposeDictionary = { ...ENGLISH, purpose: (key) => (key === 'heap' ? '堆（brk）' : null) }
    expect(rows({ text: '堆', purposes: purposesWith(capture.classification, '堆', chinese) })).toEqual([1])
  })

  it('wants all of the permissions, and knows private from shared', () => {
    expect(rows({ perms: 'x' })).toEqual([0, 3])
    expect(rows({ perms: 'r' })).toEqual([0, 1, 2])
    expect(rows({ perms: 'rw' })).toEqual([1, 2])
    expect(rows({ perms: 'rws' })).toEqual([2])
    expect(rows({ perms: 'p' })).toEqual([0, 1, 3])
  })

  it('takes every mapping that the range touches, both ends included', () => {
    expect(rows({ range: '2000' })).toEqual([1])
    expect(rows({ range: ' 2000 ' })).toEqual([1])
    expect(rows({ range: '1fff,2000' })).toEqual([0, 1])
    expect(rows({ range: '4fff' })).toEqual([2])
    expect(rows({ range: '5000,6000' })).toEqual([])
    expect(rows({ range: 'ffffffffff600fff,' })).toEqual([3])
    expect(rows({ range: 'nonsense' })).toEqual([0, 1, 2, 3])
  })

  it('takes the mappings of a category', () => {
    expect(rows({ category: 'heap' })).toEqual([1])
    expect(rows({ category: 'heap', perms: 'x' })).toEqual([])
  })
})
