import { expect, it } from 'vitest'
import { first, number, open, processesOf, rows } from '#test/support/opened-files.ts'
import { mappingName } from '../../memory/mapping-table.ts'

it('procps 3.2.8, default', () => {
  const text = `3244:   -bash
0000000000400000    836K r-x--  /bin/bash
00000000006d1000     36K rw---  /bin/bash
00000000006da000     24K rw---    [ anon ]
00007fffaa9f1000     84K rw---    [ stack ]
ffffffffff600000      4K r-x--    [ anon ]
 total           108320K
`
  expect(rows(first(text))[0]).toBe('400000 836 r-xp /bin/bash')
  expect(rows(first(text))[3]).toBe('7fffaa9f1000 84 rw-p [stack]')
  expect(first(text)).toMatchObject({ name: 'bash', process: { pid: 3244 } })
  expect(open(text).notes).toEqual([])
})

it('procps 3.2.8, -x, where it knew no numbers', () => {
  const text = `3244:   -bash
Address           Kbytes     RSS   Dirty Mode   Mapping
0000000000400000     836       -       - r-x--  bash
00000000006d1000      36       -       - rw---  bash
----------------  ------  ------  ------
total kB             872       -       -
`
  expect(rows(first(text))).toHaveLength(2)
  expect(first(text).detail).toBe('maps')
  expect(open(text).notes).toEqual([])
})

it('procps 3.3.10, -XX, whose last two headings are one word', () => {
  const text = `21:   cat
       Address Perm   Offset Device  Inode Size  Rss  Pss Shared_Clean Shared_Dirty Private_Clean Private_Dirty Referenced Anonymous AnonHugePages Swap KernelPageSize MMUPageSize Locked                   VmFlagsMapping
      00400000 r-xp 00000000  fd:01 525384   48   48    4           48            0             0             0         48         0             0    0              4           4      0             rd ex mr mw me dw  cat
      0060b000 r--p 0000b000  fd:01 525384    4    4    4            0            0             0             4          4         4             0    0              4           4      0             rd mr mw me dw ac  cat
                                            ==== ==== ==== ============ ============ ============= ============= ========== ========= ============= ==== ============== =========== ======
                                              52   52    8           48            0             0             4         52         4             0    0              8           8      0 KB
`
  expect(rows(first(text))).toEqual(['400000 48 r-xp …/cat', '60b000 4 r--p …/cat'])
  expect(number(first(text), 'Private_Dirty', 1)).toBe(4)
  expect(open(text).notes).toEqual([])
})

it('busybox and toybox: their numbers are PSS, dirty and swapped', () => {
  const text = `812: sh
Address  Kbytes     PSS   Dirty    Swap  Mode  Mapping
0000000000400000     836     120       8       4 r-xp  /bin/busybox
00007ffc12345000     132      12      12       0 rw-p  [stack]
----------------  ------  ------  ------  ------
total                968     132      20       4
`
  const capture = first(text)
  expect(rows(capture)).toEqual(['400000 836 r-xp /bin/busybox', '7ffc12345000 132 rw-p [stack]'])
  expect(['Rss', 'Pss', 'Private_Dirty', 'Swap'].map((field) => number(capture, field, 0))).toEqual([
    undefined,
    120,
    8,
    4
  ])
  expect(open(text).notes).toEqual([])
  expect(rows(first('812: sh\n0000000000400000     836K r-xp  /bin/busybox\nmapped: 836K\n'))).toEqual([
    '400000 836 r-xp /bin/busybox'
  ])
})

it('Solaris', () => {
  const text = `102905:  sh
00010000     192K r-x--  /usr/bin/ksh
FF3B0000       8K rw-s-    [ anon ]
FFBFE000       8K rw---    [ stack ]
 total      1912K
`
  expect(rows(first(text))).toEqual(['10000 192 r-xp /usr/bin/ksh', 'ff3b0000 8 rw-s ', 'ffbfe000 8 rw-p [stack]'])
})

it('one process again and again is one process at many moments', () => {
  const at = (kb: number): string =>
    `7:   x\n0000000000400000 ${String(kb).padStart(6)}K rw---   [ anon ]\n total ${kb}K\n`
  const text = `Mon 11:00\n${at(4)}8:   y\n0000000000400000      4K rw---   [ anon ]\n total 4K\nMon 11:01\n${at(8)}Mon 11:02\n${at(12)}`
  expect(open(text).moments.map(({ processes }) => processes.map(({ process }) => process.pid))).toEqual([
    [7, 8],
    [7],
    [7]
  ])
  expect([0, 1, 2].map((moment) => rows(processesOf(text, moment)[0]!.capture())[0])).toEqual([
    '400000 4 rw-p ',
    '400000 8 rw-p ',
    '400000 12 rw-p '
  ])
})

it('reads old layouts: -x of procps 3.2.7 with dashes for what it did not know', () => {
  const capture = first(
    '1:   init [3]\nAddress   Kbytes     RSS    Anon  Locked Mode   Mapping\n' +
      '08048000      28       -       -       - r-x--  init\nbfff9000      28       -       -       - rw---    [ stack ]\n' +
      '-------- ------- ------- ------- -------\ntotal kB      56       -       -       -\n'
  )
  expect(rows(capture)).toEqual(['8048000 28 r-xp …/init', 'bfff9000 28 rw-p [stack]'])
  expect(mappingName(capture.table, 1)).toBe('[stack]')
  expect(capture.detail).toBe('maps')
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

it('rows that Ubuntu 18.04 prints twice, the second time of no size', () => {
  const text =
    '1:   /sbin/demo\nAddress           Kbytes     RSS   Dirty Mode  Mapping\n' +
    '000055d000000000    1340    1220       0 r-x-- demo\n000055d000000000       0       0       0 r-x-- demo\n' +
    '00007ffd00000000     132      12      12 rw---   [ stack ]\n00007ffd00000000       0       0       0 rw---   [ stack ]\n'
  expect(rows(first(text))).toEqual(['55d000000000 1340 r-xp …/demo', '7ffd00000000 132 rw-p [stack]'])
  expect([0, 1].map((row) => number(first(text), 'Rss', row))).toEqual([1220, 12])
  expect(open(text).notes).toEqual([])
})

it('names that a mail has wrapped to the next line', () => {
  const text = '4226: /bin/sh ./a\n006db000 108K r-x--\n/lib/ld-2.5.so\nbfe07000 84K rw--- [ stack ]\ntotal\n192K\n'
  expect(rows(first(text))).toEqual(['6db000 108 r-xp /lib/ld-2.5.so', 'bfe07000 84 rw-p [stack]'])
  expect(open(text).notes).toEqual([])
})

it("SUSE's, with and without its heading", () => {
  const heading = 'START               SIZE     RSS     PSS   DIRTY    SWAP PERM MAPPING\n'
  const list =
    '0000000000400000     32K     28K     20K      4K      0K r-xp /sbin/demo\n' +
    'Total:               32K     28K     20K      4K      0K\n\n0K writable-private, 32K readonly-private, 0K shared\n'
  for (const text of [`1: init\n${heading}${list}`, `1: init\n${list}`]) {
    expect(rows(first(text))).toEqual(['400000 32 r-xp /sbin/demo'])
    expect(['Rss', 'Pss', 'Dirty', 'Swap'].map((field) => number(first(text), field, 0))).toEqual([28, 20, 4, 0])
    expect(open(text).notes).toEqual([])
  }
})

it('the one before procps 3', () => {
  const text =
    'demo(86)\n08048000 (4 KB)        r-xp (00:0a 33243002)   /usr/bin/demo\n0804a000 (136 KB)      rwxp (00:00 0)        [heap]\n'
  expect(rows(first(text))).toEqual(['8048000 4 r-xp /usr/bin/demo', '804a000 136 rwxp [heap]'])
  expect(first(text)).toMatchObject({ name: 'demo', process: { pid: 86 } })
})
