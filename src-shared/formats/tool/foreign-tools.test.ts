import { describe, expect, it } from 'vitest'
import { first, number, open, processesOf, rows } from '#test/support/opened-files.ts'
import { columnsById } from '../../memory/columns.ts'

describe('pmap of many years', () => {
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
})

describe('files of several processes in one text', () => {
  const a = '00400000-00401000 r-xp 00000000 fd:01 7                                  /bin/a\n'
  const b = '00400000-00402000 r-xp 00000000 fd:01 8                                  /bin/b\n'
  const rss = 'Size:                  4 kB\nRss:                   4 kB\n'

  it.each([
    ['tail -n +1', `==> /proc/12/maps <==\n${a}\n==> /proc/13/maps <==\n${b}`],
    ['more', `::::::::::::::\n/proc/12/maps\n::::::::::::::\n${a}::::::::::::::\n/proc/13/maps\n::::::::::::::\n${b}`],
    ['echo between', `--- /proc/12/maps ---\n${a}--- /proc/13/maps ---\n${b}`],
    ['grep -H', `/proc/12/maps:${a}/proc/13/maps:${b}`],
    ['grep -Hn', `/proc/12/maps:1:${a}/proc/13/maps:1:${b}`]
  ])('%s', (_, text) => {
    const found = processesOf(text)
    expect(found.map(({ process }) => process.pid)).toEqual([12, 13])
    expect(found.flatMap((process) => rows(process.capture()))).toEqual([
      '400000 4 r-xp /bin/a',
      '400000 8 r-xp /bin/b'
    ])
  })

  it('with other files of the process', () => {
    const status = '==> /proc/12/status <==\nName:\tmine\nPid:\t12\nTgid:\t12\nVmRSS:\t     100 kB\n\n'
    const [process] = processesOf(`${status}==> /proc/12/smaps <==\n${a}${rss}`)
    expect(process).toMatchObject({ name: 'mine', numbers: { VmRSS: 100 } })
    expect(process === undefined ? undefined : number(process.capture(), 'Rss', 0)).toBe(4)
  })

  it('nothing between them', () => {
    const stack = '7ffd3c5f5000-7ffd3c616000 rw-p 00000000 00:00 0                          [stack]\n'
    const vdso = '7ffd3c7a1000-7ffd3c7a3000 r-xp 00000000 00:00 0                          [vdso]\n'
    const found = processesOf(a + stack + vdso + b + stack + vdso + a + stack)
    expect(found.map((process) => process.capture().table.rowCount)).toEqual([3, 3, 2])
    expect(new Set(found.map(({ process }) => JSON.stringify(process))).size).toBe(3)
    for (const process of found) expect(process.capture().process).toEqual(process.process)
    // Rows that go back elsewhere are no other process.
    expect(processesOf(a + b + a).length).toBe(1)
  })

  it('grep -H of smaps', () => {
    const text = `${a}${rss}`
      .trimEnd()
      .split('\n')
      .map((line) => `/proc/self/smaps:${line}`)
    expect(number(first(text.join('\n')), 'Rss', 0)).toBe(4)
  })
})

describe('debuggers', () => {
  it('gdb without the column of permissions', () => {
    const text = `(gdb) info proc mappings
process 4242
Mapped address spaces:

          Start Addr           End Addr       Size     Offset objfile
            0x400000           0x401000     0x1000        0x0 /home/me/a.out
      0x7ffff7a0d000     0x7ffff7bcd000   0x1c0000        0x0 /lib/x86_64-linux-gnu/libc-2.23.so
(gdb) quit
`
    expect(open(text).source.format).toBe('gdb-mappings')
    expect(rows(first(text)).map((row) => row.split(' ')[0])).toEqual(['400000', '7ffff7a0d000'])
    expect(first(text).absent).toEqual(['perms', 'device', 'inode'])
  })

  it('pwndbg, in its colours', () => {
    const text = `\x1b[1mLEGEND: \x1b[33mSTACK\x1b[0m | HEAP | \x1b[31mCODE\x1b[0m | DATA | WX | RODATA
             Start                End Perm     Size Offset File
\x1b[35m    0x555555554000     0x555555555000 r--p     1000      0 /home/me/a.out\x1b[0m
\x1b[31m    0x555555555000     0x555555556000 r-xp     1000   1000 /home/me/a.out\x1b[0m
\x1b[33m    0x7ffffffde000     0x7ffffffff000 rw-p    21000      0 [stack]\x1b[0m
`
    expect(open(text).source.format).toBe('debugger-vmmap')
    expect(rows(first(text))).toEqual([
      '555555554000 4 r--p /home/me/a.out',
      '555555555000 4 r-xp /home/me/a.out',
      '7ffffffde000 132 rw-p [stack]'
    ])
    expect(columnsById(first(text).table, ['Offset'])[0]?.text(first(text), 1, { style: 'wide', fullPath: true })).toBe(
      '00001000'
    )
    expect(open(text).notes).toEqual([])
  })

  it('gef and peda', () => {
    const gef = `[ Legend:  Code | Heap | Stack ]
Start              End                Offset             Perm Path
0x0000555555554000 0x0000555555555000 0x0000000000000000 r-- /home/me/a.out
0x00007ffffffde000 0x00007ffffffff000 0x0000000000000000 rw- [stack]
`
    const peda = `Start              End                Perm\tName
0x0000555555554000 0x0000555555555000 r--p\t/home/me/a.out
0x00007ffffffde000 0x00007ffffffff000 rw-p\t[stack]
`
    for (const text of [gef, peda]) {
      expect(rows(first(text))).toEqual(['555555554000 4 r--p /home/me/a.out', '7ffffffde000 132 rw-p [stack]'])
      expect(open(text).notes).toEqual([])
    }
  })

  it('lldb, without the holes', () => {
    const text = `(lldb) memory region --all
[0x0000000000000000-0x0000555555554000) ---
[0x0000555555554000-0x0000555555555000) r-- /home/me/a.out PT_LOAD[0]
[0x0000555555555000-0x00007ffffffde000) ---
[0x00007ffffffde000-0x00007ffffffff000) rw- [stack]
[0x00007ffffffff000-0xffffffffffffffff) ---
`
    expect(rows(first(text))).toEqual(['555555554000 4 r--p /home/me/a.out', '7ffffffde000 132 rw-p [stack]'])
    expect(open(text).notes.map(({ detail }) => detail)).toEqual([expect.stringContaining('holes')])
  })
})

it.each([
  [
    'FreeBSD',
    '  PID              START                END PRT  RES PRES REF SHD FLAG TP PATH\n 1234           0x400000           0x401000 r-x    1    1   1   0 CN-- vn /bin/sh\n'
  ],
  [
    'macOS',
    '==== Non-writable regions for process 812\nREGION TYPE                    START - END         [ VSIZE  RSDNT  DIRTY   SWAP] PRT/MAX SHRMOD PURGE    REGION DETAIL\n__TEXT                      10e1f5000-10e1f6000    [    4K     4K     0K     0K] r-x/r-x SM=COW          /bin/cat\n'
  ],
  [
    'Windows',
    '#  A fatal error has been detected by the Java Runtime Environment:\n#\nDynamic libraries:\n0x00007ff6c1d50000 - 0x00007ff6c1d5e000 \tC:\\Java\\bin\\java.exe\n'
  ]
])('says that it is of another system: %s', (system, text) => {
  expect(() => open(text)).toThrow(system === 'Windows' ? 'another system' : system)
})
