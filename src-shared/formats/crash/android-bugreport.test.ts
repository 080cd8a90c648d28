import { expect, it } from 'vitest'
import { number, open, processesOf } from '#test/support/opened-files.ts'
import { androidBugreport } from './android-bugreport.ts'

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

it('is known by lines that begin as its own do', () => {
  const sure = (text: string): number => androidBugreport.detect(Buffer.from(text), 'file')
  expect(sure('== dumpstate: 2026-11-23 11:00:00\n')).toBe(0.98)
  for (const own of ['------ SHOW MAP 812 ', 'x\n---- SMAPS OF ALL']) expect(sure(own)).toBe(0.96)
  for (const other of ['x == dumpstate: ', 'x ------ SHOW MAP 812', '- SHOW MAP 812', '------ SHOW MAP x'])
    expect(sure(other)).toBe(0)
})
