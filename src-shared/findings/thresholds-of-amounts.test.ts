import { describe, expect, it } from 'vitest'
import type { Capture } from '../memory/capture.ts'
import { anonymousBlock, findingsIn, pick, QUIET, smapsBlock, surroundings } from '#test/support/findings-of-text.ts'
import type { Finding } from './finding.ts'

const MIB = 1024
const GIB = 1024 * MIB

describe('swapped out', () => {
  const swapped = (rollup: Readonly<Record<string, number>>): Finding | null =>
    pick(findingsIn([QUIET], { rollup }), 'swapped-out')

  it('from 32 MiB and a fifth of the process on', () => {
    expect(swapped({ Rss: 128 * MIB, Swap: 32 * MIB })?.values).toEqual({
      swapped: { kb: 32 * MIB },
      percent: { percent: 20 }
    })
    expect(swapped({ Rss: 1000, Swap: 32 * MIB - 1 })).toBeNull()
    expect(swapped({ Rss: 128 * MIB + 100, Swap: 32 * MIB })).toBeNull()
  })

  it('by the rows where there is no rollup, and those are the rows', () => {
    const finding = pick(
      findingsIn([
        anonymousBlock(0, GIB, { Rss: 10 * MIB, Swap: 30 * MIB }),
        anonymousBlock(1, GIB, { Rss: 4, Swap: 0 }),
        anonymousBlock(2, GIB, { Rss: 0, Swap: 10 * MIB })
      ]),
      'swapped-out'
    )
    expect(finding).toMatchObject({ rows: [0, 2], values: { swapped: { kb: 40 * MIB }, percent: { percent: 80 } } })
  })
})

describe('page tables', () => {
  const tables = (status: Readonly<Record<string, number>>): Finding | null =>
    pick(findingsIn([QUIET], { status }), 'page-tables')

  it('from 8 MiB on, where they are more than a twentieth of what is resident', () => {
    expect(tables({ VmPTE: 8 * MIB, VmRSS: 80 * MIB })).toMatchObject({
      rows: [],
      values: { tables: { kb: 8 * MIB }, percent: { percent: 10 }, resident: { kb: 80 * MIB } }
    })
    expect(tables({ VmPTE: 8 * MIB - 1, VmRSS: 80 * MIB })).toBeNull()
    expect(tables({ VmPTE: 8 * MIB, VmRSS: 160 * MIB })).toBeNull()
    expect(tables({ VmRSS: 1 })).toBeNull()
  })
})

describe('what is resident', () => {
  const resident = (parts: Partial<Capture>): unknown =>
    pick(findingsIn([anonymousBlock(0, 4 * MIB, { Rss: 3, Private_Hugetlb: 2 * MIB })], parts), 'hugetlb-memory')
      ?.values['resident']

  it('is what the rollup reports, else status, else the rows', () => {
    expect(resident({ rollup: { Rss: 5 }, status: { VmRSS: 4 } })).toEqual({ kb: 5 })
    expect(resident({ status: { VmRSS: 4 } })).toEqual({ kb: 4 })
    expect(resident({})).toEqual({ kb: 3 })
  })
})

describe('huge pages of the pool', () => {
  it('are those of status, else of the rows, private and shared', () => {
    const blocks = [
      anonymousBlock(0, 4 * MIB, { Rss: 4, Private_Hugetlb: 2 * MIB }),
      anonymousBlock(1, 4 * MIB, { Rss: 4, Shared_Hugetlb: MIB }),
      anonymousBlock(2, 4 * MIB, { Rss: 4, Shared_Hugetlb: 0 })
    ]
    expect(pick(findingsIn(blocks), 'hugetlb-memory')).toMatchObject({
      rows: [0, 1],
      values: { pages: { kb: 3 * MIB } }
    })
    expect(pick(findingsIn(blocks, { status: { HugetlbPages: 7 * MIB } }), 'hugetlb-memory')?.values['pages']).toEqual({
      kb: 7 * MIB
    })
  })

  const unused = (size: number, used: number, shared = 0): Finding | null =>
    pick(
      findingsIn([anonymousBlock(0, size, { Private_Hugetlb: used, Shared_Hugetlb: shared }, 'rd wr ht')]),
      'huge-page-waste'
    )

  it('that nobody touched are reported from 64 MiB on, where they are more than half', () => {
    expect(unused(100 * MIB, 36 * MIB)).toMatchObject({
      isOther: false,
      values: { unused: { kb: 64 * MIB }, size: { kb: 100 * MIB } }
    })
    expect(unused(100 * MIB, 20 * MIB, 16 * MIB)).not.toBeNull()
    expect(unused(100 * MIB, 20 * MIB, 17 * MIB)).toBeNull()
    expect(unused(100 * MIB, 37 * MIB)).toBeNull()
    expect(unused(200 * MIB, 100 * MIB)).toBeNull()
  })
})

describe('memory to write and to execute', () => {
  const both = (parts: Partial<Capture> = {}): Finding | null =>
    pick(
      findingsIn(
        [
          smapsBlock('7f0000000000-7f0000001000 rwxp 00000000 00:00 0 ', { Rss: 4 }),
          smapsBlock('7f0000002000-7f0000005000 rwxp 00000000 00:00 0 ', { Rss: 4 }),
          smapsBlock('7f0000006000-7f0000008000 rw-p 00000000 00:00 0 ', { Rss: 4 }),
          smapsBlock('7f0000009000-7f000000b000 r-xp 00000000 00:00 0 ', { Rss: 4 })
        ],
        parts
      ),
      'writable-executable'
    )

  it('is counted, unless the source has no permissions', () => {
    expect(both()).toMatchObject({ rows: [0, 1], values: { count: { count: 2 }, size: { kb: 16 } } })
    expect(both({ absent: ['inode'] })).not.toBeNull()
    expect(both({ absent: ['perms'] })).toBeNull()
  })
})

describe('locked memory', () => {
  const locked = (kb: number, limit: number | null | undefined): Finding | null =>
    pick(
      findingsIn([QUIET], {
        status: { VmLck: kb, VmRSS: GIB },
        ...(limit === undefined ? {} : { surroundings: surroundings({ limits: { 'Max locked memory': limit } }) })
      }),
      'locked-memory'
    )

  it('from 64 MiB on, and less where it is nine tenths of what is allowed', () => {
    expect(locked(64 * MIB, undefined)).toMatchObject({
      level: 'good-to-know',
      isOther: false,
      values: { locked: { kb: 64 * MIB }, limit: { kb: 0 } }
    })
    expect(locked(64 * MIB - 1, undefined)).toBeNull()
    expect(locked(64 * MIB, null)).toMatchObject({ isOther: false })
    expect(locked(900, 1000 * 1024)).toMatchObject({ level: 'look', isOther: true, values: { limit: { kb: 1000 } } })
    expect(locked(899, 1000 * 1024)).toBeNull()
  })

  it('is nothing where nothing is locked or may be', () => {
    expect(locked(0, 0)).toBeNull()
    expect(locked(0, 1000)).toBeNull()
    expect(locked(1, 0)).toBeNull()
  })

  it('is that of the rows where status is not known', () => {
    const rows = [
      anonymousBlock(0, 4 * GIB, { Rss: 4, Locked: 0 }),
      anonymousBlock(1, 4 * GIB, { Rss: 4, Locked: 70 * MIB }, 'rd wr lo')
    ]
    expect(pick(findingsIn(rows), 'locked-memory')).toMatchObject({ rows: [1], values: { locked: { kb: 70 * MIB } } })
  })
})

describe('a core dump', () => {
  const LIMIT = 'Max core file size'
  const dump = (
    blocks: readonly string[],
    limit: number | null = null,
    coredumpFilter: number | null = null
  ): Finding | null =>
    pick(
      findingsIn(blocks, { surroundings: surroundings({ limits: { [LIMIT]: limit }, coredumpFilter }) }),
      'core-dump'
    )
  const anonymous = anonymousBlock(0, 4 * GIB, { Rss: GIB, Anonymous: GIB, Swap: 100 })
  const shared = (fields: Readonly<Record<string, number>>, name = '00:00 0 ', flags = 'rd wr sh'): string =>
    smapsBlock(`7f0000000000-7f0100000000 rw-s 00000000 ${name}`, fields, flags)

  it('has what is private and anonymous, in memory and in swap, but not what the program kept out', () => {
    expect(dump([anonymous])).toMatchObject({ rows: [0], values: { size: { kb: GIB + 100 }, limit: { kb: 0 } } })
    expect(dump([anonymousBlock(0, 4 * GIB, { Rss: GIB, Anonymous: GIB - 1 })])).toBeNull()
    expect(dump([anonymousBlock(0, 4 * GIB, { Anonymous: GIB }, 'rd wr dd')])).toBeNull()
    expect(dump([anonymous, anonymousBlock(1, 8, { Rss: 8, Anonymous: 0 })])?.rows).toEqual([0])
  })

  it('has what the filter lets in: bit 0 private, 1 shared, 5 private huge pages', () => {
    expect(dump([anonymous], null, 0x33)).not.toBeNull()
    expect(dump([anonymous], null, 0x32)).toBeNull()
    const nameless = shared({ Rss: GIB, Anonymous: 0 })
    expect(dump([nameless], null, 2)).toMatchObject({ values: { size: { kb: 4 * GIB } } })
    expect(dump([nameless], null, 1)).toBeNull()
    expect(dump([shared({ Rss: GIB, Anonymous: 5 }, '00:01 9 /dev/shm/pool')])).toBeNull()
    const huge = anonymousBlock(0, 4 * GIB, { Rss: 0, Anonymous: 0, Private_Hugetlb: 2 * GIB })
    expect(dump([huge], null, 32)).toMatchObject({ values: { size: { kb: 2 * GIB } } })
    expect(dump([huge], null, 0x13)).toBeNull()
    const pool = shared(
      { Rss: 0, Private_Hugetlb: GIB, Shared_Hugetlb: GIB },
      '00:10 9 /anon_hugepage (deleted)',
      'rd sh ht'
    )
    expect(dump([pool], null, 64)).toMatchObject({ values: { size: { kb: 2 * GIB } } })
    expect(dump([pool], null, 0x33)).toBeNull()
  })

  it('is cut where the limit is less', () => {
    expect(dump([anonymous], GIB * 1024)).toMatchObject({ isOther: true, values: { limit: { kb: GIB } } })
    expect(dump([anonymous], (GIB + 100) * 1024)).toMatchObject({ isOther: false })
    expect(dump([anonymous], null)).toMatchObject({ isOther: false })
  })
})

describe('devices', () => {
  const device = (kb: number, rss: number, parts: Partial<Capture> = {}): Finding | null => {
    const end = (0x7f0000000000 + kb * 1024).toString(16)
    const line = `7f0000000000-${end} rw-s 00000000 00:06 9 /dev/dri/renderD128`
    return pick(findingsIn([QUIET, smapsBlock(line, { Rss: rss }, 'rd wr sh io pf')], parts), 'device-memory')
  }

  it('from 64 MiB on that RSS does not have', () => {
    expect(device(64 * MIB, 0)?.values).toEqual({ size: { kb: 64 * MIB }, count: { count: 1 } })
    expect(device(64 * MIB - 4, 0)).toBeNull()
    expect(device(64 * MIB, 4)).toBeNull()
    expect(device(64 * MIB, 0, { detail: 'maps' })).toBeNull()
  })
})

describe('files in memory', () => {
  const file = (name: string, rss: number, swap = 0): string => {
    const start = 0x7f0000000000 + name.length * 0x1000000000
    const range = `${start.toString(16)}-${(start + 0x10000000).toString(16)}`
    return smapsBlock(`${range} rw-s 00000000 00:01 9 ${name}`, { Rss: rss, Swap: swap }, 'rd wr sh')
  }

  it('count from 64 MiB on, with their swapped part', () => {
    const finding = pick(
      findingsIn([file('/dev/shm/a', 30 * MIB, 4 * MIB), file('/dev/shm/longer', 30 * MIB)]),
      'memory-files'
    )
    expect(finding?.values).toEqual({ resident: { kb: 64 * MIB }, count: { count: 2 } })
    expect(pick(findingsIn([file('/dev/shm/a', 64 * MIB - 1)]), 'memory-files')).toBeNull()
  })
})
