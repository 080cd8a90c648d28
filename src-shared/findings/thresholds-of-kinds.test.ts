import { describe, expect, it } from 'vitest'
import type { GrownEntry, GrownList } from '../history/grown-entries.ts'
import type { Classification } from '../memory/category.ts'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { anonymousBlock, findingsIn, pick, QUIET, smapsBlock, surroundings } from '#test/support/findings-of-text.ts'
import { FindingContext } from './finding-context.ts'
import { findingsOf } from './index.ts'
import type { Finding } from './finding.ts'

const MIB = 1024
const GIB = 1024 * MIB

describe('a large reservation', () => {
  const reserved = (kb: number, rss: number, resident = rss): Finding | null =>
    pick(
      findingsIn([anonymousBlock(0, kb, { Rss: rss }, 'rd wr nr')], { status: { VmRSS: resident } }),
      'large-reservation'
    )

  it('from 256 GiB on, a hundred times what is resident', () => {
    expect(reserved(256 * GIB, GIB)?.values).toMatchObject({
      reserved: { kb: 256 * GIB },
      resident: { kb: GIB },
      size: { kb: 256 * GIB }
    })
    expect(reserved(256 * GIB - 4, 4)).toBeNull()
    expect(reserved(256 * GIB, 3 * GIB)).toBeNull()
    expect(reserved(256 * GIB, 4, 3 * GIB)).toBeNull()
    expect(reserved(256 * GIB, 0, 0)).toBeNull()
  })

  it('shows the rows of the largest group only', () => {
    const guard = smapsBlock('7d0000000000-7d0000001000 ---p 00000000 00:00 0 ', { Rss: 0 }, 'mr mw me')
    const rows = [guard, anonymousBlock(0, 300 * GIB, { Rss: 4 }, 'rd wr nr')]
    expect(pick(findingsIn(rows), 'large-reservation')?.rows).toEqual([1])
  })
})

describe('mappings near the limit', () => {
  const many = Array.from({ length: 80 }, (_, at) => anonymousBlock(at, 4, { Rss: 4 }))

  it('from eight tenths on', () => {
    const near = (maxMapCount: number): Finding | null =>
      pick(findingsIn(many, { surroundings: surroundings({ maxMapCount }) }), 'near-map-limit')
    expect(near(100)?.values).toMatchObject({ count: { count: 80 }, percent: { percent: 80 }, made: { count: 80 } })
    expect(near(101)).toBeNull()
  })
})

describe('growth', () => {
  const capture = captureOfText(QUIET + anonymousBlock(0, GIB, { Rss: 200 * MIB }))
  const group = capture.classification.groups[capture.classification.group[1]!]!
  const entry: GrownEntry = {
    what: group.label,
    category: group.category,
    fromKb: 100 * MIB,
    toKb: 116 * MIB,
    deltaKb: 16 * MIB,
    kbPerMinute: 10.6,
    shape: 'steps',
    since: null,
    starts: []
  }
  const list: GrownList = {
    metric: 'rss',
    from: 60_000,
    to: 300_000,
    moments: 8,
    totalFromKb: 100 * MIB,
    totalToKb: 200 * MIB,
    entries: [entry],
    left: 0
  }
  const grown = (more: Partial<GrownList>, changed: Partial<GrownEntry> = {}): Finding | null =>
    pick(
      findingsOf(new FindingContext(capture, { ...list, ...more, entries: [{ ...entry, ...changed }] })),
      'growing-majority'
    )

  it('is reported with its numbers from 16 MiB, eight moments and a twentieth on', () => {
    expect(grown({})).toMatchObject({
      rows: [1],
      values: {
        now: { kb: 116 * MIB },
        percent: { percent: 58 },
        grown: { kb: 16 * MIB },
        rate: { kb: 11 },
        time: { seconds: 240 },
        moments: { count: 8 }
      }
    })
    expect(grown({ moments: 7 })).toBeNull()
    expect(grown({}, { deltaKb: 16 * MIB - 1 })).toBeNull()
    expect(grown({}, { fromKb: 320 * MIB })).not.toBeNull()
    expect(grown({}, { fromKb: 321 * MIB })).toBeNull()
    expect(grown({}, { toKb: 100 * MIB })).toBeNull()
  })

  it('needs the times', () => {
    expect(grown({ from: null })).toBeNull()
    expect(grown({ to: null })).toBeNull()
    expect(grown({}, { kbPerMinute: null })).toBeNull()
  })

  it('has the rows of that group in that category only', () => {
    expect(grown({}, { what: 'something else' })?.rows).toEqual([])
    expect(grown({}, { category: 'file' })?.rows).toEqual([])
  })
})

describe("malloc's free memory", () => {
  type Values = Readonly<Record<string, number>>
  /** Arenas, one a row, each with evidence of its own. */
  const arenas = (
    rows: readonly { rss: number; key?: string; values: Values; huge?: number }[]
  ): readonly Finding[] => {
    const capture = captureOfText(
      rows.map(({ rss, huge }, at) => anonymousBlock(at, GIB, { Rss: rss, AnonHugePages: huge ?? 0 })).join('')
    )
    const evidences: Classification['evidences'] = rows.map(({ key, values }) => ({
      key: key ?? 'heap-info-free',
      values,
      depth: 'inside'
    }))
    const classification = {
      ...capture.classification,
      evidences,
      evidence: Uint16Array.from(rows.keys()),
      purpose: Uint32Array.from(rows.keys())
    }
    return findingsOf(new FindingContext({ ...capture, classification }))
  }
  const slack = (rss: number, held: number, free: number, key?: string): Finding | null =>
    pick(arenas([{ rss, values: { held, free }, ...(key === undefined ? {} : { key }) }]), 'arena-slack')

  it('from 64 MiB on, half of what malloc holds, where half of it is resident', () => {
    expect(slack(128 * MIB, 128 * MIB, 64 * MIB)).toMatchObject({
      isOther: false,
      values: {
        free: { kb: 64 * MIB },
        held: { kb: 128 * MIB },
        percent: { percent: 50 },
        arenas: { count: 1 },
        resident: { kb: 128 * MIB }
      }
    })
    expect(slack(128 * MIB, 100 * MIB, 64 * MIB - 1)).toBeNull()
    expect(slack(128 * MIB, 129 * MIB, 64 * MIB)).toBeNull()
    expect(slack(32 * MIB, 100 * MIB, 64 * MIB)).not.toBeNull()
    expect(slack(31 * MIB, 100 * MIB, 64 * MIB)).toBeNull()
    expect(slack(128 * MIB, 128 * MIB, 64 * MIB, 'heap-info')).toBeNull()
  })

  it('only where the arenas are a tenth of the process', () => {
    const big = (resident: number): Finding | null =>
      pick(
        arenas([
          { rss: 100 * MIB, values: { held: 100 * MIB, free: 80 * MIB } },
          { rss: resident, key: 'anonymous', values: {} }
        ]),
        'arena-slack'
      )
    expect(big(900 * MIB)).toMatchObject({ rows: [0] })
    expect(big(901 * MIB)).toBeNull()
  })

  it('blames the number of arenas from four on', () => {
    const arena = { rss: 40 * MIB, values: { held: 40 * MIB, free: 30 * MIB } }
    expect(pick(arenas([arena, arena, arena]), 'arena-slack')).toMatchObject({
      isOther: false,
      values: { arenas: { count: 3 }, free: { kb: 90 * MIB } }
    })
    expect(pick(arenas([arena, arena, arena, arena]), 'arena-slack')).toMatchObject({ isOther: true })
  })

  it('in huge pages, from 64 MiB on', () => {
    const huge = (kb: number, held: number, free: number): Finding | null =>
      pick(arenas([{ rss: 40 * MIB, values: { held, free }, huge: kb }]), 'huge-page-waste')
    expect(huge(64 * MIB, 100, 51)).toMatchObject({ isOther: true, rows: [0], values: { huge: { kb: 64 * MIB } } })
    expect(huge(64 * MIB, 100, 50)).toBeNull()
    expect(huge(64 * MIB - 1, 100, 51)).toBeNull()
  })
})

describe('stacks that no thread is on', () => {
  /** Stacks of 8 MiB with so much resident, all reported as idle. */
  const stacks = (count: number, rss: number): Finding | null => {
    const capture = captureOfText(
      Array.from({ length: count }, (_, at) => anonymousBlock(at, 8 * MIB, { Rss: rss })).join('')
    )
    const classification: Classification = {
      ...capture.classification,
      evidences: [{ key: 'thread-stack-idle', values: {}, depth: 'inside' }],
      evidence: new Uint16Array(count),
      purposes: [{ key: 'idle-stack', values: {}, owner: '' }],
      purpose: new Uint32Array(count)
    }
    return pick(findingsOf(new FindingContext({ ...capture, classification })), 'idle-stacks')
  }

  it('from four and 4 MiB on', () => {
    expect(stacks(4, MIB)?.values).toEqual({
      count: { count: 4 },
      resident: { kb: 4 * MIB },
      size: { kb: 32 * MIB }
    })
    expect(stacks(3, 2 * MIB)).toBeNull()
    expect(stacks(4, MIB - 1)).toBeNull()
  })
})

describe('deleted libraries', () => {
  const library = (at: number, path: string, perms = 'r-xp'): string => {
    const start = 0x7f0000000000 + at * 0x10000
    return smapsBlock(
      `${start.toString(16)}-${(start + 0x1000).toString(16)} ${perms} 00000000 08:01 ${at + 9} ${path}`,
      { Rss: 4 }
    )
  }

  it('are counted by name, each once', () => {
    const blocks = [
      library(0, '/usr/lib/liba.so (deleted)'),
      library(1, '/usr/lib/liba.so (deleted)'),
      library(2, '/usr/lib/libb.so')
    ]
    expect(pick(findingsIn(blocks), 'deleted-library')).toMatchObject({ isOther: false, rows: [0, 1] })
    const more = [...blocks, library(3, '/usr/lib/libc.so (deleted)')]
    expect(pick(findingsIn(more), 'deleted-library')).toMatchObject({
      isOther: true,
      rows: [0, 1, 3],
      values: { count: { count: 2 }, name: { text: '/usr/lib/liba.so' } }
    })
  })

  it('are no data files', () => {
    const data = smapsBlock('7f0000000000-7f0000001000 rw-s 00000000 08:01 9 /var/data.db (deleted)', { Rss: 4 })
    expect(pick(findingsIn([data]), 'deleted-library')).toBeNull()
  })
})
