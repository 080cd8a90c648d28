import { describe, expect, it } from 'vitest'
import { number, open, processesOf, rows } from '#test/support/opened-files.ts'
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
  expect(open(text).notes).toEqual([])
})

it('is known by lines that begin as its own do', () => {
  const sure = (text: string): number => androidBugreport.detect(Buffer.from(text), 'file')
  expect(sure('== dumpstate: 2026-11-23 11:00:00\n')).toBe(0.98)
  for (const own of ['------ SHOW MAP 812 ', 'x\n---- SMAPS OF ALL']) expect(sure(own)).toBe(0.96)
  for (const other of ['x == dumpstate: ', 'x ------ SHOW MAP 812', '- SHOW MAP 812', '------ SHOW MAP x'])
    expect(sure(other)).toBe(0)
})

describe('the lists of a bug report', () => {
  const BEGINNING = '== dumpstate: 2026-11-23 11:00:00\n'
  const heading = (pid: number, name: string): string =>
    `------ SMAPS OF ${name} (/proc/${pid}/smaps: 2026-11-23) ------\n`
  const MAPPING = '00400000-00401000 r-xp 00000000 fd:01 7  /init\n'
  const SHOWMAP =
    '  1024      512      300        0      100       12      400        0        0    2 /system/lib64/libart.so\n'
  const listed = (text: string) =>
    processesOf(BEGINNING + text).map(({ process, name, command, capture }) => [
      process.pid,
      name,
      command,
      rows(capture()).length
    ])

  it('end where another heading stands, or with the file', () => {
    const other = '------ UPTIME (uptime) ------\n00700000-00701000 r-xp 00000000 fd:01 7  /other\n'
    expect(listed(`${heading(1, ' init ')}${MAPPING}${other}`)).toEqual([[1, 'init', 'init', 1]])
    expect(listed(`${heading(1, 'init')}${MAPPING.trimEnd()}`)).toEqual([[1, 'init', 'init', 1]])
    const duration = "------ 0.034s was the duration of 'SMAPS OF init'\n"
    expect(listed(`${heading(1, 'init')}${MAPPING}${duration}${other.slice(other.indexOf('00'))}`)).toEqual([
      [1, 'init', 'init', 1]
    ])
    // Dashes alone, and what is no heading, belong to the list.
    expect(listed(`${heading(1, 'init')}----\n${MAPPING}`)).toEqual([[1, 'init', 'init', 1]])
  })

  it('of one process count once, and those without a row not at all', () => {
    const two = MAPPING + MAPPING.replaceAll('40', '50')
    expect(listed(`${heading(1, 'a')}${MAPPING}${heading(1, 'b')}${two}${heading(2, 'c')}${two}`)).toEqual([
      [1, 'a', 'a', 1],
      [2, 'c', 'c', 2]
    ])
    expect(listed(`${heading(1, 'a')}${heading(2, 'b')}${heading(1, 'c')}${MAPPING}`)).toEqual([[1, 'c', 'c', 1]])
    expect(listed(`------ SHOW MAP 7: a (showmap -q 7) ------\nnothing\n${heading(1, 'c')}${MAPPING}`)).toEqual([
      [1, 'c', 'c', 1]
    ])
  })

  it('have whole headings: a name may hold what looks like the beginning of one', () => {
    const cut = `------ SMAPS OF init (/proc/1/smaps: 2026\n${MAPPING}`
    expect(listed(`${cut}${heading(2, 'c')}${MAPPING}`)).toEqual([[2, 'c', 'c', 1]])
    expect(listed(`------ SHOW MAP 7: a\n${SHOWMAP}${heading(2, 'c')}${MAPPING}`)).toEqual([[2, 'c', 'c', 1]])
  })

  it('of showmap have the name without how it was asked', () => {
    expect(listed(`------ SHOW MAP 812: com.example.app  (su root showmap -q 812) ------\n${SHOWMAP}`)).toEqual([
      [812, 'com.example.app', 'com.example.app', 1]
    ])
    expect(listed(`------ SHOW MAP 812: com.example.app ------\n${SHOWMAP}`)).toEqual([
      [812, 'com.example.app', 'com.example.app', 1]
    ])
  })
})
