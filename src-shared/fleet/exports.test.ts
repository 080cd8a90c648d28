import { describe, expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import type { Capture } from '../memory/capture.ts'
import { foldedStacks } from './folded-stacks.ts'
import { measureOf, sumOf, type Measure } from './measures.ts'
import { openMetrics, sumsByCategory, type MetricGroup } from './metrics.ts'
import type { FleetMoment } from './moments.ts'
import { purposeSums } from './purpose-sums.ts'
import { traceEvents } from './trace-events.ts'

const LIBRARY =
  '10000000-10002000 r-xp 00000000 08:01 7                          /usr/lib/libx.so\nSize: 8 kB\nRss: 8 kB\nPss: 4 kB\nPrivate_Clean: 2 kB\nPrivate_Dirty: 1 kB\nShared_Dirty: 3 kB\nAnonymous: 0 kB\nSwap: 0 kB\n'
const HEAP =
  '20000000-20004000 rw-p 00000000 00:00 0                          [heap]\nSize: 16 kB\nRss: 12 kB\nPss: 12 kB\nPrivate_Clean: 0 kB\nPrivate_Dirty: 12 kB\nShared_Dirty: 0 kB\nAnonymous: 12 kB\nSwap: 4 kB\n'
const NAMELESS = '30000000-30001000 rw-p 00000000 00:00 0 \nRss: 4 kB\n'
const CAPTURE = captureOfText(LIBRARY + HEAP)
/** Names only. */
const MAPS = captureOfText('1000-2000 rw-p 00000000 00:00 0                          [heap]\n')
const EMPTY = captureOfText('')

const written = (write: (sink: (text: string) => void) => unknown): string => {
  let text = ''
  write((more) => (text += more))
  return text
}

describe('a measure', () => {
  it('is the sum of the fields of the kernel that make it', () => {
    const of = (measure: Measure): (number | null)[] => [0, 1].map((row) => measureOf(CAPTURE.table, measure)!(row))
    const measures = ['size', 'rss', 'pss', 'uss', 'swap', 'dirty', 'anonymous'] as const
    expect(Object.fromEntries(measures.map((measure) => [measure, of(measure)]))).toEqual({
      size: [8, 16],
      rss: [8, 12],
      pss: [4, 12],
      uss: [3, 12],
      swap: [0, 4],
      dirty: [4, 12],
      anonymous: [0, 16]
    })
  })

  it('is not known where one of its fields is not reported, and of no rows it is 0', () => {
    const { table } = captureOfText(`${NAMELESS}40000000-40001000 rw-p 00000000 00:00 0 \n`)
    expect(measureOf(table, 'uss')).toBeNull()
    expect([measureOf(table, 'rss')!(0), measureOf(table, 'rss')!(1)]).toEqual([4, null])
    expect([sumOf(table, 'rss', [0]), sumOf(table, 'rss', [0, 1]), sumOf(table, 'uss', [0])]).toEqual([4, null, null])
    expect([sumOf(table, 'uss', []), sumOf(table, 'size', [0, 1])]).toEqual([0, 8])
  })
})

describe('sums', () => {
  it('by category are of all captures, or none where one of them does not report', () => {
    expect([...sumsByCategory([CAPTURE, CAPTURE], 'pss')!]).toEqual([
      ['image', 8],
      ['heap', 24]
    ])
    expect(sumsByCategory([CAPTURE, MAPS], 'pss')).toBeNull()
    expect(sumsByCategory([CAPTURE, EMPTY], 'pss')!.size).toBe(2)
    expect(sumsByCategory([], 'pss')!.size).toBe(0)
    expect(sumsByCategory([captureOfText(`${NAMELESS}40000000-40001000 rw-p 00000000 00:00 0 \n`)], 'rss')).toBeNull()
  })

  it('by purpose likewise', () => {
    expect(purposeSums([CAPTURE, EMPTY, CAPTURE], 'anonymous')).toEqual([
      { purpose: 'module', owner: '', kb: 0 },
      { purpose: 'heap', owner: '', kb: 32 }
    ])
    expect(purposeSums([CAPTURE, MAPS], 'pss')).toBeNull()
    expect(purposeSums([captureOfText(`${NAMELESS}40000000-40001000 rw-p 00000000 00:00 0 \n`)], 'rss')).toBeNull()
    expect(purposeSums([], 'rss')).toEqual([])
  })
})

describe('folded stacks', () => {
  it('are a line for each different stack that holds something', () => {
    const text = written((sink) => expect(foldedStacks([CAPTURE, CAPTURE], 'anonymous', sink)).toBe(true))
    expect(text).toBe('sleep;heap;[heap];rw-p 32\n')
    expect(written((sink) => foldedStacks([captureOfText(NAMELESS)], 'rss', sink))).toBe(
      'sleep;anonymous;[ anon ];rw-p 4\n'
    )
  })

  it('have a name for each process', () => {
    const named = (more: Partial<Capture>): string =>
      written((sink) => foldedStacks([{ ...CAPTURE, ...more }], 'swap', sink)).split(';')[0]!
    expect([named({ name: '' }), named({ name: '', command: '' }), named({ name: 'a;b' })]).toEqual([
      'sleep 100',
      'process',
      'a:b'
    ])
  })

  it('are none where a capture does not report the measure', () => {
    expect(written((sink) => expect(foldedStacks([MAPS], 'pss', sink)).toBe(false))).toBe('')
  })
})

describe('metrics', () => {
  const metrics = (groups: readonly MetricGroup[]): string[] =>
    written((sink) => openMetrics(groups, 'program', sink)).split('\n')

  it('are families with type, unit and help, in bytes', () => {
    const lines = metrics([{ name: 'p', captures: [CAPTURE, CAPTURE] }])
    expect(lines.slice(0, 5)).toEqual([
      '# TYPE vmatlas_size_bytes gauge',
      '# UNIT vmatlas_size_bytes bytes',
      '# HELP vmatlas_size_bytes Address space by category.',
      'vmatlas_size_bytes{program="p",category="image"} 16384',
      'vmatlas_size_bytes{program="p",category="heap"} 32768'
    ])
    expect(lines.slice(-13)).toEqual([
      '# TYPE vmatlas_purpose_anonymous_bytes gauge',
      '# UNIT vmatlas_purpose_anonymous_bytes bytes',
      '# HELP vmatlas_purpose_anonymous_bytes Memory that no file holds, in RAM or swapped, by what it is for.',
      'vmatlas_purpose_anonymous_bytes{program="p",purpose="heap",owner=""} 32768',
      'vmatlas_purpose_anonymous_bytes{program="p",purpose="module",owner=""} 0',
      '# TYPE vmatlas_mappings gauge',
      '# HELP vmatlas_mappings How many mappings there are.',
      'vmatlas_mappings{program="p"} 4',
      '# TYPE vmatlas_processes gauge',
      '# HELP vmatlas_processes How many processes were read.',
      'vmatlas_processes{program="p"} 2',
      '# EOF',
      ''
    ])
  })

  it('have no sums of a group with a process that does not report them, and no family by purpose without any', () => {
    const lines = metrics([
      { name: 'whole', captures: [CAPTURE] },
      { name: 'part', captures: [CAPTURE, MAPS] }
    ])
    expect(lines.filter((line) => line.startsWith('vmatlas_pss_bytes'))).toEqual([
      'vmatlas_pss_bytes{program="whole",category="image"} 4096',
      'vmatlas_pss_bytes{program="whole",category="heap"} 12288'
    ])
    expect(lines).toContain('vmatlas_size_bytes{program="part",category="heap"} 20480')
    expect(metrics([{ name: 'maps', captures: [MAPS] }]).join('\n')).not.toContain('purpose')
  })

  it('have two hundred groups, the largest, and the others in one', () => {
    const groups = (count: number): MetricGroup[] =>
      Array.from({ length: count }, (_, at) => ({
        name: `p${String(at).padStart(3, '0')}`,
        captures: at === count - 1 ? [CAPTURE, CAPTURE] : [CAPTURE]
      }))
    const names = (count: number): string[] =>
      metrics(groups(count)).flatMap(
        (line) => /^vmatlas_processes\{program="(.+)"\} (\d+)/.exec(line)?.slice(1).join(' ') ?? []
      )
    expect(names(200)).toHaveLength(200)
    expect(names(200)).not.toContain('(others) 2')
    const bounded = names(201)
    expect([bounded.length, bounded[0], bounded[1], bounded.at(-1)]).toEqual([200, 'p200 2', 'p000 1', '(others) 2'])
  })

  it('have twenty purposes of a group, the largest, and the others in one', () => {
    const capture = (count: number): Capture => {
      const rows = Array.from(
        { length: count },
        (_, at) =>
          `${(at + 1).toString(16)}000000-${(at + 1).toString(16)}001000 rw-p 00000000 00:00 0 \nPss: ${at + 1} kB\n`
      )
      const own = captureOfText(rows.join(''))
      const purposes = rows.map((_, at) => ({ key: 'heap' as const, owner: `o${at}`, values: {} }))
      const purpose = Uint32Array.from(rows.keys())
      return { ...own, classification: { ...own.classification, purpose, purposes } }
    }
    const owners = (count: number): string[] =>
      metrics([{ name: 'p', captures: [capture(count)] }]).flatMap(
        (line) => /^vmatlas_purpose_pss_bytes\{program="p",(.+)$/.exec(line)?.[1] ?? []
      )
    expect(owners(20)).toHaveLength(20)
    expect(owners(20).at(-1)).toBe('purpose="heap",owner="o0"} 1024')
    expect([owners(21).length, owners(21)[0], owners(21).at(-1)]).toEqual([
      20,
      'purpose="heap",owner="o20"} 21504',
      'purpose="(others)",owner=""} 3072'
    ])
  })
})

describe('a trace', () => {
  interface TraceEvent {
    readonly ph: string
    readonly name: string
    readonly pid: number
    readonly ts?: number
    readonly args: Readonly<Record<string, unknown>>
  }
  const moment = (more: Partial<FleetMoment> = {}): FleetMoment => ({
    host: null,
    bootId: null,
    kernel: null,
    bootTime: null,
    takenAt: null,
    file: null,
    labels: new Map(),
    memory: null,
    cgroups: new Map(),
    captures: [CAPTURE],
    ...more
  })
  const events = (...moments: readonly FleetMoment[]): readonly TraceEvent[] =>
    (JSON.parse(written((sink) => traceEvents(moments, sink))) as { traceEvents: TraceEvent[] }).traceEvents

  it('has the name of each process, its machine, and counters of every category', () => {
    const [name, labels, rss, anonymous, mappings] = events(moment({ host: 'h', takenAt: 7 }))
    expect(name).toEqual({ ph: 'M', name: 'process_name', pid: 4711, args: { name: 'sleep 100' } })
    expect(labels).toEqual({ ph: 'M', name: 'process_labels', pid: 4711, args: { labels: 'h' } })
    expect(rss).toMatchObject({
      ph: 'C',
      name: 'rss by category (bytes)',
      pid: 4711,
      ts: 7000,
      args: { image: 8192, heap: 12_288, stack: 0 }
    })
    expect(anonymous).toMatchObject({ name: 'anonymous by category (bytes)', args: { image: 0, heap: 16_384 } })
    expect(mappings).toEqual({ ph: 'C', name: 'mappings', pid: 4711, ts: 7000, args: { mappings: 2 } })
  })

  it('has a second between moments without a time, and the name where there is no command', () => {
    const unnamed = { ...CAPTURE, command: '', process: { pid: 1, startTime: 1 } }
    const all = events(moment(), moment(), moment({ captures: [unnamed] }))
    expect(all.filter(({ name }) => name === 'mappings').map(({ ts }) => ts)).toEqual([0, 1_000_000, 2_000_000])
    expect(all.filter(({ name }) => name === 'process_name').map(({ args }) => args['name'])).toEqual([
      'sleep 100',
      'sleep'
    ])
    expect(all.some(({ name }) => name === 'process_labels')).toBe(false)
  })

  it('has no counters of what is not reported, and a number of its own for a second process of one pid', () => {
    const later = { ...MAPS, process: { ...MAPS.process, startTime: 7 } }
    const all = events(moment(), moment({ captures: [later] }), moment({ captures: [later] }))
    expect(all.filter(({ pid }) => pid !== 4711).map(({ name, pid }) => [name, pid])).toEqual([
      ['process_name', 10_000_001],
      ['mappings', 10_000_001],
      ['mappings', 10_000_001]
    ])
  })

  it('is a whole of JSON also without moments', () => {
    expect(JSON.parse(written((sink) => traceEvents([], sink)))).toEqual({ displayTimeUnit: 'ms', traceEvents: [] })
  })
})
