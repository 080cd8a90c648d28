import { expect, it } from 'vitest'
import { TRAIT_UNREADABLE } from '../memory/process-list.ts'
import { madeProcesses } from '#test/support/made-processes.ts'
import { membersByGroup } from './group-processes.ts'
import { listedProcesses } from './listed-process.ts'
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

const groups = membersByGroup(
  listedProcesses(
    madeProcesses([
      { pid: 1, name: 'fox', pss: 100, rss: 200 },
      { pid: 2, name: 'fox', pss: 60, rss: 100 },
      { pid: 3, name: 'fox', rss: 9, traits: TRAIT_UNREADABLE },
      { pid: 4, name: 'cron', pss: 1 }
    ]),
    new Map(),
    null
  ).map((each) => ({ ...each, pssParts: each.pssKb === null ? null : { anonKb: each.pssKb, fileKb: 0, shmemKb: 0 } })),
  'program'
)
const kinds = (facts: readonly MachineFact[]): string[] => facts.map(({ kind }) => kind)

it('says who takes most, that some of it could not be read, and what most of it is', () => {
  const [first] = machineFacts(null, groups)
  expect(first).toEqual({
    kind: 'largest',
    name: 'fox',
    processes: 3,
    kb: 160,
    isLeast: true,
    mostly: 'anonymous'
  })
})

it('says of parts what is worth a sentence: shared memory that is a fifth of all, not the page tables', () => {
  const facts = machineFacts(memory({ PageTables: 20, Dirty: 3 }), groups)
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
  // Without PSI nothing is said of waiting.
  expect(kinds(machineFacts(memory(), []))).not.toContain('calm')
})

it('says what may not be read, and nothing of what was not tried so far', () => {
  expect(machineFacts(null, groups)).toContainEqual({ kind: 'unreadable', processes: 1 })
  const untried = groups.map(({ name, members }) => ({
    name,
    members: members.map((each) => ({ ...each, exactState: 'unread' as const }))
  }))
  expect(kinds(machineFacts(null, untried))).not.toContain('unreadable')
})
