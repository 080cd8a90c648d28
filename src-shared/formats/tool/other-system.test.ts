import { describe, expect, it } from 'vitest'
import { open } from '#test/support/opened-files.ts'

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
])('reports that it is of another system: %s', (system, text) => {
  expect(() => open(text)).toThrow(system === 'Windows' ? 'another system' : system)
})

describe('is refused with words that name what it is', () => {
  it.each([
    ['AIX', '12345 : /usr/bin/x\n10000000       4K  read/exec         x\n', 'AIX'],
    ['FreeBSD', '0x400000 0x401000 1 0 0xfffff80003 r-x 1 0 0x1000 COW NC vnode /bin/sh NCH -1\n', 'FreeBSD'],
    ['OpenBSD', 'Start            End                 Size           Offset rwxpc  RWX  I/W/A Dev\n', 'OpenBSD'],
    ['macOS', 'Virtual Memory Map of process 812 (cat)\n', 'macOS'],
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
