import { describe, expect, it } from 'vitest'
import { madeMoment, madeStep } from '#test/support/made-lesson.ts'
import type { SubjectReply } from '../contract/host.ts'
import { checkClaims, holds, isSupported, rightChoice } from './check-claims.ts'
import { explain, expressionsIn } from './explain.ts'
import { evaluate, factsOf, parseExpression } from './expression.ts'
import { lookUpIn, rowsOf } from './facts.ts'
import type { Moment } from './moment.ts'

const SMAPS = `10000000-10002000 r-xp 00000000 08:01 7                          /usr/lib/libc.so.6
Rss:                   8 kB
VmFlags: rd ex mr
10002000-10003000 r--p 00002000 08:01 7                          /usr/lib/libc.so.6
Rss:                   4 kB
VmFlags: rd mr
20000000-20004000 rw-p 00000000 00:00 0                          [heap]
Rss:                  12 kB
VmFlags: rd wr
30000000-30001000 ---p 00000000 00:00 0 
Rss:                   0 kB
VmFlags: mr
30001000-30003000 rw-s 00000000 00:00 0 
Rss:                   2 kB
VmFlags: rd wr sh
`
const areas = new Map([
  ['a', { start: 0x30000800, bytes: 0x1000 }],
  ['b', { start: 0x30001000, bytes: 0x1000 }]
])
const PAGES = new Map([['a', { pagesResident: 4 }]])
const NOW = madeMoment(SMAPS, { areas, pages: PAGES })
const BEFORE = madeMoment(SMAPS.replace('12 kB', '7 kB'), { areas })
const FIRST = madeMoment(SMAPS.replace('12 kB', '1 kB'))

const value = (source: string, now: Moment = NOW): number | undefined =>
  evaluate(parseExpression(source), lookUpIn(FIRST, BEFORE, now))
const values = (...sources: readonly string[]): (number | undefined)[] => sources.map((source) => value(source))

describe('the rows of a target', () => {
  const rows = (target: string): readonly number[] | undefined => rowsOf(NOW, target)

  it('are those that an area overlaps', () => {
    expect([rows('a'), rows('b'), rows('c')]).toEqual([[3, 4], [4], undefined])
    expect(rowsOf({ ...NOW, areas: new Map([['a', { start: 0x30000000, bytes: 0x1000 }]]) }, 'a')).toEqual([3])
  })

  it('are those of a category, of an evidence, of a file by its name, or all', () => {
    expect([rows('all'), rows('heap'), rows('image'), rows('arena')]).toEqual([[0, 1, 2, 3, 4], [2], [0, 1], []])
    expect([rows('no-access'), rows('libc.so.6'), rows('code of libc.so.6'), rows('[heap]')]).toEqual([
      [3],
      [0, 1],
      [0],
      [2]
    ])
    expect([rows('so.6'), rows('/usr/lib/libc.so.6'), rows('code of [heap]')]).toEqual([[], [], []])
  })

  it('are together those of several, in order and once', () => {
    expect([rows('heap|image|[heap]'), rows('a|c'), rows('c|d')]).toEqual([[0, 1, 2], [3, 4], []])
  })
})

describe('a fact of rows', () => {
  it('is a count, a sum, or where they lie', () => {
    expect(values('all.rows', 'all.Size', 'all.Rss', 'image.Rss', 'arena.Rss')).toEqual([5, 40, 26, 12, 0])
    expect(values('image.low', 'image.high', 'arena.low', 'arena.high')).toEqual([
      0x10000000 / 1024,
      0x10003000 / 1024,
      undefined,
      undefined
    ])
    expect(values('all.writable', 'all.readOnly', 'all.executable', 'all.noAccess', 'all.shared')).toEqual([
      2, 1, 1, 1, 1
    ])
    expect(values('all.named', 'all.inHeap', 'image.inHeap')).toEqual([3, 1, 0])
    expect(values('all.rd', 'all.wr', 'all.sh', 'all.zz')).toEqual([4, 2, 1, 0])
  })

  it('is a number of the page tables, nine bits each', () => {
    const at = madeMoment('7fc0c0805000-7fc0c0806000 rw-p 00000000 00:00 0 \nRss: 4 kB\n')
    expect(['entry4', 'entry3', 'entry2', 'entry1'].map((entry) => value(`all.${entry}`, at))).toEqual([255, 259, 4, 5])
    expect(value('arena.entry1', at)).toBeUndefined()
  })

  it('is not known where the source does not report it', () => {
    const maps = madeMoment('1000-2000 rw-p 00000000 00:00 0 \n')
    expect([value('all.Rss', maps), value('all.rd', maps), value('c.rows', maps)]).toEqual([
      undefined,
      undefined,
      undefined
    ])
    expect(values('all.Frobnicated', 'all.VmFlags')).toEqual([undefined, undefined])
  })

  it('is of the moment that it is asked of', () => {
    expect(values('heap.Rss', 'before(heap.Rss)', 'first(heap.Rss)', 'delta(heap.Rss)')).toEqual([12, 7, 1, 5])
    expect(values('delta(a.pagesResident)', 'first(a.rows)', 'abs(before(heap.Rss) - heap.Rss)')).toEqual([
      undefined,
      undefined,
      5
    ])
  })
})

describe('other facts', () => {
  const capture = {
    ...NOW.capture,
    status: { Threads: 3, VmRSS: 20 },
    faults: { minor: 7, major: 2 },
    pageSize: 16_384
  }
  const child = {
    capture: { ...capture, process: { pid: 9, startTime: 1 } },
    areas: new Map([['a', { start: 0x20000000, bytes: 1 }]]),
    pages: new Map()
  }
  const replies: readonly SubjectReply[] = [
    { ok: 1, minor: 3, address: '0x1' },
    { ok: 1, minor: 4, value: 70, text: 'x' }
  ]
  const now: Moment = { ...NOW, capture, child, replies, machine: { MemTotal: 1000 } }
  const of = (...sources: readonly string[]): (number | undefined)[] => sources.map((source) => value(source, now))

  it('are of the process', () => {
    expect(of('process.pid', 'process.minflt', 'process.majflt', 'process.Threads', 'process.VmSwap')).toEqual([
      4711,
      7,
      2,
      3,
      undefined
    ])
    expect(values('process.minflt', 'process.Threads')).toEqual([undefined, undefined])
  })

  it('are of its child, while there is one', () => {
    expect(of('child.process.pid', 'child.a.rows', 'child.heap.Rss', 'child.a.pagesResident')).toEqual([
      9,
      1,
      12,
      undefined
    ])
    expect(values('child.process.pid', 'child.heap.Rss')).toEqual([undefined, undefined])
  })

  it('are of the machine, and of pages', () => {
    expect(
      of('machine.MemTotal', 'machine.MemFree', 'machine.page', 'a.pagesResident', 'b.pagesResident', 'a.pagesHuge')
    ).toEqual([1000, undefined, 16, 4, undefined, undefined])
  })

  it('are of the last answer, and faults of all of them', () => {
    expect(of('reply.value', 'reply.minor', 'reply.text', 'reply.major', 'reply.fault')).toEqual([
      70,
      4,
      undefined,
      undefined,
      0
    ])
    expect(of('faults.minor', 'faults.major')).toEqual([7, undefined])
    expect(values('reply.value', 'reply.fault', 'faults.minor')).toEqual([undefined, undefined, undefined])
    expect(value('reply.fault', { ...now, replies: [{ fault: 'SIGSEGV' }] })).toBe(1)
  })
})

describe('an expression', () => {
  const of = (source: string): string[] =>
    factsOf(parseExpression(source)).map(({ whose, target, property }) => `${whose} ${target} ${property}`)

  it('asks for the facts that are in it', () => {
    expect(of('1 + a.Rss * delta(!child."[heap]".Rss) - (b.rows)')).toEqual([
      'self a Rss',
      'child [heap] Rss',
      'self b rows'
    ])
    expect(of('1K')).toEqual([])
    expect(of('abs.Rss + child.child.Rss')).toEqual(['self abs Rss', 'child child Rss'])
  })

  it('compares, and joins truths', () => {
    expect(
      values(
        '1 < 2',
        '2 < 2',
        '2 > 2',
        '3 > 2',
        '2 <= 2',
        '3 <= 2',
        '2 >= 2',
        '1 >= 2',
        '1 == 1',
        '1 != 1',
        '1 == 2',
        '1 != 2'
      )
    ).toEqual([1, 0, 0, 1, 1, 0, 1, 0, 1, 0, 0, 1])
    expect(values('1 && 2', '1 && 0', '0 || 0', '0 || 5', '2 || 0', '!0', '!3', '1 || 0 && 0')).toEqual([
      1, 0, 0, 1, 1, 1, 0, 1
    ])
    expect(values('7 / 2', '2 * 3 - 4 / 2', '-3 + 1', '1.5K', '2 - -2')).toEqual([3.5, 4, -2, 1.5, 4])
    expect(values('a.none || 1', '0 || a.none', '1 && a.none', 'abs(a.none)', 'delta(c.rows)')).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined
    ])
  })

  it.each([
    ['1 $ 2', '"1 $ 2": cannot read it from offset 2'],
    ['(1', '"(1": ")" is missing'],
    ['delta(1', '"delta(1": ")" is missing'],
    ['1 +', '"1 +": something is missing'],
    ['1 + )', '"1 + )": something is missing'],
    ['a', '"a": "." is missing'],
    ['a.1', '"a.1": a property is missing after "a."'],
    ['child.1.x', '"child.1.x": what of the child is meant is missing'],
    ['child.a', '"child.a": "." is missing'],
    ['1 2', '"1 2": there is more than one expression']
  ])('%s is refused with the offset', (source, message) => expect(() => parseExpression(source)).toThrow(message))
})

describe('a text with numbers of the run', () => {
  const say = (template: string): string => explain(template, lookUpIn(FIRST, BEFORE, NOW))

  it('tells sizes, plain numbers and addresses apart', () => {
    expect(say('{heap.Rss}, {#heap.Rss}, {@heap.low}, {c.rows}')).toBe('12 KiB, 12, 0x20000000, ?')
    expect(say('{before(heap.Rss) - heap.Rss} {#before(heap.Rss) - heap.Rss} {heap.Rss - heap.Rss} {#0 - 1 / 3}')).toBe(
      '−5 KiB −5 0 KiB 0'
    )
    expect(say('{#7 / 2} {#a.rows} {}')).toBe('4 2 {}')
  })

  it('reports its expressions', () =>
    expect(expressionsIn('{a.Rss} x {#b.rows}{@c.low}{}')).toEqual(['a.Rss', 'b.rows', 'c.low']))
})

describe('claims', () => {
  const results = (...claims: readonly string[]): string[] =>
    checkClaims(madeStep({ claims }), FIRST, BEFORE, NOW).map(({ result }) => result)

  it('hold or fail, and are not asked where pages are not known', () => {
    expect(results('heap.Rss == 12', 'heap.Rss == 13', 'heap.none > 0')).toEqual(['held', 'failed', 'failed'])
    expect(results('a.pagesResident == 4', 'a.pagesHuge == 4', 'child.a.pagesResident == 4')).toEqual([
      'held',
      'unsupported',
      'unsupported'
    ])
    const child = { ...NOW, pages: PAGES }
    expect(
      checkClaims(madeStep({ claims: ['child.a.pagesResident == 4'] }), FIRST, BEFORE, {
        ...NOW,
        pages: new Map(),
        child
      })[0]
    ).toEqual({
      claim: 'child.a.pagesResident == 4',
      result: 'held'
    })
  })

  it('are not asked of a machine that can not show them', () => {
    const step = madeStep({ needs: 'heap.Rss > 100', claims: ['heap.Rss == 12'] })
    expect(checkClaims(step, FIRST, BEFORE, NOW)[0]!.result).toBe('unsupported')
    expect([isSupported(step, FIRST, BEFORE, NOW), isSupported(madeStep(), FIRST, BEFORE, NOW)]).toEqual([false, true])
    expect(isSupported(madeStep({ needs: 'heap.Rss > 1' }), FIRST, BEFORE, NOW)).toBe(true)
  })

  it('of choices decide the right one, or that there is none', () => {
    const choose = (...holding: readonly string[]): number =>
      rightChoice(
        madeStep({
          prediction: {
            question: { en: '', zh: '' },
            choices: holding.map((each) => ({ en: '', zh: '', holds: each }))
          }
        }),
        FIRST,
        BEFORE,
        NOW
      )
    expect([choose('heap.Rss == 1', 'heap.Rss == 12', '1'), choose('0', 'heap.none == 0'), choose()]).toEqual([
      1, -1, -1
    ])
    expect(holds('5', FIRST, BEFORE, NOW)).toBe(true)
  })
})
