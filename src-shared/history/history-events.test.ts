import { describe, expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import type { Capture } from '../memory/capture.ts'
import { eventsBetween } from './events-between.ts'
import { GrowingColumn } from './growing-column.ts'
import { grownList } from './grown-entries.ts'
import { History } from './history.ts'
import { Interned } from './interned.ts'
import { denseFor, isKept, keptCount } from './thinning.ts'

const file = (page: number, perms: string, name: string): string =>
  `${page}000-${page + 1}000 ${perms} 00000000 08:01 ${page} ${name}\n`
const anon = (page: number, pages = 1): string =>
  `${page.toString(16)}000-${(page + pages).toString(16)}000 rw-p 00000000 00:00 0 \n`
const BASE = file(10, 'r-xp', '/bin/x') + file(12, 'r--p', '/bin/y')
const told = (before: Capture, after: Capture, mapLimit: number | null = null): string[] => {
  const history = new History(mapLimit)
  history.add(before)
  history.add(after)
  return history.events.map(
    ({ kind, count, label, starts }) => `${kind} ${count} ${label} ${starts.map((start) => start.toString(16)).join()}`
  )
}
const of = (text: string, more: Partial<Capture> = {}): Capture => captureOfText(text, { takenAt: 1, ...more })

describe('what happened between two moments', () => {
  it('is nothing where nothing did', () => {
    expect(told(of(BASE), of(BASE))).toEqual([])
  })

  it('is named where it is one mapping, and counted where it is more', () => {
    expect(told(of(BASE), of(BASE + file(20, 'r--p', '/data')))).toEqual(['appeared 1 /data 20000'])
    expect(told(of(BASE + file(20, 'r--p', '/data')), of(BASE))).toEqual(['vanished 1 /data 20000'])
    expect(told(of(BASE), of(BASE + anon(0x20) + anon(0x30)))).toEqual(['appeared 2  20000,30000'])
    expect(told(of(BASE), of(BASE.replace('r--p', 'rw-p')))).toEqual(['permissions 1 /bin/y 12000'])
  })

  it('is a library where a file comes of which code is mapped, with all its mappings', () => {
    const library = file(20, 'r--p', '/lib/a.so') + file(22, 'r-xp', '/lib/a.so') + file(24, 'r--p', '/data')
    expect(told(of(BASE), of(BASE + library))).toEqual(['library 1 /lib/a.so 20000,22000', 'appeared 1 /data 24000'])
    // More of a file that was there is no library that was loaded; nor is code without a file.
    expect(told(of(BASE), of(BASE + file(20, 'r-xp', '/bin/y')))).toEqual(['appeared 1 /bin/y 20000'])
    expect(told(of(BASE), of(`${BASE}20000-21000 r-xp 00000000 00:00 0 \n`))).toEqual(['appeared 1  20000'])
  })

  it('is threads by their number, where both moments report it', () => {
    const threads = (count: number | null): Capture => of(BASE, { status: count === null ? null : { Threads: count } })
    expect(told(threads(1), threads(4))).toEqual(['thread-started 3  '])
    expect(told(threads(4), threads(1))).toEqual(['thread-ended 3  '])
    expect(told(threads(4), threads(4))).toEqual([])
    expect(told(threads(null), threads(4))).toEqual([])
    expect(told(threads(4), threads(null))).toEqual([])
    expect(told(threads(4), of(BASE, { status: { VmRSS: 1 } }))).toEqual([])
  })

  it('is another program where nothing is mapped where it was, and name, command or stack are others', () => {
    const before = of(BASE, { name: 'sh', command: 'sh -c x', startStack: 1n })
    const moved = file(30, 'r-xp', '/bin/z') + file(32, 'r--p', '/bin/z')
    const after = (more: Partial<Capture>): Capture =>
      of(moved, { name: 'sh', command: 'sh -c x', startStack: 1n, status: { Threads: 3 }, ...more })
    const execs = (next: Capture): boolean => told(before, next).some((each) => each.startsWith('exec'))
    expect(told(before, after({ name: 'ls', command: 'ls -l' }))).toEqual(['exec 1 ls -l '])
    expect(execs(after({ command: 'sh -c y' }))).toBe(true)
    expect(execs(after({ name: 'ls' }))).toBe(true)
    expect(execs(after({ startStack: 2n }))).toBe(true)
    expect(execs(after({ startStack: null }))).toBe(false)
    expect(execs(after({}))).toBe(false)
    expect(execs(of(BASE, { name: 'ls' }))).toBe(false)
    expect(execs(of('', { name: 'ls' }))).toBe(false)
    expect(told(of('', { name: 'ls' }), before).some((each) => each.startsWith('exec'))).toBe(false)
    expect(told(of(BASE, { ...before, startStack: null }), after({})).some((each) => each.startsWith('exec'))).toBe(
      false
    )
  })

  it('comes near the limit of mappings once, at nine tenths of it', () => {
    const rows = (count: number): Capture => of(Array.from({ length: count }, (_, at) => anon(0x100 + at * 2)).join(''))
    const near = (from: number, to: number, limit: number | null): string[] =>
      told(rows(from), rows(to), limit).filter((each) => each.startsWith('near'))
    expect(near(8, 9, 10)).toEqual(['near-limit 9  '])
    expect(near(7, 8, 10)).toEqual([])
    expect(near(9, 10, 10)).toEqual([])
    expect(near(8, 9, null)).toEqual([])
  })

  it('of very many mappings has the addresses of the largest', () => {
    const rows = Array.from({ length: 65 }, (_, at) => anon(0x100 + at * 8, at === 64 ? 5 : at === 3 ? 1 : 2))
    const after = of(rows.join(''))
    const fates = { gone: [], come: [...rows.keys()], otherPerms: [] }
    const [event] = eventsBetween(of(''), after, fates, 7, null)
    expect(event).toMatchObject({ kind: 'appeared', moment: 7, at: 1, count: 65 })
    expect(event!.starts).toHaveLength(64)
    expect(event!.starts[0]).toBe((0x100 + 64 * 8) * 0x1000)
    expect(event!.starts).not.toContain((0x100 + 3 * 8) * 0x1000)
    const few = eventsBetween(of(''), after, { ...fates, come: [0, 1] }, 7, null)
    expect(few[0]!.starts).toEqual([0x100000, 0x108000])
  })
})

describe('events from elsewhere', () => {
  it('belong to the latest moment, and a marked one is never thinned out', () => {
    const history = new History()
    for (let at = 0; at < 40; at++) {
      history.add(of(BASE, { takenAt: at }))
      if (at === 13) {
        expect(history.report({ kind: 'mark', at: 13, count: 1, label: 'here', starts: [] })).toMatchObject({
          moment: 13
        })
      }
      if (at === 15) history.report({ kind: 'fork', at: 15, count: 1, label: '', starts: [] })
    }
    history.thin(0.2)
    const numbers = history.moments.map(({ number }) => number)
    expect(numbers).toContain(13)
    expect(numbers).not.toContain(15)
    expect(numbers.length).toBeLessThanOrEqual(8)
    expect([numbers[0], numbers.at(-1)]).toEqual([0, 39])
    expect(history.events.map(({ kind, moment }) => [kind, moment])).toEqual([
      ['mark', 13],
      ['fork', 15]
    ])
    expect(history.indexOf(13)).toBe(numbers.indexOf(13))
    expect(history.indexOf(15)).toBe(-1)
    expect([history.capture(15), history.capture(40), history.capture(-1)]).toEqual([null, null, null])
    expect(new History().report({ kind: 'fork', at: null, count: 1, label: '', starts: [] }).moment).toBe(0)
  })

  it('a source that counts its moments itself keeps its numbers', () => {
    const history = new History()
    expect([history.add(of(BASE), 5), history.add(of(BASE)), history.add(of(BASE), 9)]).toEqual([5, 6, 9])
    expect(history.moments.map(({ number }) => number)).toEqual([5, 6, 9])
    expect([5, 6, 9, 7].map((number) => history.indexOf(number))).toEqual([0, 1, 2, -1])
  })
})

describe('a mapping that was moved as a whole', () => {
  const grown = (before: string, after: string): unknown => {
    const history = new History()
    const steady = `${BASE}Rss: 4 kB\n`
    history.add(of(steady + before, { takenAt: 0 }))
    history.add(of(steady + after, { takenAt: 60_000 }))
    const { entries } = grownList(history, { by: 'mapping', metric: 'rss', from: 0, to: 1 })
    return entries.map(({ deltaKb, starts }) => [deltaKb, ...starts.map((start) => start / 0x1000)])
  }
  const row = (page: number, pages: number, kb: number, what = 'rw-p 00000000 00:00 0 '): string =>
    `${page.toString(16)}000-${(page + pages).toString(16)}000 ${what}\nRss: ${kb} kB\n`

  it('is the same thing where size, object and permissions are, and most of its pages', () => {
    expect(grown(row(0x100, 32, 100), row(0x200, 32, 110))).toEqual([[10, 0x200]])
    expect(grown(row(0x100, 32, 100), row(0x200, 32, 90))).toEqual([[-10, 0x200]])
  })

  it.each([
    ['too few of its pages', row(0x200, 32, 89)],
    ['another size', row(0x200, 33, 100)],
    ['other permissions', row(0x200, 32, 100, 'r--p 00000000 00:00 0 ')],
    ['another object', row(0x200, 32, 100, 'rw-p 00000000 08:01 99 /data')]
  ])('with %s is another one', (_, after) => {
    expect(grown(row(0x100, 32, 100), after)).toMatchObject([{ 0: 100 - (after.includes('89') ? 11 : 0) }, { 0: -100 }])
  })

  it('that grows together with another one is one thing with it, from the beginning', () => {
    const two = row(0x100, 16, 100) + row(0x120, 16, 50)
    expect(grown(two, row(0x100, 48, 170))).toEqual([[20, 0x100]])
    expect(grown(row(0x100, 48, 170), two)).toMatchObject([{ 0: -20 }])
  })

  it('is known by size alone where resident memory is not reported', () => {
    const bare = (page: number, pages: number): string =>
      `${page.toString(16)}000-${(page + pages).toString(16)}000 rw-p 00000000 00:00 0 \n`
    expect(told(of(BASE + bare(0x100, 32)), of(BASE + bare(0x200, 32)))).toEqual([])
    expect(told(of(BASE + bare(0x100, 32)), of(BASE + bare(0x200, 33)))).toHaveLength(2)
    expect(told(of(BASE + bare(0x100, 32)), of(BASE + row(0x200, 32, 1)))).toEqual([])
    expect(told(of(BASE + row(0x100, 32, 1)), of(BASE + bare(0x200, 32)))).toEqual([])
  })

  it('is not guessed where several would fit', () => {
    expect(grown(row(0x100, 32, 100), row(0x200, 32, 100) + row(0x300, 32, 100))).toHaveLength(3)
    expect(grown(row(0x100, 32, 100) + row(0x180, 32, 100), row(0x200, 32, 100))).toHaveLength(3)
  })
})

describe('thinning', () => {
  it('keeps the newest, the first, and of older ones fewer and fewer', () => {
    const kept = (newest: number, dense: number): number[] =>
      Array.from({ length: newest + 1 }, (_, number) => number).filter((number) => isKept(number, newest, dense))
    expect(kept(20, 4)).toEqual([0, 8, 12, 14, 16, 17, 18, 19, 20])
    expect(keptCount(21, 4)).toBe(kept(20, 4).length)
    expect(kept(3, 4)).toEqual([0, 1, 2, 3])
  })

  it('chooses the widest dense part with which no more are kept than wanted', () => {
    for (const [count, most] of [
      [100, 30],
      [1000, 200],
      [50, 50],
      [500, 8]
    ] as const) {
      const dense = denseFor(count, most)
      if (dense > 1) expect(keptCount(count, dense)).toBeLessThanOrEqual(most)
      if (dense < most) expect(keptCount(count, dense + 1)).toBeGreaterThan(most)
    }
    expect([denseFor(1000, 0), denseFor(0, 5)]).toEqual([1, 5])
  })
})

it('a column grows as it is written to, keeps what it has, and is 0 elsewhere', () => {
  const column = new GrowingColumn(Uint32Array, 2)
  expect(column.bytes).toBe(8)
  column.set(1, 7)
  column.set(2, 8)
  expect([column.get(0), column.get(1), column.get(2), column.get(99), column.bytes]).toEqual([0, 7, 8, 0, 12])
  column.set(100, 9)
  expect([column.get(1), column.get(100), column.bytes]).toEqual([7, 9, 404])
})

it('a value that repeats is made and kept once', () => {
  const list = new Interned<{ readonly name: string }>()
  const numbers = ['a', 'b', 'a'].map((name) => list.numberOf(name, () => ({ name })))
  expect([numbers, list.count, list.values.map(({ name }) => name), list.at(1).name]).toEqual([
    [0, 1, 0],
    2,
    ['a', 'b'],
    'b'
  ])
  expect([list.has('b'), list.has('c')]).toEqual([true, false])
  const { bytes } = list
  list.numberOf('c', () => ({ name: 'c' }))
  expect(list.bytes).toBeGreaterThan(bytes)
})
