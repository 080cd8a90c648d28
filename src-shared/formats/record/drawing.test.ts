import { describe, expect, it } from 'vitest'
import { boxesOf, ladderOf, withoutEdges } from './drawing.ts'
import type { RecordValue } from './record-value.ts'

const EDGE = '+------------------+'
const textOf = (value: RecordValue | undefined): string => (typeof value === 'string' ? value : '')
const ranges = (...lines: string[]): unknown[] =>
  ladderOf(lines).map(({ members }) => {
    const own: Partial<Record<string, RecordValue>> = Object.fromEntries(members)
    return [textOf(own['range']) || `${textOf(own['start'])}-${textOf(own['end'])}`, own['name']]
  })

describe('a ladder of boxes', () => {
  it('has a mapping between two edges, whichever end is above', () => {
    const upwards = ['0x400000 ' + EDGE, '| r-xp /a |', '0x500000 ' + EDGE, '| unmapped |', '0x600000 ' + EDGE]
    expect(ranges(...upwards)).toEqual([['0x400000-0x500000', '/a']])
    expect(ranges(...upwards.toReversed())).toEqual([['0x400000-0x500000', '/a']])
  })

  it('has one that is as large as its size states, but not larger than its box', () => {
    const box = (size: string) => ['0x400000 ' + EDGE, `| r-xp /a ${size} |`, '0x500000 ' + EDGE]
    expect(ranges(...box('8 KB'))).toEqual([['0x400000-0x402000', '/a']])
    expect(ranges(...box('8K'))).toEqual([['0x400000-0x402000', '/a']])
    expect(ranges(...box('9000 KiB'))).toEqual([['0x400000-0x500000', '/a']])
    expect(ranges(...box('8 KBs'))).toEqual([['0x400000-0x500000', '/a']])
    expect(ranges(...box('8 KB').toReversed())).toEqual([['0x4fe000-0x500000', '/a']])
    expect(ranges(...box('9000 KB').toReversed())).toEqual([['0x400000-0x500000', '/a']])
  })

  it('has borders without an address inside of it, and what it likes behind it', () => {
    const box = ['0x400000 ' + EDGE, '| r-xp |', EDGE, '| /a |', '0x500000 ' + EDGE]
    expect(ranges(...box)).toEqual([['0x400000-0x500000', '/a']])
    expect(ranges('r-xp', ...box, 'see r-xp above')).toEqual([['0x400000-0x500000', '/a']])
    expect(ranges(box[0]!, '0x480000 ---- 0x490000 ----', ...box.slice(1))).toEqual([['0x400000-0x500000', '/a']])
  })

  it('above boxes that were left out has no end without a size', () => {
    const cut = (size: string) => ['0x400000 ' + EDGE, `| r-xp /a ${size} |`, '[...]', '0x500000 ' + EDGE]
    expect(ranges(...cut(''))).toEqual([])
    expect(ranges(...cut('8 KB'))).toEqual([['0x400000-0x402000', '/a']])
    // Dots between its own sides are of its drawing.
    for (const dots of ['| ... |', '   | ... |', '~ ... ~'])
      expect(ranges('0x400000 ' + EDGE, '| r-xp /a |', dots, '0x500000 ' + EDGE)).toEqual([['0x400000-0x500000', '/a']])
    expect(ranges('0x400000 ' + EDGE, '| r-xp /a |', '[...] |', '0x500000 ' + EDGE)).toEqual([])
  })

  it('is none where a box holds what is neither a mapping nor a gap', () => {
    expect(ranges('0x400000 ' + EDGE, '| r-xp /a |', '0x500000 ' + EDGE, '| code |', '0x600000 ' + EDGE)).toEqual([])
    expect(ranges('0x400000 ' + EDGE, '| [stack] |', '0x500000 ' + EDGE)).toEqual([['0x400000-0x500000', '[stack]']])
    expect(ranges('0x400000 ' + EDGE, '| r-xp 401000-402000 |', '0x500000 ' + EDGE)).toEqual([])
  })
})

it('boxes are the lines between borders, and what they are drawn with is no part of them', () => {
  expect(boxesOf([EDGE, '| a  |', '| b |', '=====', 'c', EDGE])).toEqual(['a b', 'c'])
  expect(boxesOf(['a ---- named abc', 'b'])).toEqual(['a ---- named abc b'])
  expect(boxesOf(['a', '---- ab', 'b', '0x00400000 +-----+', 'c'])).toEqual(['a', 'b', 'c'])
  // Of a box without an end the beginning counts.
  expect(boxesOf(Array.from({ length: 1000 }, () => 'x'))[0]).toHaveLength(1999)
  expect(boxesOf(Array.from({ length: 9000 }, () => 'x'))[0]!.length).toBeLessThan(4100)
  expect(withoutEdges('a│b')).toBe('a b')
  expect(withoutEdges('├── 400000-401000 r-xp /a │')).toBe('400000-401000 r-xp /a')
  expect(withoutEdges('| - a #')).toBe('a')
  expect(withoutEdges('--- a')).toBe('--- a')
})
