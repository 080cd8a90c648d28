import { describe, expect, it } from 'vitest'
import { processesOfTree } from './archive/process-tree.ts'
import { machineOfTree } from './archive/machine-files.ts'
import { plainSource, type Imported, type ImportedProcess } from './importer.ts'
import { exactOpened, machineOfMoment, machineOpened, sharingOpened, surroundingsOpened } from './opened-machine.ts'

const MAPS = '00400000-00401000 r-xp 00000000 08:02 11 /usr/bin/demo\n00600000-00602000 rw-p 00000000 00:00 0 \n'
const SMAPS =
  '00400000-00401000 r-xp 00000000 08:02 11 /usr/bin/demo\nRss: 4 kB\nPss: 2 kB\nPrivate_Clean: 1 kB\nPrivate_Dirty: 0 kB\n'
const ROLLUP =
  '00400000-7fff0000 ---p 00000000 00:00 0 [rollup]\nRss: 2000 kB\nPss: 700 kB\nPss_Anon: 300 kB\nPss_File: 390 kB\nPss_Shmem: 10 kB\nPrivate_Clean: 100 kB\nPrivate_Dirty: 300 kB\n'

const stat = (pid: number, state: string, ppid: number, flags = 0): string =>
  `${pid} (demo) ${state} ${ppid} 1 1 0 -1 ${flags} 0 0 0 0 0 0 0 0 20 0 3 0 ${pid * 10} 8192000 500 0 1 1 0 0\n`

/** A moment of a directory like /proc with the machine's files beside it, from texts. */
function imported(files: Readonly<Record<string, string>>, takenAt: number | null = 7): Imported {
  const all = Object.entries(files).map(([path, text]) => ({ path, read: () => Buffer.from(text) }))
  const processes = processesOfTree(
    all,
    () => ({}),
    () => undefined
  )
  return { source: plainSource('test', 'x'), moments: [{ takenAt, processes, ...machineOfTree(all) }], notes: [] }
}

const ONE = {
  'proc/10/stat': stat(10, 'S', 1),
  'proc/10/smaps': SMAPS,
  'proc/10/smaps_rollup': ROLLUP,
  'proc/10/cgroup': '0::/demo.slice\n',
  'proc/10/oom_score': '668\n'
}

describe('exact numbers of an opened file', () => {
  it('are those of smaps_rollup', () => {
    const { readings, milliseconds, unread } = exactOpened(imported(ONE), 0, false)
    expect([milliseconds, unread]).toEqual([0, 0])
    expect(readings).toHaveLength(1)
    expect(readings[0]).toMatchObject({
      process: { pid: 10, startTime: 100 },
      takenAt: 7,
      pssParts: { anonKb: 300, fileKb: 390, shmemKb: 10 },
      mappings: null,
      oomScore: 668,
      cgroup: { version: 2, path: '/demo.slice' }
    })
    expect(readings[0]!.amounts).toMatchObject({ rss: 2000, pss: 700, uss: 400 })
  })

  it('count mappings where that is asked for, and only where there are any', () => {
    const files = { ...ONE, 'proc/11/stat': stat(11, 'S', 1), 'proc/12/maps': MAPS }
    expect(exactOpened(imported(files), 0, true).readings.map(({ mappings }) => mappings)).toEqual([1, null, 2])
    expect(exactOpened(imported(files), 0, false).readings.map(({ mappings }) => mappings)).toEqual([null, null, null])
  })

  it('are added up where the kernel did not, and several processes are compared', () => {
    const alone = { 'proc/11/smaps': SMAPS }
    expect(exactOpened(imported(alone), 0, false).readings[0]).toMatchObject({ amounts: null, pssParts: null })
    const [first, second, third] = exactOpened(imported({ ...alone, ...ONE, 'proc/12/maps': MAPS }), 0, false).readings
    expect(first!.amounts!.pss).toBe(700)
    expect(second).toMatchObject({ pssParts: null, amounts: { rss: 4, pss: 2, uss: 1 } })
    // maps has no resident sizes: not known, and not 0.
    expect(third!.amounts).toBeNull()
  })

  it('leave out what the file does not hold, or what can not be read', () => {
    const damaged: ImportedProcess = {
      process: { pid: 13, startTime: 0 },
      name: '',
      command: '',
      capture: () => {
        throw new Error('damaged')
      }
    }
    const { source, moments, notes } = imported({ 'proc/12/maps': MAPS }, null)
    const both = { source, notes, moments: [{ ...moments[0]!, processes: [...moments[0]!.processes, damaged] }] }
    expect(exactOpened(both, 0, true).readings).toEqual(
      [2, null].map((mappings, at) => ({
        process: { pid: 12 + at, startTime: 0 },
        takenAt: 0,
        amounts: null,
        pssParts: null,
        mappings,
        oomScore: null,
        cgroup: null
      }))
    )
    expect(exactOpened(both, 1, true)).toEqual({ readings: [], milliseconds: 0, unread: 0 })
  })
})

describe('the machine of an opened file', () => {
  it('is what its meminfo reports', () => {
    const file = imported({ ...ONE, 'proc/meminfo': 'MemTotal: 1000 kB\nMemFree: 400 kB\n' })
    expect(machineOpened(file, 0).lines).toMatchObject({ MemTotal: 1000, MemFree: 400 })
    expect(() => machineOpened(file, 1)).toThrow('the file does not hold it')
    expect(() => machineOpened(imported(ONE), 0)).toThrow('the file does not hold it')
  })

  it('reports the cgroup of a process and the numbers of all above it', () => {
    const file = imported({ ...ONE, 'sys/fs/cgroup/demo.slice/memory.current': '4096\n', 'proc/11/maps': MAPS })
    const found = surroundingsOpened(file, 0, { pid: 10, startTime: 100 })
    expect(found).toMatchObject({
      cgroup: { version: 2, identity: { path: '/demo.slice' } },
      oomScore: 668,
      oomScoreAdj: null,
      gpu: { clients: [], isReadable: false }
    })
    expect(found.path.map(({ path, current }) => [path, current])).toContainEqual(['/demo.slice', 4096])
    expect(surroundingsOpened(file, 0, { pid: 11, startTime: 0 })).toMatchObject({
      cgroup: null,
      path: [],
      oomScore: null
    })
    expect(() => surroundingsOpened(file, 0, { pid: 10, startTime: 101 })).toThrow(
      'this moment of the file does not hold it'
    )
    expect(() => surroundingsOpened(file, 1, { pid: 10, startTime: 100 })).toThrow('does not hold it')
  })

  it('is kept in another file with the cgroups of the processes that are', () => {
    const file = imported({
      ...ONE,
      'proc/meminfo': 'MemTotal: 1000 kB\n',
      'sys/fs/cgroup/demo.slice/memory.current': '4096\n',
      'proc/11/maps': MAPS
    })
    const { memory, cgroups } = machineOfMoment(file.moments[0]!, file.moments[0]!.processes)
    expect(memory!.lines['MemTotal']).toBe(1000)
    expect(cgroups.map(({ pid, cgroup }) => [pid, cgroup])).toEqual([[10, { version: 2, path: '/demo.slice' }]])
    expect(cgroups[0]!.path.some(({ current }) => current === 4096)).toBe(true)
    expect(machineOfMoment({ takenAt: null, processes: [] }, file.moments[0]!.processes)).toEqual({
      memory: null,
      cgroups: [{ pid: 10, cgroup: { version: 2, path: '/demo.slice' }, path: [] }]
    })
  })
})

describe('who shares what in an opened file', () => {
  it('covers all that can be read, and counts those that can not', () => {
    const answer = sharingOpened(
      imported({
        ...ONE,
        'proc/11/stat': stat(11, 'S', 10),
        'proc/11/smaps': SMAPS,
        'proc/12/stat': stat(12, 'Z', 1),
        'proc/13/stat': stat(13, 'I', 2, 0x200000),
        'proc/14/stat': stat(14, 'S', 1)
      }),
      0
    )
    expect([answer.processes, answer.unreadable]).toEqual([2, 1])
    const [object] = answer.objects
    expect(object!.uses.map(({ pid }) => pid)).toEqual([10, 11])
    expect(sharingOpened(imported(ONE), 1)).toMatchObject({ processes: 0, unreadable: 0 })
  })
})
