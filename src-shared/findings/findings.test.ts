import { describe, expect, it } from 'vitest'
import type { GrownList } from '../history/grown-entries.ts'
import type { Capture } from '../memory/capture.ts'
import type { Classification } from '../memory/category.ts'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { findingsIn, smapsBlock } from '#test/support/findings-of-text.ts'
import { classify } from '../classify/classify.ts'
import { NOTHING_OBSERVED } from '../classify/observed.ts'
import { FindingContext } from './finding-context.ts'
import { findingText } from './finding-words.ts'
import { FINDING_RULES, findingsOf } from './index.ts'
import type { Finding } from './finding.ts'

const QUIET = smapsBlock('555500000000-555500100000 r-xp 00000000 08:01 7 /usr/bin/quiet', { Rss: 1024, Swap: 0 })

const ids = (findings: readonly Finding[]): string[] => findings.map(({ id }) => id)
const only = (findings: readonly Finding[]): Finding => {
  expect(findings).toHaveLength(1)
  return findings[0]!
}
/** Its sentence, in which every placeholder is filled. */
function what(finding: Finding): string {
  const text = findingText(finding).what
  expect(text).not.toMatch(/\{\w+\}/)
  return text
}

/** The same labels, with evidence that arenas have so much free. */
function withSlack(capture: Capture, held: number, free: number): Capture {
  const { classification } = capture
  const evidences: Classification['evidences'] = [{ key: 'heap-info-free', values: { held, free }, depth: 'inside' }]
  return {
    ...capture,
    classification: { ...classification, evidences, evidence: classification.evidence.map(() => 0) }
  }
}

describe('findings', () => {
  it('of a quiet process are none', () => {
    expect(findingsIn([QUIET])).toEqual([])
    expect(FINDING_RULES).toHaveLength(15)
  })

  it('mappings near the limit, and what makes them', () => {
    const many = Array.from({ length: 90 }, (_, at) => {
      const start = 0x7f0000000000 + at * 0x2000
      return smapsBlock(`${start.toString(16)}-${(start + 0x1000).toString(16)} rw-p 00000000 00:00 0 `, { Rss: 4 })
    })
    const surroundings = { maxMapCount: 100, limits: null, coredumpFilter: null }
    const finding = only(findingsIn([QUIET, ...many], { surroundings }))
    expect(finding).toMatchObject({ id: 'near-map-limit', level: 'act', isOther: false })
    expect(what(finding)).toContain('91 mappings, 91 % of the 100')
    expect(finding.rows).toHaveLength(90)
    expect(findingsIn([QUIET, ...many])).toEqual([])
  })

  it('one thing that takes most of the memory and grows all the time', () => {
    const capture = captureOfText(
      QUIET + smapsBlock('7f0000000000-7f0010000000 rw-p 00000000 00:00 0 ', { Rss: 200_000 })
    )
    const { group, groups } = capture.classification
    const { label, category } = groups[group[1]!]!
    const entry = {
      what: label,
      category,
      fromKb: 100_000,
      toKb: 200_000,
      deltaKb: 100_000,
      kbPerMinute: 50_000,
      shape: 'steady' as const,
      since: null,
      starts: []
    }
    const growth: GrownList = {
      metric: 'rss',
      from: 0,
      to: 120_000,
      moments: 20,
      totalFromKb: 101_024,
      totalToKb: 201_024,
      entries: [entry],
      left: 0
    }
    const finding = only(findingsOf(new FindingContext(capture, growth)))
    expect(finding).toMatchObject({ id: 'growing-majority', rows: [1] })
    expect(what(finding)).toContain('grew by 97.7 MiB in 2 min (20 moments), about 48.8 MiB a minute')
    for (const other of [{ shape: 'levelled-off' as const }, { deltaKb: 1000 }, { toKb: 90_000 }]) {
      expect(findingsOf(new FindingContext(capture, { ...growth, entries: [{ ...entry, ...other }] }))).toEqual([])
    }
    expect(findingsOf(new FindingContext(capture, { ...growth, moments: 2 }))).toEqual([])
  })

  it('malloc that holds what was freed', () => {
    const capture = captureOfText(smapsBlock('7f0000000000-7f0010000000 rw-p 00000000 00:00 0 ', { Rss: 250_000 }))
    const finding = only(findingsOf(new FindingContext(withSlack(capture, 260_000, 200_000))))
    expect(finding).toMatchObject({ id: 'arena-slack', rows: [0] })
    expect(what(finding)).toContain('at least 195 MiB (77 %) are free')
    expect(findingsOf(new FindingContext(withSlack(capture, 260_000, 100_000)))).toEqual([])
  })

  it('huge pages set aside and not touched', () => {
    const line = '7f0000000000-7f0010000000 rw-p 00000000 00:10 9 /anon_hugepage (deleted)'
    const finding = findingsIn([QUIET, smapsBlock(line, { Rss: 0, Private_Hugetlb: 2048 }, 'rd wr mr mw me de ht')])
    expect(ids(finding)).toContain('huge-page-waste')
    expect(what(finding[0]!)).toContain('254 MiB of 256 MiB')
    expect(ids(findingsIn([QUIET, smapsBlock(line, { Private_Hugetlb: 200_000 }, 'rd wr mr mw me ht')]))).toEqual([
      'hugetlb-memory'
    ])
    expect(ids(findingsIn([QUIET, smapsBlock(line, { Private_Hugetlb: 2048 }, 'rd wr mr mw me nr ht')]))).toEqual([
      'hugetlb-memory'
    ])
  })

  it('huge pages in arenas that are mostly free', () => {
    const capture = captureOfText(
      smapsBlock('7f0000000000-7f0010000000 rw-p 00000000 00:00 0 ', { Rss: 100_000, AnonHugePages: 100_000 })
    )
    expect(ids(findingsOf(new FindingContext(withSlack(capture, 100_000, 60_000))))).toEqual(['huge-page-waste'])
  })

  it('memory that is written and executed, but not that of a runtime that makes code', () => {
    const rwx = smapsBlock('7f0000000000-7f0000001000 rwxp 00000000 00:00 0 ', { Rss: 4 })
    expect(only(findingsIn([QUIET, rwx]))).toMatchObject({ id: 'writable-executable', rows: [1] })
    const jvm = smapsBlock('7f0100000000-7f0100001000 r-xp 00000000 08:01 8 /usr/lib/jvm/lib/server/libjvm.so', {
      Rss: 4
    })
    expect(findingsIn([QUIET, rwx, jvm])).toEqual([])
  })

  it('libraries that were deleted, but not what was unpacked to be deleted', () => {
    const library = (path: string): string =>
      smapsBlock(`7f0000000000-7f0000001000 r-xp 00000000 08:01 9 ${path} (deleted)`, { Rss: 4 }, 'rd ex mr mw me')
    const finding = only(findingsIn([QUIET, library('/usr/lib/libssl.so.3')]))
    expect(what(finding)).toBe('/usr/lib/libssl.so.3 was deleted or replaced after it was loaded.')
    expect(findingsIn([QUIET, library('/tmp/jna-1/jna.tmp.so')])).toEqual([])
    // A file that is really called so.
    const capture = captureOfText(QUIET + library('/usr/lib/libssl.so.3'))
    const soNamed = new Set(['/usr/lib/libssl.so.3 (deleted)'])
    const classification = classify(capture.table, { ...NOTHING_OBSERVED, soNamed })
    expect([...findingsOf(new FindingContext({ ...capture, classification }))]).toEqual([])
  })

  it('a size that takes no memory', () => {
    const shadow = smapsBlock('7fff8000-10007fff8000 rw-p 00000000 00:00 0 ', { Rss: 1000 }, 'rd wr mr mw me nr dd nh')
    const finding = only(findingsIn([QUIET, shadow]))
    expect(finding).toMatchObject({ id: 'large-reservation', level: 'good-to-know', rows: [1] })
    expect(what(finding)).toContain('sanitizer shadow')
  })

  it.each(['Swap', 'Shared_Hugetlb', 'Private_Hugetlb'])(
    'but not one whose pages are %s, which is not in RSS',
    (field) => {
      const line = '100000000000-110000000000 rw-s 00000000 00:10 9 /anon_hugepage (deleted)'
      const large = (kb: number): string => smapsBlock(line, { Rss: 0, [field]: kb })
      expect(ids(findingsIn([QUIET, large(0)]))).toContain('large-reservation')
      expect(ids(findingsIn([QUIET, large(400 * 1024 ** 2)]))).not.toContain('large-reservation')
    }
  )

  it('windows to a device are no reservation', () => {
    const window = smapsBlock('100000000000-110000000000 rw-s 00000000 00:06 9 /dev/dri/renderD128', { Rss: 0 })
    expect(ids(findingsIn([QUIET, window]))).toEqual(['device-memory'])
  })

  it('page tables, swapped and locked memory by the numbers of the kernel', () => {
    const status = { VmRSS: 100_000, VmPTE: 20_000, VmLck: 0 }
    expect(ids(findingsIn([QUIET], { status }))).toEqual(['page-tables'])
    expect(findingsIn([QUIET], { status: { ...status, VmPTE: 4000 } })).toEqual([])
    const swapped = smapsBlock('7f0000000000-7f0010000000 rw-p 00000000 00:00 0 ', { Rss: 4, Swap: 60_000 })
    expect(only(findingsIn([QUIET, swapped]))).toMatchObject({ id: 'swapped-out', rows: [1] })
    const locked = findingsIn([QUIET], { status: { ...status, VmPTE: 0, VmLck: 90_000 } })
    expect(only(locked)).toMatchObject({ id: 'locked-memory', level: 'good-to-know' })
    const surroundings = { maxMapCount: null, limits: { 'Max locked memory': 8 * 1024 * 1024 }, coredumpFilter: null }
    expect(only(findingsIn([QUIET], { status: { ...status, VmPTE: 0, VmLck: 8192 }, surroundings }))).toMatchObject({
      level: 'look'
    })
  })

  it('memory outside of RSS: devices', () => {
    const device = smapsBlock(
      '7f0000000000-7f0010000000 rw-s 00000000 00:06 9 /dev/dri/renderD128',
      { Rss: 0 },
      'rd wr sh mr mw me io pf'
    )
    expect(only(findingsIn([QUIET, device]))).toMatchObject({ id: 'device-memory', rows: [1] })
  })

  it('what a core dump would hold, where one would be written', () => {
    const large = smapsBlock('7f0000000000-7f0100000000 rw-p 00000000 00:00 0 ', {
      Rss: 2_000_000,
      Anonymous: 2_000_000,
      Swap: 0
    })
    const withLimit = (limit: number | null): string[] =>
      ids(
        findingsIn([QUIET, large], {
          surroundings: { maxMapCount: null, limits: { 'Max core file size': limit }, coredumpFilter: 0x33 }
        })
      )
    expect(withLimit(null)).toEqual(['core-dump'])
    expect(withLimit(0)).toEqual([])
    expect(ids(findingsIn([QUIET, large]))).toEqual([])
  })

  it('of shared memory and files, a core dump holds what coredump_filter lets in', () => {
    const size = (line: string, filter: number, fields: Record<string, number> = {}, flags = 'rd wr mr mw'): string => {
      const surroundings = { maxMapCount: null, limits: { 'Max core file size': null }, coredumpFilter: filter }
      const row = smapsBlock(`7f0000000000-7f0100000000 ${line}`, { Rss: 0, Anonymous: 0, ...fields }, flags)
      const finding = findingsIn([QUIET, row], { surroundings }).find(({ id }) => id === 'core-dump')
      return finding === undefined ? '' : what(finding)
    }
    const about4 = 'If it crashed, about 4.0 GiB would be dumped.'
    const zero = 'rw-s 00000000 00:01 9 /dev/zero (deleted)'
    expect([size(zero, 0x33), size(zero, 0x31)]).toEqual([about4, ''])
    const named = 'rw-s 00000000 00:01 9 /dev/shm/pool'
    expect([size(named, 0x33), size(named, 0x3b)]).toEqual(['', about4])
    const file = 'rw-p 00000000 08:01 9 /srv/data'
    expect([size(file, 0x33), size(file, 0x33, { Anonymous: 4 })]).toEqual(['', about4])
    const huge = ['rw-s 00000000 00:10 9 /anon_hugepage (deleted)', { Shared_Hugetlb: 4 * 1024 ** 2 }, 'ht'] as const
    expect([size(huge[0], 0x33, huge[1], huge[2]), size(huge[0], 0x73, huge[1], huge[2])]).toEqual(['', about4])
  })

  it('stacks that no thread is on', () => {
    const stack = (at: number): string => {
      const start = 0x7f0000000000 + at * 0x900000
      const [guard, end] = [start + 0x1000, start + 0x801000].map((each) => each.toString(16))
      return (
        smapsBlock(`${start.toString(16)}-${guard} ---p 00000000 00:00 0 `, { Rss: 0 }, 'mr mw me') +
        smapsBlock(`${guard}-${end} rw-p 00000000 00:00 0 `, { Rss: 2048 }, 'rd wr mr mw me ac nh')
      )
    }
    const capture = captureOfText([QUIET, ...[0, 1, 2, 3].map(stack)].join(''))
    const observed = { ...NOTHING_OBSERVED, isInside: true, isEveryStackKnown: true }
    const inside = (more: object): Finding[] => {
      const classification = classify(capture.table, { ...observed, ...more })
      return [...findingsOf(new FindingContext({ ...capture, classification }))]
    }
    const finding = only(inside({}))
    expect(finding).toMatchObject({ id: 'idle-stacks', rows: [2, 4, 6, 8] })
    expect(what(finding)).toContain('4 stacks of 32.0 MiB hold 8.0 MiB')
    expect(inside({ isEveryStackKnown: false })).toEqual([])
    expect(inside({ runtimes: [{ id: 'go', name: 'Go' }] })).toEqual([])
  })

  it('files in memory that stay', () => {
    const file = (name: string): string =>
      smapsBlock(`7f0000000000-7f0010000000 rw-s 00000000 00:01 9 ${name}`, { Rss: 100_000 }, 'rd wr sh mr mw me')
    expect(only(findingsIn([QUIET, file('/dev/shm/pool')]))).toMatchObject({ id: 'memory-files', rows: [1] })
    expect(only(findingsIn([QUIET, file('/SYSV00000000 (deleted)')]))).toMatchObject({ id: 'memory-files' })
    expect(findingsIn([QUIET, file('/dev/shm/pool (deleted)')])).toEqual([])
    expect(findingsIn([QUIET, file('/SYSVfoo')])).toEqual([])
    expect(findingsIn([QUIET, file('/dev/shm/pool').replace('rw-s', 'rw-p')])).toEqual([])
  })
})
