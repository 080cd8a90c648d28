import { describe, expect, it } from 'vitest'
import { TRAIT_UNREADABLE } from '../memory/process-list.ts'
import { madeProcesses } from '#test/support/made-processes.ts'
import { membersByGroup, type GroupedProcesses } from './group-processes.ts'
import { listedProcesses, type ListedProcess } from './listed-process.ts'
import { machineFacts, type MachineFact } from './machine-facts.ts'
import type { MachineMemory } from './machine-memory.ts'
import { memoryBar } from './memory-bar.ts'

const MEMINFO = {
  MemTotal: 1000,
  MemFree: 100,
  MemAvailable: 600,
  Cached: 500,
  Shmem: 200,
  Buffers: 10,
  AnonPages: 150
}
const memory = (more: Record<string, number> = {}, rest: Partial<MachineMemory> = {}): MachineMemory => ({
  bar: memoryBar({ ...MEMINFO, ...more }),
  pressure: null,
  lines: {},
  zram: [],
  ...rest
})
const line = (avg60: number) => ({ avg10: 0, avg60, avg300: 0, total: 0 })

const groupsOf = (): GroupedProcesses<ListedProcess>[] =>
  membersByGroup(
    listedProcesses(
      madeProcesses([
        { pid: 1, name: 'fox', pss: 100, rss: 200 },
        { pid: 2, name: 'fox', pss: 60, rss: 100 },
        { pid: 3, name: 'fox', rss: 9, traits: TRAIT_UNREADABLE },
        { pid: 4, name: 'cron', pss: 1 }
      ]),
      new Map(),
      null
    ).map((each) => ({
      ...each,
      pssParts: each.pssKb === null ? null : { anonKb: each.pssKb, fileKb: 0, shmemKb: 0 }
    })),
    'program'
  )
const kinds = (facts: readonly MachineFact[]): string[] => facts.map(({ kind }) => kind)

it('reports who takes most, that some of it could not be read, and what most of it is', () => {
  const [first] = machineFacts(null, groupsOf())
  expect(first).toEqual({
    kind: 'largest',
    name: 'fox',
    processes: 3,
    kb: 160,
    isLeast: true,
    mostly: 'anonymous'
  })
})

it('reports for parts what is worth a sentence: shared memory that is a fifth of all, not the page tables', () => {
  const facts = machineFacts(memory({ PageTables: 20, Dirty: 3 }), groupsOf())
  expect(facts.filter(({ kind }) => kind === 'part')).toEqual([{ kind: 'part', part: 'shmem', kb: 200, percent: 0.2 }])
  expect(facts.find(({ kind }) => kind === 'cache')).toEqual({ kind: 'cache', kb: 300, dirtyKb: 3 })
})

it('reports swap, what zram really costs, and pressure', () => {
  const zram = [{ name: 'zram0', originalBytes: 4096 * 1024, compressedBytes: 1, usedBytes: 1024 * 1024 }]
  const pressed = machineFacts(
    memory({ SwapTotal: 100, SwapFree: 40 }, { zram, pressure: { some: line(1.5), full: line(0.2) } }),
    []
  )
  expect(pressed).toContainEqual({ kind: 'swap', usedKb: 60, totalKb: 100 })
  expect(pressed).toContainEqual({ kind: 'zram', originalKb: 4096, usedKb: 1024 })
  expect(pressed).toContainEqual({ kind: 'pressure', some: 1.5, full: 0.2 })
  const calm = kinds(
    machineFacts(memory({ SwapTotal: 0, SwapFree: 0 }, { pressure: { some: line(0), full: null } }), [])
  )
  expect(calm).toContain('calm')
  expect(calm).toContain('no-swap')
  // Without PSI nothing is known of waiting.
  expect(kinds(machineFacts(memory(), []))).not.toContain('calm')
})

it('reports what may not be read, and nothing of what was not tried so far', () => {
  expect(machineFacts(null, groupsOf())).toContainEqual({ kind: 'unreadable', processes: 1 })
  const untried = groupsOf().map(({ name, members }) => ({
    name,
    members: members.map((each) => ({ ...each, exactState: 'unread' as const }))
  }))
  expect(kinds(machineFacts(null, untried))).not.toContain('unreadable')
})

describe('the program that takes most', () => {
  const group = (name: string, ...members: readonly Partial<ListedProcess>[]) => ({
    name,
    members: members.map((each): ListedProcess => ({ ...groupsOf()[0]!.members[0]!, pssParts: null, ...each }))
  })
  const largest = (...all: readonly ReturnType<typeof group>[]): MachineFact | undefined => machineFacts(null, all)[0]

  it('is that with the largest sum, wherever it occurs', () => {
    const all = [group('a', { pssKb: 5 }), group('b', { pssKb: 4 }, { pssKb: 3 }), group('c', { pssKb: 6 })]
    expect(largest(...all)).toMatchObject({ name: 'b', kb: 7, processes: 2, isLeast: false })
    expect(largest(...all.toReversed())).toMatchObject({ name: 'b' })
  })

  it('is none where nothing is known of any', () => {
    expect(machineFacts(null, [])).toEqual([])
    expect(machineFacts(null, [group('a', { pssKb: null }), group('b', { pssKb: 0 })])).toEqual([])
  })

  it.each([
    [{ anonKb: 51, fileKb: 49, shmemKb: 0 }, 'anonymous'],
    [{ anonKb: 0, fileKb: 51, shmemKb: 49 }, 'file'],
    [{ anonKb: 49, fileKb: 0, shmemKb: 51 }, 'shared'],
    [{ anonKb: 50, fileKb: 50, shmemKb: 0 }, null]
  ])('is mostly what more than half of it is: %o', (pssParts, mostly) => {
    expect(largest(group('a', { pssKb: 100, pssParts }))).toMatchObject({ mostly })
  })

  it('is mostly what its processes have most of together', () => {
    const [anonymous, file] = [
      { anonKb: 60, fileKb: 0, shmemKb: 0 },
      { anonKb: 0, fileKb: 50, shmemKb: 0 }
    ]
    const two = group('a', { pssKb: 50, pssParts: file }, { pssKb: 60, pssParts: anonymous })
    expect(largest(two)).toMatchObject({ kb: 110, mostly: 'anonymous' })
  })

  it('is of unknown kind where the kernel does not report the parts of one of them', () => {
    const pssParts = { anonKb: 90, fileKb: 0, shmemKb: 0 }
    expect(largest(group('a', { pssKb: 90, pssParts }, { pssKb: 5 }))).toMatchObject({ mostly: null })
    expect(largest(group('a', { pssKb: 90, pssParts }, { pssKb: null }))).toMatchObject({ mostly: 'anonymous' })
  })
})

describe('facts of the memory', () => {
  const of = (kind: MachineFact['kind'], about: MachineMemory): MachineFact[] =>
    machineFacts(about, []).filter((fact) => fact.kind === kind)
  const device = (originalBytes: number, usedBytes: number) => ({
    name: 'zram0',
    originalBytes,
    compressedBytes: 1,
    usedBytes
  })

  it('come in the order of their weight', () => {
    const zram = [device(2048, 1024)]
    const swap = { SwapTotal: 100, SwapFree: 40, Zswap: 5, Zswapped: 15 }
    const pressure = { some: line(1), full: line(0) }
    expect(kinds(machineFacts(memory(swap, { zram, pressure }), groupsOf()))).toEqual([
      'largest',
      'available',
      'cache',
      'part',
      'swap',
      'zram',
      'zswap',
      'pressure',
      'unreadable'
    ])
  })

  it('are only what its lines report', () => {
    const bare: MachineMemory = { bar: memoryBar({ MemTotal: 1000 }), pressure: null, lines: {}, zram: [] }
    expect(machineFacts(bare, [])).toEqual([])
    expect(machineFacts({ ...bare, bar: memoryBar({ MemTotal: 0, Shmem: 0 }) }, [])).toEqual([])
    expect(machineFacts({ ...bare, bar: memoryBar({ MemTotal: 1000, Cached: 1 }) }, [])).toEqual([
      { kind: 'cache', kb: 1, dirtyKb: null }
    ])
    expect(of('available', memory())).toEqual([{ kind: 'available', kb: 600, totalKb: 1000 }])
  })

  it('name every part that is seldom large, from a tenth of all memory on', () => {
    const seldom = {
      SUnreclaim: 100,
      PageTables: 101,
      KernelStack: 102,
      Hugetlb: 103,
      Balloon: 104,
      HardwareCorrupted: 105,
      GPUActive: 106,
      Percpu: 107
    }
    const named = (more: Record<string, number>): unknown[] =>
      of('part', memory({ Shmem: 0, ...more })).map((fact) => fact.kind === 'part' && `${fact.part} ${fact.kb}`)
    expect(named(seldom)).toEqual([
      'slabUnreclaimable 100',
      'pageTables 101',
      'kernelStacks 102',
      'hugetlb 103',
      'balloon 104',
      'hardwareCorrupted 105',
      'gpu 106',
      'perCpu 107'
    ])
    expect(named({ ...seldom, SUnreclaim: 99 })).not.toContain('slabUnreclaimable 99')
    expect(named({ AnonPages: 900, SReclaimable: 800, MemFree: 700 })).toEqual([])
  })

  it('sum the zram devices, in kB, and leave out those without data', () => {
    expect(of('zram', memory({}, { zram: [device(4096, 1024), device(2048, 2048)] }))).toEqual([
      { kind: 'zram', originalKb: 6, usedKb: 3 }
    ])
    expect(of('zram', memory({}, { zram: [device(0, 1024)] }))).toEqual([])
  })

  it('report zswap where it holds something, and both its numbers are known', () => {
    const swap = { SwapTotal: 100, SwapFree: 40 }
    expect(of('zswap', memory({ ...swap, Zswap: 5, Zswapped: 15 }))).toEqual([
      { kind: 'zswap', originalKb: 15, usedKb: 5 }
    ])
    const others: readonly Record<string, number>[] = [{ Zswap: 5 }, { Zswapped: 15 }, { Zswap: 5, Zswapped: 0 }]
    for (const lines of others) {
      expect(of('zswap', memory({ ...swap, ...lines }))).toEqual([])
    }
    expect(of('zswap', memory({ Zswap: 5, Zswapped: 15 }))).toEqual([])
  })

  it('report waiting, also where not all tasks waited', () => {
    const waited = (pressure: MachineMemory['pressure']): MachineFact[] => machineFacts(memory({}, { pressure }), [])
    expect(waited({ some: line(2), full: null })).toContainEqual({ kind: 'pressure', some: 2, full: 0 })
    expect(waited({ some: line(2), full: line(0) })).toContainEqual({ kind: 'pressure', some: 2, full: 0 })
    expect(waited({ some: line(0), full: line(1) })).toContainEqual({ kind: 'pressure', some: 0, full: 1 })
    expect(waited({ some: line(0), full: line(0) })).toContainEqual({ kind: 'calm' })
    expect(waited({ some: null, full: line(1) })).toEqual(waited(null))
  })
})

it('counts as unreadable, in all groups, only what has memory', () => {
  const listed = listedProcesses(
    madeProcesses([
      { pid: 1, name: 'a', rss: 9, traits: TRAIT_UNREADABLE },
      { pid: 2, name: 'b', rss: 1, traits: TRAIT_UNREADABLE },
      { pid: 3, name: 'b', rss: 0, traits: TRAIT_UNREADABLE },
      { pid: 4, name: 'c', traits: TRAIT_UNREADABLE }
    ]),
    new Map(),
    null
  )
  expect(machineFacts(null, membersByGroup(listed, 'program'))).toEqual([{ kind: 'unreadable', processes: 2 }])
})
