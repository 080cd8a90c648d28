import { expect, it } from 'vitest'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { MOST_NUMA_ROWS, parseNumaMaps } from '../scan/numa-maps.ts'
import { MOST_FILE_BYTES } from '../scan/scan-limits.ts'
import { openBytes } from './index.ts'
import { MOST_LISTS } from './listings.ts'

const row = (at: number): string => `${(0x400000 + at * 0x1000).toString(16)}-${(0x401000 + at * 0x1000).toString(16)}`
const MORE = MOST_LISTS + 50

/** Texts with a list for each of many processes, of formats that collect their processes by themselves. */
const TEXTS: readonly (readonly [string, (at: number) => string])[] = [
  [
    'android-bugreport',
    (at) => `------ SMAPS OF a (/proc/${at + 1}/smaps: 2026) ------\n${row(at)} r-xp 00000000 fd:01 7 /a\nRss: 4 kB\n`
  ],
  [
    'android-bugreport',
    (at) =>
      `------ SHOW MAP ${at + 1}: a (/system/bin/showmap -q ${at + 1}) ------\n 1024 512 300 0 100 12 400 2 /system/lib/a.so\n`
  ],
  [
    'crash-vm',
    (at) =>
      `PID: ${at + 1} TASK: ffff8801b5f2a1c0 CPU: 3 COMMAND: "a"\n VMA START END FLAGS FILE\nffff8802f4dd8c30 400000 4d6000 8001875 /bin/a\n`
  ],
  [
    'perf-script',
    (at) => `a ${at + 1} 1.0: PERF_RECORD_MMAP2 ${at + 1}/${at + 1}: [0x400000(0x1000) @ 0 fd:01 7 0]: r-xp /bin/a\n`
  ]
]

it.each(TEXTS)('%s: processes that there is no room for are left out, with a note', (format, block) => {
  const text = Array.from({ length: MORE }, (_, at) => block(at)).join('')
  const opened = openBytes(Buffer.from(text), 'x', nodeFormatContext)
  expect(opened.source.format).toBe(format)
  expect(opened.moments[0]?.processes).toHaveLength(MOST_LISTS)
  expect(opened.notes.map(({ detail }) => detail).join('\n')).toContain('left out')
})

it('perf-script: processes of which it reports nothing but their names take the same room', () => {
  const event = (pid: number, what: string): string => `a ${pid} 1.0: PERF_RECORD_${what}\n`
  const mapped = (pid: number): string =>
    event(pid, `MMAP2 ${pid}/${pid}: [0x400000(0x1000) @ 0 fd:01 7 0]: r-xp /bin/a`)
  const names = Array.from({ length: MORE }, (_, at) => event(at + 2, `COMM exec: a:${at + 2}/${at + 2}`)).join('')
  // Of one that was named when there was no room any more nothing is kept.
  const opened = openBytes(Buffer.from(mapped(1) + names + mapped(MORE + 1)), 'x', nodeFormatContext)
  expect(opened.moments[0]?.processes.map(({ process }) => process.pid)).toEqual([1])
})

it('valgrind-segments: the same for moments', () => {
  const block = `--8:1:aspacem  <<< SHOW_SEGMENTS: a (1 segments)\n--8:1:aspacem   1: FILE 0000400000-0000400fff    4096 r-x-- d=0x801 i=7 o=0 (1,4)\n--8:1:aspacem  >>>\n`
  const opened = openBytes(Buffer.from(block.repeat(MORE)), 'x', nodeFormatContext)
  expect(opened.moments).toHaveLength(MOST_LISTS)
  expect(opened.notes.map(({ detail }) => detail).join('\n')).toContain('left out')
})

it('numa-maps: the same for mappings', () => {
  const text = Buffer.from(
    Array.from(
      { length: MOST_NUMA_ROWS + 5 },
      (_, at) => `${(0x7f0000000000 + at * 4096).toString(16)} default anon=1 N0=1 kernelpagesize_kB=4\n`
    ).join('')
  )
  expect(parseNumaMaps(text)).toHaveLength(MOST_NUMA_ROWS)
  const opened = openBytes(text, 'x', nodeFormatContext)
  expect(opened.moments[0]?.processes[0]?.capture().table.rowCount).toBe(MOST_NUMA_ROWS)
  expect(opened.notes.map(({ detail }) => detail).join('\n')).toContain('left out')
})

it('maps-text: mappings that there is no room for are left out, with a note', () => {
  const length = 10_000
  const count = Math.ceil(MOST_FILE_BYTES / (3 * length)) + 20
  const text = Array.from(
    { length: count },
    (_, at) => `${row(at)} r--p 00000000 fd:01 7 ${`/${at}-`.padEnd(length, 'x')}\n`
  )
  const opened = openBytes(Buffer.from(text.join('')), 'x', nodeFormatContext)
  const { table, notes } = opened.moments[0]!.processes[0]!.capture()
  expect(table.rowCount).toBeLessThan(count)
  expect(notes.find(({ kind }) => kind === 'skipped-lines')?.detail).toMatch(new RegExp(`^${count - table.rowCount}: `))
})
