import { describe, expect, it } from 'vitest'
import { SAMPLES } from '#test/fuzz/samples.ts'
import { first, fixture, number, open, processesOf, rows } from '#test/support/opened-files.ts'
import { columnsById } from '../../memory/columns.ts'
import type { Capture } from '../../memory/capture.ts'

const MAPS = new TextDecoder().decode(fixture('waiting.maps'))
const sample = (name: string): string => SAMPLES[name] ?? ''
const cell = (capture: Capture, id: string, row: number): string | null | undefined =>
  columnsById(capture.table, [id])[0]?.text(capture, row, { style: 'wide', fullPath: true })

describe('reports that hold a copy of maps', () => {
  const abort =
    "*** Error in `./bin/waiting': double free or corruption (fasttop): 0x0000000001a2d010 ***\n" +
    '======= Backtrace: =========\n/lib/x86_64-linux-gnu/libc.so.6(+0x777e5)[0x7f0f0d5d17e5]\n' +
    `======= Memory map: ========\n${MAPS}Aborted (core dumped)\n`

  it('glibc’s of an abort: what stands around the map is another matter', () => {
    expect(rows(first(abort))).toEqual(rows(first(MAPS)))
    expect(first(abort)).toMatchObject({ name: 'waiting', command: './bin/waiting' })
    expect(open(abort).notes).toEqual([])
  })

  it.each([
    ['gperftools', 'waiting.gperftools-heap.txt'],
    ['jemalloc', 'waiting.jemalloc-heap.txt']
  ])('a heap profile of %s', (_, file) => {
    expect(open(fixture(file)).source.format).toBe('memory-map')
    const lines = new TextDecoder().decode(fixture(file)).match(/^[0-9a-f]{8,16}-[0-9a-f]{8,16} /gm)
    expect(first(fixture(file)).table.rowCount).toBe(lines?.length)
    expect(rows(first(fixture(file)))[0]).toMatch(/ r--p \/tmp\/demo\/waiting$/)
    expect(open(fixture(file)).notes).toEqual([])
  })

  it('a profile whose samples fill megabytes before it', () => {
    const samples = '     1:     4096 [     1:     4096] @ 0x7f8175a938cc 0x7f8175aa10a0\n'.repeat(40_000)
    const text = `heap profile: 1: 4096 [ 1: 4096] @ heapprofile\n${samples}\nMAPPED_LIBRARIES:\n${MAPS}`
    expect(rows(first(text))).toEqual(rows(first(MAPS)))
    expect(() => open(text.slice(0, 100_000))).toThrow('no MAPPED_LIBRARIES')
  })

  it('apport’s: who it was, and nothing of the core file in it', () => {
    const core = `CoreDump: base64\n${` ${'QUJD'.repeat(200_000)}\n`.repeat(4)}`
    for (const text of [sample('apport.crash'), core + sample('apport.crash'), sample('apport.crash') + core]) {
      expect(open(text)).toMatchObject({ source: { format: 'apport', kernel: '6.8.0-31-generic' }, notes: [] })
      expect(first(text)).toMatchObject({ name: 'gedit', command: 'gedit /tmp/x.txt', process: { pid: 812 } })
      expect(rows(first(text))).toEqual(['400000 4 r-xp /usr/bin/gedit', '600000 4 rw-p '])
    }
  })
})

describe('debuggers and tracers', () => {
  it.each(['radare.txt', 'radare-1.txt'])('radare2: %s', (file) => {
    const own = rows(first(sample(file)))
    expect([own[0], own.at(-1)]).toEqual(['400000 4 r-xp /tmp/a.out', '7ffffffde000 132 rw-p [stack]'])
    expect(open(sample(file)).notes).toEqual([])
  })

  it('radare2 numbers what has no name', () => {
    expect(rows(first(sample('radare.txt')))[1]).toBe('7ffff7fcb000 8 rw-p ')
  })

  it('gef with a column of sizes', () => {
    const text =
      '[ Legend:  Code | Stack | Heap ]\n' +
      'Start              End                Size               Offset             Perm Path\n' +
      '0x0000555555554000 0x0000555555555000 0x0000000000001000 0x0000000000002000 r-x /home/me/a.out\n'
    expect(rows(first(text))).toEqual(['555555554000 4 r-xp /home/me/a.out'])
    expect(cell(first(text), 'Offset', 0)).toBe('00002000')
    expect(open(text).notes).toEqual([])
  })

  it('crash: permissions are told as flags of the kernel, processes one after the other', () => {
    const text = sample('crash.txt') + sample('crash.txt').replaceAll('812', '813')
    const found = processesOf(text)
    expect(found.map(({ process, name }) => [process.pid, name])).toEqual([
      [812, 'bash'],
      [813, 'bash']
    ])
    expect(rows(found[0]!.capture())).toEqual(['400000 856 r-xp /bin/bash', '6df000 20 rw-s '])
    expect(first(text).absent).toEqual(['offset', 'device', 'inode'])
    expect(open(text).notes).toEqual([])
  })

  it('perf script: what was mapped last, of the program that was begun last', () => {
    const capture = first(fixture('waiting.perf-script.txt'))
    expect(capture).toMatchObject({ name: 'waiting', process: { pid: 19278 } })
    expect(rows(capture)).toEqual([
      '55c491e2d000 4 r-xp /tmp/demo/waiting',
      '7f462e8a7000 1368 r-xp /usr/lib/x86_64-linux-gnu/libc.so.6',
      '7f462ea76000 8 r-xp [vdso]',
      '7f462ea79000 152 r-xp /usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2'
    ])
    expect([cell(capture, 'Device', 0), cell(capture, 'Inode', 0)]).toEqual(['fe:00', '4653080'])
    expect(open(fixture('waiting.perf-script.txt')).notes[0]?.detail).toContain('executable ones only')
    const events =
      ' a 7 1.0: PERF_RECORD_MMAP2 7/7: [0x1000(0x1000) @ 0 <4c1bd9a6a3e5>]: r-xp /bin/a\n' +
      ' a 7 2.0: PERF_RECORD_MMAP2 7/7: [0x1000(0x2000) @ 0x3000 fd:01 7 1]: rw-p //anon\n' +
      ' a 8 3.0: PERF_RECORD_MMAP 8/8: [0x5000(0x1000) @ 0]: x /bin/b\n'
    expect(processesOf(events).map((process) => rows(process.capture()))).toEqual([
      ['1000 8 rw-p '],
      ['5000 4 r--p /bin/b']
    ])
    expect(processesOf(events)[1]?.capture().absent).toEqual(['perms', 'device', 'inode'])
  })

  it('valgrind: each of its lists is a moment', () => {
    const { moments, notes } = open(fixture('waiting.valgrind.txt'))
    expect(moments.map(({ note }) => note)).toEqual([
      'Memory layout at client startup',
      'Memory layout at client shutdown'
    ])
    const capture = first(fixture('waiting.valgrind.txt'))
    expect(rows(capture).slice(0, 2)).toEqual(['108000 4 r--p /tmp/demo/waiting', '109000 4 r-xp /tmp/demo/waiting'])
    expect(['Offset', 'Device', 'Inode'].map((id) => cell(capture, id, 1))).toEqual(['00001000', 'fe:00', '4653080'])
    // 34 segments, of which nine are reserved and five are free.
    expect(capture.table.rowCount).toBe(20)
    expect(notes).toHaveLength(1)
  })

  it('the links of map_files', () => {
    const capture = first(fixture('waiting.map-files.txt'))
    expect(rows(capture)[0]).toMatch(/ 4 r--p \/tmp\/demo\/waiting$/)
    expect(capture.absent).toEqual(['perms', 'offset', 'device', 'inode'])
    expect(open(fixture('waiting.map-files.txt')).notes).toHaveLength(1)
  })
})

it('pmap -xq of busybox and toybox, without its heading: PSS, dirty, swapped', () => {
  const capture = first('812: sh\n0000000000400000     836     120       8       4 r-x-- sh\n')
  expect(['Rss', 'Pss', 'Private_Dirty', 'Swap'].map((field) => number(capture, field, 0))).toEqual([
    undefined,
    120,
    8,
    4
  ])
})

describe('is refused with words that say what it is', () => {
  it.each([
    ['AIX', '12345 : /usr/bin/x\n10000000       4K  read/exec         x\n', 'AIX'],
    ['FreeBSD', '0x400000 0x401000 1 0 0xfffff80003 r-x 1 0 0x1000 COW NC vnode /bin/sh NCH -1\n', 'FreeBSD'],
    ['OpenBSD', 'Start            End                 Size           Offset rwxpc  RWX  I/W/A Dev\n', 'OpenBSD'],
    ['macOS', 'Virtual Memory Map of process 812 (cat)\n', 'macOS'],
    ['numa_maps', '559f9e8d5000 default file=/bin/a dirty=1 N0=1 kernelpagesize_kB=4\n', 'numa_maps'],
    ['strace', '812 mmap(NULL, 8192, PROT_READ|PROT_WRITE, MAP_PRIVATE, -1, 0) = 0x7fb74f1f0000\n', 'strace'],
    [
      'procrank',
      '  PID       Vss      Rss      Pss      Uss  cmdline\n  812  1234K   12K   10K    9K  x\n',
      'procrank'
    ],
    ['dumpsys', 'Applications Memory Usage (in Kilobytes):\n\n** MEMINFO in pid 812 [x] **\n', 'meminfo'],
    ['debuggerd -b', '----- pid 812 at 2026-11-23 11:00:00 -----\nCmd line: /system/bin/x\n', 'backtraces'],
    ['smaps_rollup', '55d490ac6000-7fff00000000 ---p 00000000 00:00 0 [rollup]\nRss: 4 kB\n', 'smaps_rollup'],
    ['status', 'Name:\tcat\nUmask:\t0022\nPid:\t8\nVmPeak:\t 3 kB\nVmSize:\t 3 kB\n', 'status']
  ])('%s', (_, text, words) => {
    expect(() => open(text)).toThrow(words)
  })
})
