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
