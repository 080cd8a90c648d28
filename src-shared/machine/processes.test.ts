import { describe, expect, it } from 'vitest'
import { processKeyText } from '../memory/process-key.ts'
import { TRAIT_UNREADABLE } from '../memory/process-list.ts'
import { madeProcesses, type MadeProcess } from '#test/support/made-processes.ts'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { exactAmounts, pssPartsOf, type ExactReading } from './exact-reading.ts'
import { containerName, groupingName, groupProcesses } from './group-processes.ts'
import { listedProcesses } from './listed-process.ts'
import { amountsOf, type ProcessFacts } from './process-facts.ts'
import { sharedObjects, isReplacedFile } from './sharing.ts'
import { SharingIndex } from './sharing-answer.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const ID = '0123456789abcdef'.repeat(4)
const POD = '0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0'

describe('facts of a process', () => {
  const status = { VmRSS: 1, RssAnon: 2, RssFile: 3, RssShmem: 4, VmPTE: 5, VmHWM: 6, Threads: 7, VmSwap: 8 }
  const rollup = { Rss: 11, Pss: 12, Private_Clean: 13, Private_Dirty: 14, Swap: 15 }

  it('come each from its line', () => {
    expect(amountsOf({ status, rollup, cgroup: bytes('4:memory:/a/cron.service\n') })).toMatchObject({
      rssKb: 1,
      rssAnonKb: 2,
      rssFileKb: 3,
      rssShmemKb: 4,
      vmPteKb: 5,
      vmHwmKb: 6,
      threads: 7,
      pssKb: 12,
      ussKb: 27,
      swapKb: 15,
      cgroup: { path: '/a/cron.service', unit: 'cron.service' },
      cgroupVersion: 1
    })
  })

  it('are not known where no file reports', () => {
    expect(amountsOf({ status, rollup: null, cgroup: null })).toMatchObject({
      pssKb: null,
      ussKb: null,
      swapKb: 8,
      cgroup: null,
      cgroupVersion: null
    })
    expect(amountsOf({ status: null, rollup, cgroup: bytes('') })).toMatchObject({
      rssKb: 11,
      threads: null,
      swapKb: 15,
      cgroup: null,
      cgroupVersion: null
    })
    for (const half of ['Private_Clean', 'Private_Dirty']) {
      expect(amountsOf({ status: null, rollup: { [half]: 1 }, cgroup: null }).ussKb).toBeNull()
    }
  })
})

describe('an exact reading', () => {
  it('has the metrics of the rollup', () => {
    expect(exactAmounts({ Rss: 5, Pss: 3, Private_Clean: 1, Private_Dirty: 1 })).toMatchObject({
      rss: 5,
      pss: 3,
      uss: 2
    })
  })

  it('has parts of PSS only where the kernel reports all', () => {
    const parts = { Pss_Anon: 1, Pss_File: 2, Pss_Shmem: 3 }
    expect(pssPartsOf(parts)).toEqual({ anonKb: 1, fileKb: 2, shmemKb: 3 })
    for (const name of Object.keys(parts)) {
      expect(pssPartsOf(Object.fromEntries(Object.entries(parts).filter(([each]) => each !== name)))).toBeNull()
    }
  })
})

describe('a list with the exact readings', () => {
  const made: MadeProcess = { pid: 7, startTime: 3, rss: 50, cheap: { minorFaults: 100, majorFaults: 10 } }
  const now = madeProcesses([made], 5000)
  const before = (more: Partial<MadeProcess>, takenAt = 3000): ReturnType<typeof madeProcesses> =>
    madeProcesses([{ ...made, ...more }], takenAt)
  const faults = (earlier: ReturnType<typeof madeProcesses> | null): number | null =>
    listedProcesses(now, new Map(), earlier)[0]!.faultsPerSecond

  it('reports how many faults a second, minor and major', () => {
    expect(faults(before({ cheap: { minorFaults: 60, majorFaults: 4 } }))).toBe(23)
    expect(faults(before({ cheap: { minorFaults: 60 } }))).toBe(25)
    expect(faults(before({ cheap: { minorFaults: 500 } }))).toBe(0)
  })

  it('but not of another process, without a list before, or without time between', () => {
    expect(faults(null)).toBeNull()
    expect(faults(before({ startTime: 4, cheap: { minorFaults: 60 } }))).toBeNull()
    expect(faults(before({ pid: 8, cheap: { minorFaults: 60 } }))).toBeNull()
    expect(faults(before({ cheap: {} }))).toBeNull()
    expect(faults(before({ cheap: { minorFaults: 60 } }, 5000))).toBeNull()
    expect(
      listedProcesses(madeProcesses([{ pid: 7, startTime: 3 }], 9000), new Map(), now)[0]?.faultsPerSecond
    ).toBeNull()
  })

  const reading = (more: Partial<ExactReading>): ExactReading => ({
    process: { pid: 7, startTime: 3 },
    takenAt: 4000,
    amounts: exactAmounts({ Rss: 60, Pss: 40 }),
    pssParts: null,
    mappings: 21,
    oomScore: 666,
    cgroup: { version: 1, path: '/a/cron.service' },
    ...more
  })
  const listed = (one: ExactReading | null, traits = 0): ReturnType<typeof listedProcesses>[number] =>
    listedProcesses(
      madeProcesses([{ ...made, traits }]),
      one === null ? new Map() : new Map([[processKeyText(one.process), one]]),
      null
    )[0]!

  it('takes from the reading what the list does not report, and reports when that was', () => {
    expect(listed(reading({}))).toMatchObject({
      rssKb: 50,
      pssKb: 40,
      mappings: 21,
      oomScore: 666,
      cgroup: { unit: 'cron.service' },
      cgroupVersion: 1,
      exactState: 'read',
      exactAt: 4000,
      user: 'root'
    })
    expect(listed(reading({ amounts: null }))).toMatchObject({ exactState: 'unreadable', exactAt: null, pssKb: null })
    expect(listed(null)).toMatchObject({ exactState: 'unread', exactAt: null, cgroup: null, cgroupVersion: null })
    expect(listed(null, TRAIT_UNREADABLE)).toMatchObject({ exactState: 'unreadable' })
    expect(listed(reading({ cgroup: null }))).toMatchObject({ cgroup: null, cgroupVersion: null })
  })
})

describe('what processes are grouped by', () => {
  const facts = (path: string | null, more: Partial<ProcessFacts> = {}): ProcessFacts => ({
    pid: 5,
    ppid: 1,
    name: 'shop',
    command: 'shop',
    uid: 1000,
    user: 'someone',
    isKernelThread: false,
    mappings: null,
    ...amountsOf({ status: null, rollup: null, cgroup: path === null ? null : bytes(`0::${path}\n`) }),
    ...more
  })

  it('is a container by what tells it apart', () => {
    expect(containerName(facts(`/docker/${ID}`))).toBe(`docker ${ID.slice(0, 12)}`)
    expect(containerName(facts(`/kubepods/pod${POD}/${ID}`))).toBe(`pod ${POD} · kubernetes ${ID.slice(0, 12)}`)
    expect(containerName(facts(`/kubepods/pod${POD}`))).toBe(`pod ${POD}`)
    expect(containerName(facts('/system.slice'))).toBe('')
    expect(containerName(facts(null))).toBe('')
  })

  it('is the name of the user, else the number', () => {
    expect(groupingName(facts(null), 'user')).toBe('someone')
    expect(groupingName(facts(null, { user: null }), 'user')).toBe('1000')
    expect(groupingName(facts(null, { user: null, uid: null }), 'user')).toBe('')
  })

  it('is what the cgroup reports', () => {
    const path = '/user.slice/session-3.scope/app-gnome-editor-1.scope'
    expect(groupingName(facts(path), 'session')).toBe('3')
    expect(groupingName(facts(path), 'unit')).toBe('app-gnome-editor-1.scope')
    expect(groupingName(facts(path), 'cgroup')).toBe(path)
    expect(groupingName(facts(path), 'app')).toBe('editor')
    for (const by of ['session', 'unit', 'cgroup', 'container', 'app'] as const) {
      expect(groupingName(facts(null), by)).toBe('')
      if (by !== 'cgroup') expect(groupingName(facts('/'), by)).toBe('')
    }
  })

  it('is a tree that ends at a service manager', () => {
    const all = [
      facts(null, { pid: 1, ppid: 0, name: 'systemd', command: 'systemd' }),
      facts(null, { pid: 2, ppid: 0, name: 'other', command: 'other' }),
      facts(null, { pid: 30, ppid: 1, name: 'systemd', command: 'systemd' }),
      facts(null, { pid: 31, ppid: 30, name: 'shell', command: 'shell' }),
      facts(null, { pid: 32, ppid: 31, name: 'editor', command: 'editor' }),
      facts(null, { pid: 40, ppid: 2, name: 'late', command: 'late' }),
      facts(null, { pid: 50, ppid: 32, name: 'systemd', command: 'systemd' }),
      facts(null, { pid: 51, ppid: 50, name: 'inner', command: 'inner' })
    ]
    const trees = groupProcesses(all, 'tree').map(({ name, members }) => [name, members.map(({ pid }) => pid)])
    expect(trees).toEqual([
      ['systemd (1)', [1]],
      ['other (2)', [2]],
      ['systemd (30)', [30]],
      ['shell (31)', [31, 32, 50, 51]],
      ['late (40)', [40]]
    ])
  })

  it('is summed where any of them reports', () => {
    const members = [
      facts(null, { pssKb: 1, ussKb: 2, swapKb: 3, rssAnonKb: 4, rssKb: 5 }),
      facts(null, { pssKb: 10, ussKb: null, swapKb: 30, rssAnonKb: 40, rssKb: 50 })
    ]
    expect(groupProcesses(members, 'program')).toEqual([
      { name: 'shop', members, pssKb: 11, ussKb: 2, swapKb: 33, rssAnonKb: 44, rssKb: 55, unreadable: 0 }
    ])
    expect(groupProcesses([facts(null)], 'program')[0]).toMatchObject({ pssKb: null, rssKb: null, unreadable: 1 })
  })

  it('comes largest first, by PSS, else by RSS', () => {
    const named = (name: string, more: Partial<ProcessFacts>): ProcessFacts =>
      facts(null, { name, command: name, ...more })
    const all = [
      named('a', { rssKb: 5 }),
      named('b', { pssKb: 1, rssKb: 90 }),
      named('c', { pssKb: 9 }),
      named('d', {})
    ]
    expect(groupProcesses(all, 'program').map(({ name }) => name)).toEqual(['c', 'a', 'b', 'd'])
  })
})

describe('who shares what', () => {
  const mapping = (start: number, perms: string, object: string, pss: number | null): string => {
    const range = `${(start * 0x10000).toString(16)}-${(start * 0x10000 + 0x4000).toString(16)}`
    return `${range} ${perms} 00000000 ${object}\n${pss === null ? '' : `Rss: 16 kB\nPss: ${pss} kB\nPrivate_Clean: 1 kB\nPrivate_Dirty: 2 kB\n`}`
  }
  const table = (...blocks: string[]): ReturnType<typeof captureOfText>['table'] => captureOfText(blocks.join('')).table
  const one = {
    pid: 1,
    name: 'one',
    table: table(mapping(1, 'r--p', '08:01 7 /a', 3), mapping(2, 'r-xp', '08:01 8 /b', 9))
  }
  const two = {
    pid: 2,
    name: 'two',
    table: table(mapping(1, 'r-xp', '08:01 7 /a', 5), mapping(2, 'r--p', '08:02 7 /a', 1))
  }

  it('the largest first, and of its users the largest first', () => {
    const objects = sharedObjects([one, two])
    expect(objects.map(({ name, device, pssKb, isCode }) => [name, device, pssKb, isCode])).toEqual([
      ['/b', '08:01', 9, true],
      ['/a', '08:01', 8, true],
      ['/a', '08:02', 1, false]
    ])
    expect(objects[1]!.uses.map(({ pid, pssKb, ussKb, mappings }) => [pid, pssKb, ussKb, mappings])).toEqual([
      [2, 5, 3, 1],
      [1, 3, 3, 1]
    ])
  })

  it('leaves out the small ones of a single process, but never deleted ones', () => {
    const rows = Array.from({ length: 502 }, (_, at) => mapping(at + 1, 'r--p', `08:01 ${at + 1} /f${at}`, 600 - at))
    rows.push(mapping(900, 'r--p', '08:01 900 /gone (deleted)', 1))
    const index = new SharingIndex()
    index.add({ pid: 1, name: 'one', table: table(...rows) }, 0)
    index.unreadable = 4
    const answer = index.answer()
    expect(answer).toMatchObject({ leftOut: 2, processes: 1, unreadable: 4, copyOnWrite: [] })
    expect(answer.objects).toHaveLength(501)
    expect(answer.objects.at(-1)).toMatchObject({ name: '/gone', isDeleted: true })
    index.add({ pid: 2, name: 'two', table: table(rows[501]!) }, 1)
    expect(index.answer()).toMatchObject({ leftOut: 1, processes: 2 })
  })

  it('reports for each process what it still shares copy-on-write', () => {
    const smaps = (shared: number): string =>
      `7f0000000000-7f0000100000 rw-p 00000000 00:00 0 \nRss: 64 kB\nPss: 40 kB\nShared_Clean: 0 kB\nShared_Dirty: ${shared} kB\nPrivate_Clean: 0 kB\nPrivate_Dirty: 16 kB\n`
    const index = new SharingIndex()
    index.add({ pid: 1, name: 'parent', table: table(smaps(48)) }, 0)
    index.add({ pid: 2, name: 'child', table: table(smaps(0)) }, 1)
    index.add({ pid: 3, name: 'maps', table: table('7f0000000000-7f0000100000 rw-p 00000000 00:00 0 \n') }, 1)
    expect(index.answer().copyOnWrite).toEqual([[1, 48]])
  })

  it('a replaced file is deleted, and was a file', () => {
    expect(isReplacedFile({ name: '/usr/lib/a.so', isDeleted: true })).toBe(true)
    expect(isReplacedFile({ name: '/usr/lib/a.so', isDeleted: false })).toBe(false)
    for (const name of ['anon_inode:x', '/memfd:a', '/SYSV0000abcd', '/dev/zero', '/dev/shm/a', '/i915', '[aio]']) {
      expect(isReplacedFile({ name, isDeleted: true }), name).toBe(false)
    }
  })
})
