import { expect, it } from 'vitest'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { first, fixture, open, rows } from '#test/support/opened-files.ts'
import { crashMemoryMap } from './crash-memory-map.ts'

const SHORT_MAPS = `00400000-0040b000 r-xp 00000000 08:01 393228                             /bin/cat
00e1f000-00e40000 rw-p 00000000 00:00 0                                  [heap]
7ffd3c5f5000-7ffd3c616000 rw-p 00000000 00:00 0                          [stack]
`
const SHORT_ROWS = ['400000 44 r-xp /bin/cat', 'e1f000 132 rw-p [heap]', '7ffd3c5f5000 132 rw-p [stack]']

const MAPS = new TextDecoder().decode(fixture('waiting.maps'))
const abort =
  "*** Error in `./bin/waiting': double free or corruption (fasttop): 0x0000000001a2d010 ***\n" +
  '======= Backtrace: =========\n/lib/x86_64-linux-gnu/libc.so.6(+0x777e5)[0x7f0f0d5d17e5]\n' +
  `======= Memory map: ========\n${MAPS}Aborted (core dumped)\n`

it('glibc’s of an abort: what is around the map is another matter', () => {
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

it('glibc', () => {
  const text = `*** Error in \`./a': double free or corruption (fasttop): 0x0000000000e1f010 ***
======= Backtrace: =========
/lib/x86_64-linux-gnu/libc.so.6(+0x777e5)[0x7f5a1c1197e5]
./a[0x400566]
======= Memory map: ========
${SHORT_MAPS}Aborted (core dumped)
`
  expect(rows(first(text))).toEqual(SHORT_ROWS)
})

it('a report of a program, with other tables around', () => {
  const text = `Registers:\nrip = 0x00007f5a1c1197e5\nMemory map:\n${SHORT_MAPS}\nVmSize: 100 kB\nUptime: 12 seconds\n`
  expect(rows(first(text))).toEqual(SHORT_ROWS)
  expect(first(text).detail).toBe('maps')
})

it('is known by its headings and the first words of a profile', () => {
  const sure = (text: string): number => crashMemoryMap.detect(Buffer.from(text), 'file')
  const own = [
    '\n======= Memory map: ========',
    'x\nMAPPED_LIBRARIES:',
    'heap profile: 1',
    'heap_v2/524288',
    '--- heapz 1 ---',
    '--- contention 1 ---'
  ]
  expect(own.map(sure)).toEqual(own.map(() => 0.97))
  for (const other of ['no MAPPED_LIBRARIES:', 'my heap profile: 1', 'heap_v2', '']) expect(sure(other)).toBe(0)
})

it('a map that begins the file, or follows another heading', () => {
  const read = (text: string) =>
    rows(crashMemoryMap.read(Buffer.from(text), 'file', nodeFormatContext).moments[0]!.processes[0]!.capture())
  expect(read(`\n======= Memory map: ========\n${SHORT_MAPS}`)).toEqual(SHORT_ROWS)
  expect(read(`\nMAPPED_LIBRARIES:\n${SHORT_MAPS}\n======= Memory map: ========\n`)).toEqual(SHORT_ROWS)
  expect(read(`= x\n======= Memory map: ========\n${SHORT_MAPS}`)).toEqual(SHORT_ROWS)
})

it('the program of an abort is the one that a line of its own names', () => {
  const named = (line: string) => first(`${line}\n======= Memory map: ========\n${SHORT_MAPS}`).name
  expect(named("*** Error in `/opt/demo/bin': free(): invalid pointer ***")).toBe('bin')
  expect(named("see *** Error in `/opt/demo/bin': free()")).toBe('file')
})
