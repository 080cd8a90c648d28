import { describe, expect, it } from 'vitest'
import { processesOfTree } from './archive/process-tree.ts'
import { plainSource, type Imported, type ImportedProcess } from './importer.ts'
import { listOpened } from './opened-file.ts'
import { TRAIT_KERNEL_THREAD, TRAIT_ZOMBIE, UNKNOWN_KB } from '../memory/process-list.ts'
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
})
