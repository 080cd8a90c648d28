import { describe, expect, it } from 'vitest'
import { first, number, open, processesOf, rows } from '#test/support/opened-files.ts'

describe('reports of crashes', () => {
  const MAPS = `00400000-0040b000 r-xp 00000000 08:01 393228                             /bin/cat
00e1f000-00e40000 rw-p 00000000 00:00 0                                  [heap]
7ffd3c5f5000-7ffd3c616000 rw-p 00000000 00:00 0                          [stack]
`
  const MAPPINGS = ['400000 44 r-xp /bin/cat', 'e1f000 132 rw-p [heap]', '7ffd3c5f5000 132 rw-p [stack]']

  it('glibc', () => {
    const text = `*** Error in \`./a': double free or corruption (fasttop): 0x0000000000e1f010 ***
======= Backtrace: =========
/lib/x86_64-linux-gnu/libc.so.6(+0x777e5)[0x7f5a1c1197e5]
./a[0x400566]
======= Memory map: ========
${MAPS}Aborted (core dumped)
`
    expect(rows(first(text))).toEqual(MAPPINGS)
  })

  it('apport, with the core before it', () => {
    const text = `ProblemType: Crash
CoreDump: base64
${` ${'H4sICAAAAAAC/0NvcmVEdW1wAA'.repeat(3)}\n`.repeat(2000)}ProcCmdline: cat
ProcMaps:
${MAPS.replaceAll(/^(?=.)/gm, ' ')}ProcStatus:
 Name:\tcat
 VmPeak:\t    4384 kB
 VmRSS:\t     668 kB
`
    expect(rows(first(text))).toEqual(MAPPINGS)
    // What stands below are no numbers of the stack.
    expect(first(text).detail).toBe('maps')
  })

  it('a report of a program, with other tables around', () => {
    const text = `Registers:\nrip = 0x00007f5a1c1197e5\nMemory map:\n${MAPS}\nVmSize: 100 kB\nUptime: 12 seconds\n`
    expect(rows(first(text))).toEqual(MAPPINGS)
    expect(first(text).detail).toBe('maps')
  })

  it('AddressSanitizer', () => {
    const text = `==4242==ERROR: AddressSanitizer: SEGV on unknown address 0x000000000000
    #0 0x4f6b2d in main /tmp/a.c:3
==4242==Process memory map follows:
\t0x000000400000-0x00000041a000\t/tmp/a.out
\t0x00007fff7000-0x00008fff7000\t
\t0x7ffc8f1b2000-0x7ffc8f1d3000\t[stack]
==4242==End of process memory map.
==4242==ABORTING
`
    const capture = first(text)
    expect(rows(capture).map((row) => row.replace(' r--p', ''))).toEqual([
      '400000 104 /tmp/a.out',
      '7fff7000 262144 ',
      '7ffc8f1b2000 132 [stack]'
    ])
    expect(capture.process.pid).toBe(4242)
    expect(capture.absent).toEqual(['perms', 'offset', 'device', 'inode'])
  })

  it('a tombstone in the log of a phone', () => {
    const text = [
      'pid: 812, tid: 830, name: Binder:1  >>> com.example.app <<<',
      'memory map (2 entries):',
      "    00000000'12c00000-00000000'12c3ffff rw-         0     40000  [anon:dalvik-main space]",
      "    0000007b'10000000-0000007b'10000fff r-x      1000      1000  /system/lib64/libc.so (BuildId: abcd)"
    ]
      .map((line) => `11-23 11:00:00.123  1234  1234 F DEBUG   : ${line}\n`)
      .join('')
    expect(rows(first(text))).toEqual([
      '12c00000 256 rw-p [anon:dalvik-main space]',
      '7b10000000 4 r-xp /system/lib64/libc.so'
    ])
    expect(first(text)).toMatchObject({ name: 'com.example.app', command: 'com.example.app' })
  })

  it('an Android bug report', () => {
    const list = (rss: number): string => ` virtual                     shared   shared  private  private
    size      RSS      PSS    clean    dirty    clean    dirty    swap  swapPSS   # object
-------- -------- -------- -------- -------- -------- -------- -------- -------- ---- ------------------------------
    1024 ${String(rss).padStart(8)}      300        0      100       12      400        0        0    2 /system/lib64/libart.so
    1024 ${String(rss).padStart(8)}      300        0      100       12      400        0        0    2 TOTAL
`
    const text = `========================================================
== dumpstate: 2026-11-23 11:00:00
========================================================
Build: x
------ UPTIME (uptime) ------
 11:00:00 up 1 day
------ SMAPS OF INIT (/proc/1/smaps: 2026-11-23 11:00:00) ------
00400000-00401000 r-xp 00000000 fd:01 7  /init
Rss:                   4 kB
------ SHOW MAP 812: com.example.app (/system/xbin/su root showmap -q 812) ------
${list(512)}------ 0.034s was the duration of 'SHOW MAP 812' ------
------ SHOW MAP 813: zygote (/system/xbin/su root showmap -q 813) ------
${list(256)}
`
    const found = processesOf(text)
    expect(open(text).source.format).toBe('android-bugreport')
    expect(found.map(({ process, name }) => [process.pid, name])).toEqual(
      [
        [1, 'init'],
        [812, 'com.example.app'],
        [813, 'zygote']
      ].map(([pid, name]) => [pid, name === 'init' ? 'INIT' : name])
    )
    expect(found.map((process) => number(process.capture(), 'Rss', 0))).toEqual([4, 512, 256])
    expect(found[1]?.capture().absent).toContain('address')
  })
})

it('numbers of other files below smaps are none of the last mapping', () => {
  const block = (start: string): string =>
    `${start}000-${Number(start) + 1}000 rw-p 00000000 00:00 0 \nSize:                  4 kB\nRss:                   2 kB\nVmFlags: rd wr\n`
  const { table } = first(
    `${block('1')}${block('2')}Name:\tcat\nVmPeak:\t    4384 kB\nVmRSS:\t     668 kB\nThreads:\t1\n`
  )
  expect(table.fields.map(({ name }) => name)).toEqual(['Size', 'Rss'])
  expect(table.texts).toEqual([])
})
