import { describe, expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { captureRows } from '#test/support/capture-rows.ts'
import type { Capture } from '../memory/capture.ts'
import { findField } from '../memory/mapping-table.ts'
import { grownList } from './grown-entries.ts'
import { History } from './history.ts'
import { SumKeys } from './moment-sums.ts'
import { CHEAP_NUMBERS, NumberLine } from './number-line.ts'
import { RowLists } from './row-lists.ts'
import { RowPool } from './row-pool.ts'

/** A mapping with one of everything that a row may have. */
const WHOLE = {
  range: '7f0000001000-7f0000003000',
  perms: 'r-xp',
  offset: '00001000',
  device: '103:02',
  inode: '8589934597',
  name: '/lib/x.so',
  lines: ['Rss: 8 kB', 'Odd: 18446744073709551615', 'VmFlags: rd ex ', 'Name: [anon:x]']
}
type Row = typeof WHOLE
const textOf = ({ range, perms, offset, device, inode, name, lines }: Row): string =>
  [`${range} ${perms} ${offset} ${device} ${inode} ${name}`, ...lines, ''].join('\n')
const OTHER = '10000-20000 rw-p 00000000 00:00 0 [heap]\nRss: 4 kB\n'

function recorded(...captures: readonly Capture[]): History {
  const history = new History()
  for (const capture of captures) history.add(capture)
  return history
}

describe('a recording gives back', () => {
  it.each<[string, Partial<Row>]>([
    ['start', { range: '7f0000002000-7f0000003000' }],
    ['upper half of the start', { range: '7e0000001000-7f0000003000' }],
    ['end', { range: '7f0000001000-7f0000004000' }],
    ['upper half of the end', { range: '7f0000001000-7f0100003000' }],
    ['permissions', { perms: 'rw-p' }],
    ['offset', { offset: '00002000' }],
    ['upper half of the offset', { offset: '100001000' }],
    ['major number', { device: '104:02' }],
    ['minor number', { device: '103:03' }],
    ['inode', { inode: '8589934598' }],
    ['name', { name: '/lib/y.so' }],
    ['amount', { lines: WHOLE.lines.with(0, 'Rss: 9 kB') }],
    ['large number', { lines: WHOLE.lines.with(1, 'Odd: 18446744073709551614') }],
    ['number that is large no more', { lines: WHOLE.lines.with(1, 'Odd: 4294967295') }],
    ['number that is missing', { lines: WHOLE.lines.toSpliced(1, 1) }],
    ['flags', { lines: WHOLE.lines.with(2, 'VmFlags: rd wr ') }],
    ['flags that are missing', { lines: WHOLE.lines.toSpliced(2, 1) }],
    ['text', { lines: WHOLE.lines.with(3, 'Name: [anon:y]') }],
    ['text that is missing', { lines: WHOLE.lines.toSpliced(3, 1) }]
  ])('a row with another %s beside what it was', (_, changed) => {
    const captures = [WHOLE, { ...WHOLE, ...changed }, WHOLE].map((row) => captureOfText(OTHER + textOf(row)))
    const history = recorded(...captures)
    const check = (): void => {
      for (const { number } of history.moments) {
        expect(captureRows(history.capture(number)!)).toEqual(captureRows(captures[number]!))
      }
    }
    check()
    history.thin(0.9)
    check()
  })

  it('labels that are others at another moment', () => {
    const plain = captureOfText(OTHER + textOf(WHOLE))
    const { classification } = plain
    const relabelled = (more: Partial<Capture['classification']>): Capture => ({
      ...plain,
      classification: { ...classification, ...more }
    })
    const captures = [
      plain,
      relabelled({ part: Uint8Array.of(0, 2) }),
      relabelled({ confidence: Uint8Array.of(0, 3) }),
      relabelled({ category: Uint8Array.of(1, 7) }),
      relabelled({
        purpose: Uint32Array.of(0, classification.purposes.length),
        purposes: [...classification.purposes, { key: 'x', values: { name: 'y' }, owner: 'z' }]
      }),
      plain
    ]
    const history = recorded(...captures)
    captures.forEach((capture, number) => expect(captureRows(history.capture(number)!)).toEqual(captureRows(capture)))
    history.thin(0.9)
    for (const { number } of history.moments) {
      expect(captureRows(history.capture(number)!)).toEqual(captureRows(captures[number]!))
    }
  })

  it.each([
    [255, Uint8Array],
    [256, Uint16Array],
    [65_535, Uint16Array],
    [65_536, Uint32Array],
    [4_294_967_294, Uint32Array],
    [4_294_967_295, Uint32Array],
    [4_294_967_296, Float64Array]
  ])('fields as narrow as their largest value: %i', (most, Kind) => {
    const capture = captureOfText(OTHER + textOf({ ...WHOLE, lines: [`Rss: ${most} kB`] }))
    const history = recorded(capture, capture)
    const { values, stride } = findField(history.capture(0)!.table, 'Rss')!
    expect(values).toBeInstanceOf(Kind)
    expect([stride, ...values]).toEqual([1, 4, most])
  })

  it('a field of one value as one, and Size as what the addresses report', () => {
    const text = `${OTHER}Size: 64 kB\nLocked: 0 kB\n${textOf({ ...WHOLE, lines: ['Rss: 4 kB', 'Size: 8 kB', 'Locked: 0 kB'] })}`
    const history = recorded(captureOfText(text), captureOfText(text))
    const fields = history
      .capture(0)!
      .table.fields.map(({ name, stride, derived, missing }) => [name, stride, derived, missing])
    expect(fields).toEqual([
      ['Rss', 0, null, null],
      ['Size', 0, 'size', null],
      ['Locked', 0, null, null]
    ])
  })
})

it('more moments than are kept are thinned out by themselves', () => {
  const history = new History()
  const empty = captureOfText('')
  for (let at = 0; at < 3600; at++) history.add(empty)
  expect([history.moments.length, history.generation]).toEqual([3600, 0])
  history.add(empty)
  expect(history.moments.length).toBeLessThanOrEqual(2700)
  expect([history.moments[0]!.number, history.moments.at(-1)!.number, history.generation]).toEqual([0, 3600, 1])
})

it('keeps within a budget by leaving older moments out, and comes to an end with the fewest', () => {
  const history = new History()
  for (let at = 0; at < 40; at++) {
    const rows = Array.from(
      { length: 30 },
      (_, row) => `${row + 1}0000-${row + 1}8000 rw-p 00000000 00:00 0 \nRss: ${at} kB\n`
    )
    history.add(captureOfText(rows.join(''), { takenAt: at }))
  }
  const whole = history.bytes
  history.keepWithin(whole)
  expect(history.moments).toHaveLength(40)
  history.keepWithin(whole - 1)
  expect(history.moments.length).toBeLessThan(40)
  expect(history.bytes).toBeLessThan(whole)
  history.keepWithin(0)
  // The newest, and of those before it one of two, of four, of eight: no stretch is lost as a whole.
  expect(history.moments.map(({ number }) => number)).toEqual([0, 32, 36, 38, 39])
})

it('a thing is named as it is called at the end of the stretch, where each mapping is reported by itself', () => {
  const at = (minute: number, kb: number, name: string): Capture =>
    captureOfText(`10000-90000 rw-p 00000000 00:00 0 ${name}\nRss: ${kb} kB\n`, { takenAt: minute * 60_000 })
  const history = recorded(at(0, 10, ''), at(1, 100, '[anon: early]'), at(2, 50, '[anon: late]'))
  const list = (by: 'mapping' | 'module') =>
    grownList(history, { by, metric: 'rss', from: 0, to: 2 }).entries.map(({ what, deltaKb }) => [what, deltaKb])
  expect(list('mapping')).toEqual([['[anon: late]', 40]])
})

it('of very many things that changed the largest growths and the largest losses are reported, and how many are left', () => {
  const rows = (kbOf: (at: number) => number): string =>
    Array.from({ length: 501 }, (_, at) => {
      const start = 0x1000000 + at * 0x10000
      return `${start.toString(16)}-${(start + 0x8000).toString(16)} r--p 00000000 08:01 ${at + 1} /f${at}\nRss: ${kbOf(at)} kB\n`
    }).join('')
  const history = recorded(
    captureOfText(
      rows(() => 1000),
      { takenAt: 0 }
    ),
    captureOfText(
      rows((at) => 751 + at + Number(at >= 249)),
      { takenAt: 60_000 }
    )
  )
  const { entries, left } = grownList(history, { by: 'module', metric: 'rss', from: 0, to: 1 })
  expect([entries.length, left]).toEqual([500, 1])
  expect([entries[0]!.deltaKb, entries[249]!.deltaKb, entries[250]!.deltaKb, entries.at(-1)!.deltaKb]).toEqual([
    252, 3, 1, -249
  ])
})

describe('lists of rows', () => {
  it('are kept by what differs, and whole again and again, so that none is far from it', () => {
    const lists = new RowLists()
    const ids = Uint32Array.from({ length: 100 }, (_, at) => at)
    for (let at = 0; at < 65; at++) lists.add(ids)
    // The first one and the latest; nothing differs in between.
    expect(lists.bytes).toBe(800)
    lists.add(ids)
    expect(lists.bytes).toBe(1200)
    lists.add(Uint32Array.of(5))
    expect([lists.bytes, lists.count, ...lists.last]).toEqual([1200 + 4 - 400 + 4, 67, 5])
    expect(lists.at(66)).toEqual(Uint32Array.of(5))
    for (const index of [0, 1, 64, 65]) expect(lists.at(index)).toEqual(ids)
  })

  it('are visited from any index on, and some of them are kept under other numbers', () => {
    const lists = new RowLists()
    const all = [[1, 2, 3], [1, 3], [1, 3, 4], [4], [9, 4]].map((ids) => Uint32Array.from(ids))
    for (const ids of all) lists.add(ids)
    const seen: [number, Uint32Array][] = []
    lists.each(1, 4, (ids, index) => seen.push([index, ids]))
    expect(seen).toEqual([
      [1, all[1]],
      [2, all[2]],
      [3, all[3]]
    ])
    const some = lists.only(
      (index) => index % 2 === 0,
      (ids) => ids.map((id) => id * 10)
    )
    expect([0, 1, 2].map((index) => [...some.at(index)])).toEqual([
      [10, 20, 30],
      [10, 30, 40],
      [90, 40]
    ])
    expect(some.count).toBe(3)
  })
})

it('what a pool takes grows with its rows, and with what is not a plain number', () => {
  const pool = new RowPool()
  const bytes = (): number => pool.bytes
  const empty = bytes()
  const add = (...lines: readonly string[]): void => {
    const capture = captureOfText(textOf({ ...WHOLE, name: '/x', lines: [...lines] }))
    pool.reader(capture).add(0, 0)
  }
  add('Rss: 8 kB')
  const one = bytes()
  expect(one).toBeGreaterThan(empty)
  add('Rss: 9 kB')
  expect(bytes()).toBe(one)
  add('Rss: 18446744073709551615 kB')
  expect(bytes()).toBe(one + 48)
})

describe('sums', () => {
  it('beyond three hundred things are counted with the rest of their category', () => {
    const keys = new SumKeys()
    const group = (label: string) => ({ category: 'file', label }) as const
    const numbers = Array.from({ length: 302 }, (_, at) => keys.numberOf(group(`/f${at}`)))
    expect(numbers.slice(0, 300)).toEqual(Array.from({ length: 300 }, (_, at) => at))
    expect(numbers.slice(300)).toEqual([300, 300])
    expect(keys.keys[300]).toEqual({ category: 'file', label: null })
    expect(keys.numberOf(group('/f5'))).toBe(5)
    expect(keys.numberOf({ category: 'heap', label: 'x' })).toBe(301)
  })
})

describe('cheap numbers over time', () => {
  const numbers = (rss: number): number[] => CHEAP_NUMBERS.map((name) => (name === 'rss' ? rss : 0))

  it('hold until they change, and until they were read last', () => {
    const line = new NumberLine(1000)
    expect([line.add(1000, numbers(0)), line.add(2000, numbers(0)), line.add(3000, numbers(-1))]).toEqual([
      true,
      false,
      true
    ])
    const { times, numbers: told } = line.over(10)
    expect([[...times], [...told.rss], [...told.swap]]).toEqual([
      [1000, 3000],
      [0, NaN],
      [0, 0]
    ])
    line.add(4000, numbers(-1))
    expect([...line.over(10).times]).toEqual([1000, 3000, 4000])
  })

  it('thin out every second one of the older half; the first one stays', () => {
    const line = new NumberLine(0)
    for (let at = 0; at < 9; at++) line.add(at, numbers(at))
    expect(line.thin()).toBe(2)
    expect(line.times).toEqual([0, 2, 4, 5, 6, 7, 8])
    expect(line.times.map((_, index) => line.valueAt(index, 'rss'))).toEqual([0, 2, 4, 5, 6, 7, 8])
  })

  it('of a long time are the largest and the last one of each part', () => {
    const line = new NumberLine(0)
    const values = [1, 5, 2, 2.5, 9, 3, 8, 7]
    values.forEach((value, at) => line.add(at * 10, numbers(value)))
    const { times, numbers: told } = line.over(2)
    // Both halves of seventy: 0 … 30 and 40 … 60; the last reading is a part of its own.
    expect([...times]).toEqual([10, 30, 40, 60, 70])
    expect([...told.rss]).toEqual([5, 2.5, 9, 8, 7])
    expect([...line.over(4).times]).toHaveLength(8)
  })
})
