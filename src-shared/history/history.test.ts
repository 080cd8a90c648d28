import { expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import type { Capture } from '../memory/capture.ts'
import { captureRows } from '#test/support/capture-rows.ts'
import { grownList, type GrownBy } from './grown-entries.ts'
import { kindLabel } from '../memory/purpose.ts'
import type { Metric } from '../memory/metrics.ts'
import { History } from './history.ts'
import { changesBetween, withChanges } from './row-lists.ts'
import { denseFor, isKept, keptCount } from './thinning.ts'

const smaps = readFileSync(new URL('../../test/support/captures/sleep.smaps', import.meta.url), 'utf8')
const blocks = smaps.split(/^(?=[0-9a-f]+-[0-9a-f]+ )/m)
const ids = fc.uniqueArray(fc.nat(60), { maxLength: 40 }).map((list) => Uint32Array.from(list))

it('gets from one list of rows to another by what differs', () => {
  fc.assert(
    fc.property(ids, ids, (before, after) => {
      expect(withChanges(before, changesBetween(before, after))).toEqual(after)
    })
  )
})

it('thins older moments to every 2nd, 4th, 8th, and keeps the first', () => {
  const kept = Array.from({ length: 100 }, (_, number) => number).filter((number) => isKept(number, 99, 10))
  expect(kept.filter((number) => number > 89)).toHaveLength(10)
  expect(kept.filter((number) => number <= 89 && number > 79)).toEqual([80, 82, 84, 86, 88])
  expect(kept[0]).toBe(0)
  expect(keptCount(100, 10)).toBe(kept.length)
  expect(keptCount(1000, denseFor(1000, 200))).toBeLessThanOrEqual(200)
})

/** Any reading of the same process: some mappings left out, some numbers and sizes changed. */
const reading = fc
  .array(fc.record({ isKept: fc.integer({ min: 0, max: 9 }), rss: fc.nat(9) }), {
    minLength: blocks.length,
    maxLength: blocks.length
  })
  .map((choices) =>
    blocks
      .filter((_, index) => choices[index]!.isKept > 0)
      .map((block, index) =>
        choices[index]!.rss > 6 ? block.replace(/^Rss: +\d+/m, `Rss: ${choices[index]!.rss}`) : block
      )
      .join('')
  )
  .filter((text) => text !== '')

it('gives back every capture as it came, also after thinning', () => {
  fc.assert(
    fc.property(fc.array(reading, { minLength: 1, maxLength: 12 }), (texts) => {
      const history = new History()
      const captures = texts.map((text, at) => captureOfText(text, { takenAt: at * 1000 }))
      captures.forEach((capture) => history.add(capture))
      const check = (): void => {
        for (const { number } of history.moments) {
          expect(captureRows(history.capture(number) as Capture)).toEqual(captureRows(captures[number]!))
        }
      }
      check()
      history.thin(0.5)
      expect(history.moments[0]?.number).toBe(0)
      expect(history.moments.at(-1)?.number).toBe(texts.length - 1)
      check()
    }),
    { numRuns: 30 }
  )
})

const row = (from: number, to: number, rss: number, rest = 'rw-p 00000000 00:00 0 '): string =>
  `${from.toString(16)}-${to.toString(16)} ${rest}\nRss: ${rss} kB\n`
const BASE = row(0x1000, 0x2000, 4, 'r-xp 00000000 08:01 5 /bin/x')

it('knows one growing thing though its start moves and it is split and joined again', () => {
  const history = new History()
  const take = (text: string): number =>
    history.add(captureOfText(BASE + text, { takenAt: history.moments.length * 1000 }))
  take(row(0x70000, 0x90000, 100))
  take(row(0x60000, 0x90000, 200))
  take(row(0x50000, 0x70000, 200) + row(0x71000, 0x90000, 100))
  take(row(0x40000, 0x90000, 400))
  const { entries } = grownList(history, { by: 'mapping', metric: 'rss', from: 0, to: 3 })
  expect(entries).toHaveLength(1)
  expect(entries[0]).toMatchObject({
    fromKb: 100,
    toKb: 400,
    deltaKb: 300,
    kbPerMinute: 6000,
    shape: 'steady',
    starts: [0x40000]
  })
})

it('puts things of one purpose together whatever their categories, and what is no file by its category', () => {
  const history = new History()
  const take = (arena: number, library: number): number =>
    history.add(
      captureOfText(
        row(0x7f0000000000, 0x7f0000000000 + arena * 1024, arena) +
          row(0x7f0000000000 + arena * 1024, 0x7f0004000000, 0, '---p 00000000 00:00 0 ') +
          row(0x7ff000000000, 0x7ff000010000, library, 'r-xp 00000000 08:01 9 /lib/libc.so.6'),
        { takenAt: history.moments.length * 60_000 }
      )
    )
  take(1024, 8)
  take(4096, 40)
  const entriesBy = (by: GrownBy, metric: Metric) =>
    grownList(history, { by, metric, from: 0, to: 1 }).entries.map(({ what, category, deltaKb }) => [
      what,
      category,
      deltaKb
    ])
  expect(entriesBy('purpose', 'rss')).toEqual([
    [kindLabel('arena'), 'arena', 3072],
    ['/lib/libc.so.6', 'image', 32]
  ])
  // What the arena took of its own reservation is no growth.
  expect(entriesBy('purpose', 'size')).toEqual([])
  expect(entriesBy('category', 'size')).toEqual([
    ['', 'arena', 3072],
    ['', 'reserved', -3072]
  ])
  expect(entriesBy('module', 'rss')).toEqual([
    ['', 'arena', 3072],
    ['/lib/libc.so.6', 'image', 32]
  ])
})

it('reports no rate where the source reports no times', () => {
  const history = new History()
  for (const rss of [4, 400]) history.add(captureOfText(BASE + row(0x70000, 0x90000, rss), { takenAt: null }))
  const [entry] = grownList(history, { by: 'mapping', metric: 'rss', from: 0, to: 1 }).entries
  expect(entry).toMatchObject({ deltaKb: 396, kbPerMinute: null, since: null })
})

it('lists growth and loss apart, the largest growth first', () => {
  const history = new History()
  history.add(captureOfText(BASE + row(0x10000, 0x20000, 500) + row(0x70000, 0x90000, 100), { takenAt: 0 }))
  history.add(captureOfText(BASE + row(0x10000, 0x20000, 100) + row(0x70000, 0x90000, 300), { takenAt: 60_000 }))
  const { entries, totalFromKb, totalToKb } = grownList(history, { by: 'mapping', metric: 'rss', from: 0, to: 1 })
  expect(entries.map(({ deltaKb }) => deltaKb)).toEqual([200, -400])
  expect([totalFromKb, totalToKb]).toEqual([604, 404])
})

it('reports what happened between moments', () => {
  const history = new History(10)
  const take = (text: string, status = {}): number => history.add(captureOfText(BASE + text, { takenAt: 0, status }))
  const library = row(0x30000, 0x31000, 4, 'r-xp 00000000 08:01 9 /lib/new.so')
  take(row(0x70000, 0x90000, 4), { Threads: 1 })
  take(library + row(0x70000, 0x90000, 4, 'r--p 00000000 00:00 0 ') + row(0xa0000, 0xb0000, 0), { Threads: 3 })
  take(row(0x70000, 0x90000, 4, 'r--p 00000000 00:00 0 '), { Threads: 2 })
  take(Array.from({ length: 9 }, (_, at) => row(0x100000 + at * 0x2000, 0x101000 + at * 0x2000, 0)).join(''))
  expect(history.events.map(({ kind, moment, count }) => `${moment} ${kind} ${count}`)).toEqual([
    '1 library 1',
    '1 appeared 1',
    '1 permissions 1',
    '1 thread-started 2',
    '2 vanished 2',
    '2 thread-ended 1',
    '3 appeared 9',
    '3 vanished 1',
    '3 near-limit 10'
  ])
  expect(history.events[0]).toMatchObject({ label: '/lib/new.so', starts: [0x30000] })
})

it('costs little more than one capture where little changes, and keeps its budget', () => {
  const rows = (changed: number): string =>
    Array.from({ length: 2000 }, (_, at) =>
      row(0x10000000 + at * 0x3000, 0x10001000 + at * 0x3000, at < 20 ? changed : 4)
    ).join('')
  const history = new History()
  history.add(captureOfText(rows(0), { takenAt: 0 }))
  const one = history.bytes
  for (let at = 1; at < 200; at++) history.add(captureOfText(rows(at), { takenAt: at * 1000 }))
  expect(history.bytes).toBeLessThan(one * 6)
  history.keepWithin(one * 2)
  expect(history.bytes).toBeLessThanOrEqual(one * 2)
  expect(history.moments.length).toBeGreaterThan(10)
  expect(history.moments.at(-1)?.number).toBe(199)
})

it('counts a thing as what it is where it has most, though it passed for something else while it was small', () => {
  const history = new History()
  const grown = (end: number, kb: number, name = ''): Capture =>
    captureOfText(row(0x7f0000001000, end, kb, `rw-p 00000000 00:00 0 ${name}`), {
      takenAt: history.moments.length * 60_000
    })
  const { classification } = grown(0x7f0000101000, 100, '[stack]')
  history.add({ ...grown(0x7f0000101000, 100), classification })
  history.add(grown(0x7f0001001000, 9000))
  history.add(grown(0x7f0002001000, 18_000))
  expect(history.sumKeys.map(({ category }) => category)).toEqual(['stack', 'anonymous'])
  for (const by of ['category', 'purpose'] as const) {
    expect(grownList(history, { by, metric: 'rss', from: 0, to: 2 }).entries).toMatchObject([
      { category: 'anonymous', fromKb: 100, toKb: 18_000 }
    ])
  }
})
