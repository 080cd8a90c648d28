import { describe, expect, it } from 'vitest'
import { open, rows } from '#test/support/opened-files.ts'
import { Listings, MOST_LISTS } from './listings.ts'
import { SkippedNotes } from './skipped-notes.ts'

/** Each list of a text as `moment pid: rows`. */
const lists = (text: string): string[] =>
  open(text).moments.flatMap(({ processes }, moment) =>
    processes.map((process) => `${moment} ${process.process.pid}: ${rows(process.capture()).join(', ')}`)
  )

describe('two lists in one text are two moments, or two processes', () => {
  it('gef, twice', () => {
    const list = (more: string): string =>
      'gef> vmmap\nStart              End                Offset             Perm Path\n' +
      `0x0000555555554000 0x0000555555558000 0x0000000000000000 r-- /usr/bin/demo\n` +
      `0x0000555555558000 0x000055555556e000 0x0000000000004000 r-x /usr/bin/demo\n${more}`
    const heap = '0x000055555557a000 0x000055555557b000 0x0000000000000000 rw- [heap]\n'
    const demo = '555555554000 16 r--p /usr/bin/demo, 555555558000 88 r-xp /usr/bin/demo'
    const both = [`0 0: ${demo}`, `1 0: ${demo}, 55555557a000 4 rw-p [heap]`]
    expect(lists(list('') + list(heap))).toEqual(both)
    // Without prompts and headings, addresses show it.
    expect(lists((list('') + list(heap)).replace(/^(?:gef|Start).*\n/gm, ''))).toEqual(both)
  })

  it('gdb, of two inferiors and of one again', () => {
    const list = (pid: number): string =>
      `process ${pid}\nMapped address spaces:\n\n          Start Addr           End Addr       Size     Offset  Perms  objfile\n` +
      '            0x400000           0x401000     0x1000        0x0  r-xp   /bin/a\n'
    const a = '400000 4 r-xp /bin/a'
    expect(lists(list(7) + list(8) + list(7))).toEqual([`0 7: ${a}`, `0 8: ${a}`, `1 7: ${a}`])
  })

  it('sanitizers of two processes', () => {
    const list = (pid: number): string =>
      `==${pid}==Process memory map follows:\n\t0x000000400000-0x000000401000\t/bin/a\n==${pid}==End of process memory map.\n`
    expect(lists(list(7) + list(8))).toEqual(['0 7: 400000 4 r--p /bin/a', '0 8: 400000 4 r--p /bin/a'])
  })

  it('tombstones, one after the other', () => {
    const list = (pid: number): string =>
      `pid: ${pid}, tid: ${pid}, name: main  >>> com.example <<<\nmemory map:\n    00400000-00400fff r-x         0      1000  /system/lib/liba.so\n`
    const a = '400000 4 r-xp /system/lib/liba.so'
    expect(lists(list(7) + list(8))).toEqual([`0 7: ${a}`, `0 8: ${a}`])
  })

  it('pmap without titles', () => {
    const list = '0000000000400000      4K r-x-- demo\n0000000000401000      4K rw---   [ anon ]\n'
    expect(open(list + list).moments).toHaveLength(2)
  })

  it('addresses that go back elsewhere are the order of one list', () => {
    const text = '[0x00400000-0x00401000) r-x /bin/a\n[0x7f0000000000-0x7f0000001000) r-- /lib/b\n'
    expect(lists(text.split('\n').reverse().join('\n'))).toHaveLength(1)
  })
})

describe('what only looks like mappings is none', () => {
  it.each([
    [
      'a heap profile of Go',
      'heap profile: 2: 1024 [4: 2048] @ heap/524288\n1: 512 [3: 1536] @ 0x401cef 0x403151 0x4031da 0x40fc0d 0x40fb48\n' +
        '1: 512 [1: 512] @ 0x401cef 0x403151 0x4031da 0x40fc0d\n'
    ],
    [
      '/proc/vmallocinfo',
      '0xd0800000-0xd0802000    8192 of_thing+0x30/0x38 phys=f8000000 ioremap\n' +
        '0xd0810000-0xd0831000  135168 pcpu_alloc_x+0x20/0x50 pages=32 vmalloc\n'
    ]
  ])('%s', (_, text) => {
    expect(() => open(text)).toThrow()
  })
})

describe('very many lists', () => {
  const many = MOST_LISTS + 5
  it.each([
    ['pmap', (at: number) => `${at + 1}:   p\n0000000000400000      4K r-x-- demo\n total 4K\n`],
    ['maps', (at: number) => `pid ${at + 1}\n00400000-00401000 r-xp 00000000 08:02 7 /bin/a\n`]
  ])('of %s end somewhere, which is noted', (_, text) => {
    const opened = open(Array.from({ length: many }, (__, at) => text(at)).join(''))
    expect(opened.moments[0]?.processes).toHaveLength(MOST_LISTS)
    expect(opened.notes.map(({ detail }) => detail)).toEqual([`lists behind the first ${MOST_LISTS} are left out`])
  })
})

it('a list that there is no room for is left out whole, also where only its addresses show that it begins', () => {
  const out = new Listings('x', {}, { left: 2 })
  for (const start of [0x1000n, 0x2000n, 0x1000n, 0x2000n, 0x1000n, 0x2000n]) {
    expect(out.mapping({ start, end: start + 0x1000n, name: '' })).toBe(true)
    out.field('Rss', 4)
  }
  const notes = new SkippedNotes()
  const processes = out.finish().flatMap((moment) => moment.processes)
  expect(processes.map(({ capture }) => capture().table.rowCount)).toEqual([2, 2])
  out.reportLeftOut(notes)
  expect([out.isFull, notes.list.length]).toEqual([true, 1])
})
