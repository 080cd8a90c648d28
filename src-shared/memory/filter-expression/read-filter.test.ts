import { describe, expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { mappingName } from '../mapping-table.ts'
import { ENGLISH } from '../purpose-words.ts'
import { filterOfText, readFilter } from './read-filter.ts'

const HEAP = '00500000-00510000 rw-p 00000000 00:00 0 [heap]\n'
const LIBRARY = '7f0000000000-7f0000010000 r-xp 00000000 08:01 7 /usr/lib/libx.so\n'
const smaps = captureOfText(`${HEAP}Rss: 8 kB\nVmFlags: rd wr\n${LIBRARY}Size: 64 kB\n`)

describe('the text of the filter', () => {
  it('is a part of names as it stands, entirely in quotes without them, or an expression', () => {
    const read = (text: string): unknown => readFilter(text, smaps.table)
    expect(read('libc')).toEqual({ kind: 'part', text: 'libc' })
    expect(read('libc ')).toEqual({ kind: 'part', text: 'libc ' })
    expect(read('"')).toEqual({ kind: 'part', text: '"' })
    expect(read('"a" "b"')).toEqual({ kind: 'part', text: '"a" "b"' })
    expect(read('\n "a = b" \n')).toEqual({ kind: 'part', text: 'a = b' })
    expect(read('"a" and rss > 1')).toMatchObject({ kind: 'expression', expression: { kind: 'and' } })
    expect(read('W+X')).toEqual({ kind: 'expression', expression: { kind: 'writable-code' } })
    expect(read('rss > ')).toMatchObject({ kind: 'fault', fault: { kind: 'no-value' } })
  })
})

describe('what the source does not report', () => {
  const passing = (text: string, capture = smaps): string[] => {
    const { passes } = filterOfText(text, capture, ENGLISH)
    return [...passes!].flatMap((passes, row) => (passes === 1 ? [mappingName(capture.table, row)] : []))
  }

  it('is never what is asked for, nor anything else', () => {
    expect([passing('rss = 8'), passing('rss != 8'), passing('rss != 9'), passing('rss < 9')]).toEqual([
      ['[heap]'],
      [],
      ['[heap]'],
      ['[heap]']
    ])
    expect([passing('flags ~ wr'), passing('flags !~ wr'), passing('flags !~ sh')]).toEqual([
      ['[heap]'],
      [],
      ['[heap]']
    ])
  })

  it('is so for a whole column, too', () => {
    const { table } = smaps
    const without = captureOfText('', { table, classification: smaps.classification, absent: ['perms', 'device'] })
    expect(passing('perms ~ r', without)).toEqual([])
    expect(passing('perms !~ q', without)).toEqual([])
    expect(passing('device != 09:00', without)).toEqual([])
    expect(passing('device != 09:00')).toHaveLength(2)
  })
})

it('what a mapping is for is compared in the words of the page', () => {
  const words = { ...ENGLISH, purpose: (key: string) => (key === 'heap' ? '堆' : null) }
  const passes = (text: string): readonly number[] => [...filterOfText(text, smaps, words).passes!]
  expect([passes('what = 堆'), passes('what ~ heap'), passes('堆 and name ~ e')]).toEqual([
    [1, 0],
    [0, 0],
    [1, 0]
  ])
})

it('a mapping that nobody may touch has no permission but to be private', () => {
  const guard = captureOfText('00500000-00510000 ---p 00000000 00:00 0 \n')
  const passes = (letter: string): number => filterOfText(`perms ~ ${letter}`, guard, ENGLISH).passes![0]!
  expect(['r', 'w', 'x', 's', 'p'].map(passes)).toEqual([0, 0, 0, 0, 1])
})
