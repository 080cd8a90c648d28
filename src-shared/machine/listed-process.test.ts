import { describe, expect, it } from 'vitest'
import { processKeyText } from '../memory/process-key.ts'
import { TRAIT_KERNEL_THREAD, TRAIT_UNREADABLE, TRAIT_ZOMBIE, type ProcessList } from '../memory/process-list.ts'
import { madeProcesses, type MadeProcess } from '#test/support/made-processes.ts'
import { exactAmounts, type ExactReading } from './exact-reading.ts'
import { listedProcesses, type ListedProcess } from './listed-process.ts'

const KEY = { pid: 7, startTime: 3 }
const reading = (more: Partial<ExactReading> = {}): ExactReading => ({
  process: KEY,
  takenAt: 4000,
  amounts: null,
  pssParts: null,
  mappings: null,
  oomScore: null,
  cgroup: null,
  ...more
})
const listed = (made: Partial<MadeProcess>, exact?: ExactReading, changed: Partial<ProcessList> = {}): ListedProcess =>
  listedProcesses(
    { ...madeProcesses([{ ...KEY, ...made }]), ...changed },
    new Map(exact === undefined ? [] : [[processKeyText(KEY), exact]]),
    null
  )[0]!

describe('a process of the list', () => {
  it('has what the list reports about it', () => {
    const cheap = { rssAnon: 1, rssFile: 2, rssShmem: 3, pageTables: 4, peak: 5 }
    const process = listed({ name: 'web', command: '/usr/bin/web -d', ppid: 6, rss: 9, amounts: { swap: 8 }, cheap })
    expect(process).toMatchObject({
      row: 0,
      key: processKeyText(KEY),
      ...KEY,
      ppid: 6,
      name: 'web',
      command: '/usr/bin/web -d',
      uid: 0,
      user: 'root',
      traits: 0,
      isKernelThread: false,
      rssKb: 9,
      swapKb: 8,
      rssAnonKb: 1,
      rssFileKb: 2,
      rssShmemKb: 3,
      vmPteKb: 4,
      vmHwmKb: 5,
      threads: 1
    })
    expect(process.amounts).toMatchObject({ rss: 9, swap: 8, pss: null, uss: null })
  })

  it('has no number where the list has none', () => {
    expect(listed({}, undefined, { uid: Float64Array.of(-1), threads: Int32Array.of(-1) })).toMatchObject({
      uid: null,
      user: null,
      threads: null,
      rssKb: null,
      pssKb: null,
      ussKb: null,
      swapKb: null,
      rssAnonKb: null,
      rssFileKb: null,
      rssShmemKb: null,
      vmPteKb: null,
      vmHwmKb: null,
      mappings: null,
      oomScore: null,
      pssParts: null,
      faultsPerSecond: null
    })
    expect(listed({ uid: 1234 })).toMatchObject({ uid: 1234, user: null })
    expect(listed({}, undefined, { threads: Int32Array.of(0) }).threads).toBe(0)
  })

  it('is a kernel thread where the list marks it so, whatever else it reports', () => {
    expect(listed({ traits: TRAIT_KERNEL_THREAD | TRAIT_ZOMBIE })).toMatchObject({ isKernelThread: true, traits: 3 })
    expect(listed({ traits: TRAIT_ZOMBIE }).isKernelThread).toBe(false)
  })

  it('is in the row that it has in the list', () => {
    const rows = listedProcesses(madeProcesses([{ pid: 1 }, { pid: 2 }]), new Map(), null)
    expect(rows.map(({ pid, row }) => [pid, row])).toEqual([
      [1, 0],
      [2, 1]
    ])
  })
})

describe('an exact reading', () => {
  const parts = { anonKb: 1, fileKb: 2, shmemKb: 3 }

  it('gives PSS and USS, and nothing of what the list reports itself', () => {
    const exact = reading({
      amounts: exactAmounts({ Rss: 60, Pss: 40, Private_Clean: 1, Private_Dirty: 2, Swap: 5 }),
      pssParts: parts
    })
    expect(listed({ rss: 50, pss: 30 }, exact)).toMatchObject({ rssKb: 50, pssKb: 40, ussKb: 3, pssParts: parts })
    expect(listed({}, exact)).toMatchObject({ rssKb: 60, swapKb: 5 })
    expect(listed({ pss: 30 }, reading())).toMatchObject({ pssKb: 30, exactState: 'read', exactAt: null })
  })

  it('of another process is not taken', () => {
    const list = madeProcesses([{ pid: 7, startTime: 4 }])
    const exact = new Map([[processKeyText(KEY), reading({ mappings: 5 })]])
    expect(listedProcesses(list, exact, null)[0]).toMatchObject({ mappings: null, exactState: 'unread' })
  })

  it('without amounts is marked as not readable', () => {
    expect(listed({}, reading()).exactState).toBe('unreadable')
    expect(listed({ traits: TRAIT_UNREADABLE | TRAIT_ZOMBIE }).exactState).toBe('unreadable')
    expect(listed({ traits: TRAIT_ZOMBIE }).exactState).toBe('unread')
  })

  it('gives each process its own cgroup', () => {
    const list = madeProcesses([KEY, { pid: 8, startTime: 3 }, { pid: 9, startTime: 3 }])
    const inUnit = (pid: number, unit: string): [string, ExactReading] => [
      processKeyText({ pid, startTime: 3 }),
      reading({ cgroup: { version: 2, path: `/system.slice/${unit}` } })
    ]
    const exact = new Map([inUnit(7, 'a.service'), inUnit(8, 'b.service'), inUnit(9, 'a.service')])
    expect(listedProcesses(list, exact, null).map(({ cgroup }) => cgroup?.unit)).toEqual([
      'a.service',
      'b.service',
      'a.service'
    ])
  })
})

describe('page faults a second', () => {
  const at = (takenAt: number, cheap: MadeProcess['cheap']): ProcessList =>
    madeProcesses([{ ...KEY, cheap: cheap! }], takenAt)
  const rate = (before: MadeProcess['cheap'], now: MadeProcess['cheap'], milliseconds = 500): number | null =>
    listedProcesses(at(1000 + milliseconds, now), new Map(), at(1000, before))[0]!.faultsPerSecond

  it('are those since the list before', () => {
    expect(rate({ minorFaults: 10, majorFaults: 1 }, { minorFaults: 20, majorFaults: 4 })).toBe(26)
    expect(rate({ minorFaults: 10 }, { minorFaults: 10 })).toBe(0)
    expect(rate({ minorFaults: 10 }, { minorFaults: 12 }, 4000)).toBe(0.5)
  })

  it('are not known where the clock went back', () => {
    expect(rate({ minorFaults: 10 }, { minorFaults: 12 }, -500)).toBeNull()
  })
})
