import { describe, expect, it } from 'vitest'
import { processesOfTree } from './archive/process-tree.ts'
import { plainSource, type Imported, type ImportedProcess } from './importer.ts'
import { captureOpened, describeOpened, listOpened } from './opened-file.ts'
import { TRAIT_KERNEL_THREAD, TRAIT_UNTRIED, TRAIT_ZOMBIE, UNKNOWN_KB } from '../memory/process-list.ts'
import { textAt } from '../memory/text-list.ts'
import { fixture, open } from '#test/support/opened-files.ts'

const imported = (processes: readonly ImportedProcess[]): Imported => ({
  source: plainSource('test', 'x'),
  moments: [{ takenAt: 7, processes }],
  notes: []
})

/** A directory like /proc, from texts. */
const tree = (files: Readonly<Record<string, string>>): Imported =>
  imported(
    processesOfTree(
      Object.entries(files).map(([path, text]) => ({ path, read: () => Buffer.from(text) })),
      () => ({}),
      () => undefined
    )
  )

const stat = (pid: number, comm: string, state: string, ppid: number, flags: number): string =>
  `${pid} (${comm}) ${state} ${ppid} 1 1 0 -1 ${flags} 0 0 0 0 0 0 0 0 20 0 3 0 ${pid * 10} 8192000 500 0 1 1 0 0\n`

describe('the list of an opened file', () => {
  it('has the exact figures that the file holds, and who started whom', () => {
    const list = listOpened(
      tree({
        'proc/10/stat': stat(10, 'shell', 'S', 1, 0),
        'proc/10/status': 'Name:\tshell\nVmSize:\t8000 kB\nVmRSS:\t2000 kB\nVmSwap:\t12 kB\nThreads:\t3\n',
        'proc/10/smaps_rollup':
          '00400000-7fff0000 ---p 00000000 00:00 0 [rollup]\nRss: 2000 kB\nPss: 700 kB\nPrivate_Clean: 100 kB\nPrivate_Dirty: 300 kB\n',
        'proc/11/stat': stat(11, 'gone', 'Z', 10, 0),
        'proc/12/stat': stat(12, 'kworker', 'I', 2, 0x200000)
      }),
      0
    )
    expect([...list.pid]).toEqual([10, 11, 12])
    expect([...list.ppid]).toEqual([1, 10, 2])
    expect(list).toMatchObject({ takenAt: 7, count: 3 })
    const figures = (['size', 'rss', 'swap', 'pss', 'uss'] as const).map((metric) => list.kb[metric])
    expect(figures.map((column) => column[0])).toEqual([8000, 2000, 12, 700, 400])
    expect(figures.map((column) => column[1])).toEqual(Array(5).fill(UNKNOWN_KB))
    expect(list.traits[1]! & TRAIT_ZOMBIE).toBe(TRAIT_ZOMBIE)
    expect(list.traits[2]! & TRAIT_KERNEL_THREAD).toBe(TRAIT_KERNEL_THREAD)
    expect(list.threads[0]).toBe(3)
  })

  it('adds up what texts of several processes hold, and leaves open what they do not', () => {
    const one = new TextDecoder().decode(fixture('sleep.pmap-x.txt'))
    const list = listOpened(open(one + one.replace(/^\d+/, '99')), 0)
    const [, size, rss] = /^total kB +(\d+) +(\d+)/m.exec(one)!
    expect([...list.kb.size]).toEqual([Number(size), Number(size)])
    expect([...list.kb.rss]).toEqual([Number(rss), Number(rss)])
    expect([...list.kb.pss]).toEqual([UNKNOWN_KB, UNKNOWN_KB])
  })

  it('has what stat and status report about each process, and nothing of what they do not', () => {
    const told = stat(10, 'shell', 'S', 1, 0).replace(' 0 0 0 0 0 0 0 0 20 ', ' 812 0 3 0 0 0 0 0 20 ')
    const list = listOpened(
      tree({
        'proc/10/stat': told,
        'proc/10/cmdline': 'shell\0-l\0',
        'proc/10/status':
          'Name:\tshell\nUid:\t1000\t1000\t1000\t1000\nVmHWM:\t9 kB\nVmRSS:\t8 kB\nRssAnon:\t5 kB\nRssFile:\t2 kB\nRssShmem:\t1 kB\nVmPTE:\t4 kB\n',
        'proc/11/maps': '00400000-00401000 r-xp 00000000 08:02 11 /usr/bin/demo\n'
      }),
      0
    )
    expect([...list.uid]).toEqual([1000, -1])
    expect([...list.startTime]).toEqual([100, 0])
    expect([...list.state]).toEqual(['S'.charCodeAt(0), 0])
    // Without a line in status, as stat counts them.
    expect([...list.threads]).toEqual([3, -1])
    expect([...list.ppid]).toEqual([1, 0])
    expect([...list.traits]).toEqual([TRAIT_UNTRIED, TRAIT_UNTRIED])
    expect(Array.from({ length: 2 }, (_, row) => textAt(list.name, row))).toEqual(['shell', ''])
    expect(textAt(list.commandLine, 0)).toBe('shell -l')
    const columns = { peak: 9, rssAnon: 5, rssFile: 2, rssShmem: 1, pageTables: 4, minorFaults: 812, majorFaults: 3 }
    for (const [name, value] of Object.entries(columns))
      expect([name, ...list.cheap[name as keyof typeof columns]]).toEqual([name, value, UNKNOWN_KB])
    expect(list.users).toEqual([])
  })

  it('names users where the file does', () => {
    const files = [
      { path: '7/status', read: () => Buffer.from('Name:\tdemo\nUid:\t0\t0\t0\t0\n') },
      { path: '8/status', read: () => Buffer.from('Name:\tdemo\n') }
    ]
    const named = processesOfTree(
      files,
      () => ({ user: 'root' }),
      () => undefined
    )
    expect(listOpened(imported(named), 0).users).toEqual([[0, 'root']])
  })

  it('looks at the mappings of a single process only once', () => {
    const one = open(fixture('sleep.pmap-x.txt'))
    expect(listOpened(one, 0).kb.rss[0]).toBe(UNKNOWN_KB)
  })

  it('is empty for a moment that is not there', () => {
    expect(listOpened(imported([]), 3)).toMatchObject({ count: 0, takenAt: 0, hidden: false })
  })
})

describe('an opened file', () => {
  const process = open(fixture('sleep.pmap-x.txt')).moments[0]!.processes[0]!

  it('is described by its moments and what was left out', () => {
    const notes = [{ kind: 'line', line: 3, detail: 'x' }] as const
    const moments = [
      { takenAt: 1, note: 'first', processes: [] },
      { takenAt: null, processes: [] }
    ]
    const source = plainSource('test', 'x')
    expect(describeOpened({ source, moments, notes })).toEqual({
      source,
      moments: [1, null],
      momentNotes: ['first', ''],
      notes
    })
  })

  it('gives the mappings of the process that is asked for, and of no other', () => {
    const file = imported([process])
    expect(captureOpened(file, 0, process.process).table.rowCount).toBe(37)
    for (const [moment, pid, startTime] of [
      [0, process.process.pid, 1],
      [0, 1, 0],
      [1, process.process.pid, 0]
    ] as const)
      expect(() => captureOpened(file, moment, { pid, startTime })).toThrow(
        expect.objectContaining({
          failure: {
            kind: 'gone',
            target: `process ${pid}`,
            detail: 'this moment of the file does not hold it'
          }
        }) as Error
      )
  })
})
