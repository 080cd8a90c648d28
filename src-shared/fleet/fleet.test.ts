import { expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { processKeyText } from '../memory/process-key.ts'
import { fieldColumnName } from './columns.ts'
import { foldedStacks } from './folded-stacks.ts'
import { openMetrics } from './metrics.ts'
import { labelsOfNote, type FleetMoment } from './moments.ts'
import { machineTableOf, processTableOf } from './process-rows.ts'
import { traceEvents } from './trace-events.ts'

const TEXT =
  '10000000-10002000 r-xp 00000000 08:01 7 /usr/lib/x;y "z\\.so\nSize: 8 kB\nRss: 8 kB\nPss: 4 kB\nAnonymous: 0 kB\nSwap: 0 kB\n' +
  '20000000-20004000 rw-p 00000000 00:00 0 [heap]\nSize: 16 kB\nRss: 12 kB\nPss: 12 kB\nAnonymous: 12 kB\nSwap: 4 kB\n'
const CAPTURE = captureOfText(TEXT)
const POD = '00000000-0000-4000-8000-000000000001'
const MOMENT: FleetMoment = {
  host: 'h',
  bootId: null,
  kernel: '6.1',
  bootTime: null,
  takenAt: 5000,
  file: null,
  labels: new Map([['service', 'web']]),
  memory: null,
  cgroups: new Map([[processKeyText(CAPTURE.process), `/kubepods/burstable/pod${POD}/${'a'.repeat(64)}`]]),
  captures: [CAPTURE]
}
const written = (write: (sink: (text: string) => void) => unknown): string => {
  let text = ''
  write((more) => (text += more))
  return text
}

it('names columns so that no engine needs quotes', () => {
  expect(
    ['Private_Dirty', 'AnonHugePages', 'MMUPageSize', 'SwapPss'].map((name) => fieldColumnName(name, 'kB'))
  ).toEqual(['private_dirty_kb', 'anon_huge_pages_kb', 'mmu_page_size_kb', 'swap_pss_kb'])
  expect(fieldColumnName('THPeligible', 'none')).toBe('thp_eligible')
})

it('finds labels in notes', () => {
  expect([...labelsOfNote('before deploy service=web deploy=42 X=1')]).toEqual([
    ['service', 'web'],
    ['deploy', '42']
  ])
})

it('sums a process and a machine, with null for what is unknown', () => {
  const [row] = [...processTableOf([MOMENT]).batches]
  const known = new Map([...row!.cells].map(([{ name }, cells]) => [name, cells]))
  const valueOf = (name: string): unknown => known.get(name)
  expect(['mappings', 'pss_kb', 'anonymous_kb', 'uss_kb', 'label_service', 'vm_rss_kb'].map(valueOf)).toEqual(
    [2, 16, 16, null, 'web', null].map((value) => ({ kind: 'same', value }))
  )
  expect(['container', 'pod'].map(valueOf)).toEqual(['a'.repeat(64), POD].map((value) => ({ kind: 'same', value })))
  const machine = machineTableOf([{ ...MOMENT, labels: new Map() }])
  expect([...machine.batches].map(({ cells }) => [...cells.keys()])).toEqual([machine.columns])
})

it('writes stacks whose frames no name can part', () => {
  const lines = written((sink) => foldedStacks([CAPTURE], 'pss', sink))
    .trimEnd()
    .split('\n')
  expect(lines.map((line) => [line.split(';').length, line.split(' ').at(-1)])).toEqual([
    [4, '4'],
    [4, '12']
  ])
})

it('writes metrics in bytes, with what a program calls itself as data', () => {
  const text = written((sink) => openMetrics([{ name: 'a"b\\c\nd', captures: [CAPTURE] }], 'program', sink))
  expect(text).toContain('vmatlas_pss_bytes{program="a\\"b\\\\c\\nd",category="heap"} 12288\n')
  expect(text.endsWith('# EOF\n')).toBe(true)
  const many = Array.from({ length: 1000 }, (_, at) => ({ name: `p${at}`, captures: [CAPTURE] }))
  expect(written((sink) => openMetrics(many, 'program', sink)).match(/^vmatlas_processes\{/gm)).toHaveLength(200)
})

it('writes a trace of every moment, with all categories each time', () => {
  const { traceEvents: events } = JSON.parse(
    written((sink) => traceEvents([MOMENT, { ...MOMENT, takenAt: 6000 }], sink))
  ) as {
    traceEvents: { ph: string; name: string; ts?: number; args: Record<string, unknown> }[]
  }
  expect(events.filter(({ name }) => name === 'process_name')).toHaveLength(1)
  const counters = events.filter(({ ph, args }) => ph === 'C' && 'heap' in args)
  expect(counters.map(({ ts, args }) => [ts, args['heap']])).toEqual([
    [5_000_000, 12288],
    [5_000_000, 16384],
    [6_000_000, 12288],
    [6_000_000, 16384]
  ])
})

it('keeps to the Trace Event Format, whatever processes are called, and mixes no two that have one number', () => {
  const hostile = { ...CAPTURE, command: '=1+1,"\n\u001b[31m\ud800' }
  const other = { ...CAPTURE, process: { ...CAPTURE.process, startTime: 7 } }
  const moments = [
    MOMENT,
    { ...MOMENT, host: 'g', captures: [hostile] },
    { ...MOMENT, takenAt: null, captures: [other] }
  ]
  const { traceEvents: events } = JSON.parse(written((sink) => traceEvents(moments, sink))) as {
    traceEvents: { ph: string; name: string; pid: unknown; ts?: unknown; args: Record<string, unknown> }[]
  }
  for (const { ph, name, pid, ts, args } of events) {
    expect(Number.isInteger(pid)).toBe(true)
    if (ph === 'M') {
      expect(['process_name', 'process_labels']).toContain(name)
      expect(Object.values(args).every((value) => typeof value === 'string')).toBe(true)
    } else {
      expect(ph).toBe('C')
      // Microseconds.
      expect(Number.isSafeInteger(ts)).toBe(true)
      expect(Object.values(args).every((value) => Number.isFinite(value))).toBe(true)
    }
  }
  expect(events.filter(({ name }) => name === 'process_name').map(({ args }) => args['name'])).toEqual([
    CAPTURE.command,
    hostile.command,
    CAPTURE.command
  ])
  expect(new Set(events.map(({ pid }) => pid)).size).toBe(3)
})
