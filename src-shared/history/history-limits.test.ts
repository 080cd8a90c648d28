import { describe, expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import type { Capture } from '../memory/capture.ts'
import { grownList } from './grown-entries.ts'
import { History } from './history.ts'

const BASE = '400000-401000 r-xp 00000000 08:01 7 /bin/x\n'
const FILE = '500000-501000 r--p 00000000 08:01 9 /data\n'
const of = (text: string, takenAt = 1): Capture => captureOfText(text, { takenAt })

describe('very many events', () => {
  const MOST = 5000

  /** One process whose file comes and goes at each moment, with a mark at the beginning and a fork after it. */
  function flickering(moments: number): History {
    const history = new History()
    const [without, with_] = [of(BASE), of(BASE + FILE)]
    history.add(without)
    history.report({ kind: 'mark', takenAt: 1, count: 1, label: 'before', starts: [] } as never)
    history.report({ kind: 'forked', takenAt: 1, count: 1, label: '8', starts: [] } as never)
    for (let moment = 1; moment < moments; moment++) history.add(moment % 2 === 0 ? without : with_)
    return history
  }

  it('that mappings came and went lose their oldest half; what happened once stays', () => {
    // 4,998 of them and two others are as many as there may be.
    const full = flickering(MOST - 1)
    expect([full.events.length, full.events[0]!.label]).toEqual([MOST, 'before'])
    const before = full.generation
    full.add(of(BASE + FILE))
    expect(full.generation).toBeGreaterThan(before)
    const { events } = full
    expect(events.slice(0, 2).map(({ label }) => label)).toEqual(['before', '8'])
    expect(events.slice(2).every(({ kind }) => kind === 'appeared' || kind === 'vanished')).toBe(true)
    // The newest half of 4,999, each with the moment at which it happened.
    expect(events).toHaveLength(2 + 2500)
    expect(events.at(-1)).toMatchObject({ kind: 'appeared', moment: MOST - 1 })
    expect(events[2]!.moment).toBe(MOST - 2500)
  })
})

describe('the memory that it takes', () => {
  const heap = (pages: number): Capture =>
    of(`${BASE}600000-${(0x600000 + pages * 0x1000).toString(16)} rw-p 00000000 00:00 0 [heap]\n`, pages * 1000)

  function growing(moments: number): History {
    const history = new History()
    for (let pages = 1; pages <= moments; pages++) history.add(heap(pages))
    return history
  }

  it('grows with each moment and is kept within a budget, with the newest one whole', () => {
    const history = growing(200)
    const { bytes } = history
    expect(bytes).toBeGreaterThan(growing(100).bytes)
    expect(growing(100).bytes).toBeGreaterThan(100 * 600)
    history.keepWithin(bytes)
    expect(history.moments).toHaveLength(200)
    history.keepWithin(bytes / 2)
    expect(history.bytes).toBeLessThanOrEqual(bytes / 2)
    expect(history.moments.length).toBeGreaterThan(50)
    expect(history.moments.at(-1)!.number).toBe(199)
    expect(history.capture(199)!.takenAt).toBe(200_000)
    expect(history.capture(history.moments[0]!.number)!.takenAt).toBe((history.moments[0]!.number + 1) * 1000)
  })

  it('is never less than that of a few moments, the newest among them', () => {
    const history = growing(20)
    history.keepWithin(1)
    expect(history.moments.map(({ number }) => number)).toContain(19)
    expect(history.moments.length).toBeLessThanOrEqual(4)
    expect(history.capture(19)!.takenAt).toBe(20_000)
  })
})

describe('where something grew', () => {
  const blocks = (count: number, pages = 1): string =>
    Array.from({ length: count }, (_, at) => {
      const start = 0x1000_0000 + at * 0x10_0000
      const end = start + (at === 3 ? pages + 1 : pages) * 0x1000
      return `${start.toString(16)}-${end.toString(16)} rw-s 00000000 00:05 ${at + 1} /dev/shm/pool\n`
    }).join('')
  const grown = (...captures: readonly Capture[]): readonly number[] => {
    const history = new History()
    for (const capture of captures) history.add(capture)
    const [entry] = grownList(history, { by: 'module', metric: 'size', from: 0, to: captures.length - 1 }).entries
    return entry!.starts
  }

  it('all of its addresses are listed, in their order', () => {
    expect(grown(of(BASE, 1), of(blocks(5), 2))).toEqual([0, 1, 2, 3, 4].map((at) => 0x1000_0000 + at * 0x10_0000))
  })

  it('of very many mappings the 256 largest are', () => {
    const starts = grown(of(BASE, 1), of(blocks(300), 2))
    expect(starts).toHaveLength(256)
    expect(starts).toContain(0x1030_0000)
    expect(starts.toSorted((a, b) => a - b)).toEqual(starts)
    expect(grown(of(BASE, 1), of(blocks(256), 2))).toHaveLength(256)
  })
})

describe('what changed over a stretch', () => {
  const file = (name: number, pages: number): string => {
    const start = 0x7f00_0000_0000 + name * 0x10_0000
    return `${start.toString(16)}-${(start + pages * 0x1000).toString(16)} r--p 00000000 08:01 ${name + 1} /data/${name}\n`
  }
  const listing = (count: number, pagesOf: (name: number) => number): string =>
    Array.from({ length: count }, (_, name) => file(name, pagesOf(name))).join('')
  const historyOf = (...captures: readonly Capture[]): History => {
    const history = new History()
    for (const capture of captures) history.add(capture)
    return history
  }
  const changed = (history: History, from: number, to: number) =>
    grownList(history, { by: 'mapping', metric: 'size', from, to })

  it('is listed by mapping with its address, also above 4 GiB; of very many the ends of the list are', () => {
    for (const [count, listed] of [
      [500, 500],
      [503, 500]
    ] as const) {
      // The first ones grow the most, the last one shrinks.
      const before = listing(count, (name) => (name === count - 1 ? 9 : 1))
      const after = listing(count, (name) => (name === count - 1 ? 1 : name < 100 ? 200 - name : 2))
      const { entries, left, totalFromKb, totalToKb } = changed(historyOf(of(before, 1), of(after, 60_001)), 0, 1)
      expect([entries.length, left]).toEqual([listed, count - listed])
      expect(entries[0]).toMatchObject({ what: '/data/0', fromKb: 4, toKb: 800, starts: [0x7f00_0000_0000] })
      expect(entries[0]!.kbPerMinute).toBe(796)
      expect(entries.at(-1)).toMatchObject({ what: `/data/${count - 1}`, deltaKb: -32 })
      expect([totalFromKb, totalToKb - totalFromKb]).toEqual([
        (count + 8) * 4,
        entries[0]!.deltaKb * 100 - 4950 * 4 + (count - 101) * 4 - 32
      ])
    }
  })

  it('has no speed where a moment of it has no time; the others do not matter', () => {
    const [one, two, three] = [1, 2, 3].map((pages) => listing(1, () => pages)) as [string, string, string]
    const untimed = captureOfText(two, { takenAt: null })
    const history = historyOf(captureOfText(BASE, { takenAt: null }), of(one, 0), untimed, of(three, 60_000))
    expect(changed(history, 1, 3)).toMatchObject({ from: 0, to: 60_000, moments: 3 })
    expect(changed(history, 1, 3).entries[0]).toMatchObject({ kbPerMinute: null, since: null, fromKb: 4, toKb: 12 })
    expect(changed(history, 0, 2)).toMatchObject({ from: null, to: null })
    const timed = historyOf(captureOfText(BASE, { takenAt: null }), of(one, 0), of(three, 60_000))
    expect(changed(timed, 1, 2).entries[0]!.kbPerMinute).toBe(8)
  })
})
