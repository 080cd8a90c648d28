import { expect, it } from 'vitest'
import { first, number, open, processesOf, rows } from '#test/support/opened-files.ts'

const status = (name: string, pid: number, rss: number): string =>
  `Name:\t${name}\nUmask:\t0022\nTgid:\t${pid}\nPid:\t${pid}\nVmRSS:\t    ${rss} kB\nThreads:\t1\n`
const maps = (at: string): string =>
  `${at}00000-${at}04000 r--p 00000000 08:02 11 /usr/bin/demo\n7ffd00000000-7ffd00021000 rw-p 00000000 00:00 0 [stack]\n`
const smaps = (at: string): string =>
  `${at}00000-${at}04000 r--p 00000000 08:02 11 /usr/bin/demo\nSize:                 16 kB\nRss:                   8 kB\n` +
  'Newest:                4 kB\nVmFlags: rd mr\n' +
  '7ffd00000000-7ffd00021000 rw-p 00000000 00:00 0 [stack]\nSize:                132 kB\nRss:                  12 kB\nNewest:                4 kB\nVmFlags: rd wr\n'

const reported = (text: string): unknown[] =>
  processesOf(text).map((process) => [
    process.process.pid,
    process.name,
    process.capture().table.rowCount,
    process.numbers?.['VmRSS'],
    process.capture().table.fields.map(({ name }) => name)
  ])

it('lines of status between the maps of processes are facts of these, and no field of a mapping', () => {
  const both = [
    [101, 'alpha', 2, 1200, []],
    [102, 'beta', 2, 2400, []]
  ]
  const [alpha, beta] = [status('alpha', 101, 1200), status('beta', 102, 2400)]
  expect(reported(alpha + maps('55d0000') + beta + maps('5610000'))).toEqual(both)
  expect(reported(maps('55d0000') + alpha + maps('5610000') + beta)).toEqual(both)
})

it('the same of smaps, whose own fields stay, also such as nobody has seen', () => {
  const fields = ['Size', 'Rss', 'Newest']
  const text = status('alpha', 101, 1200) + smaps('55d0000') + status('beta', 102, 2400) + smaps('5610000')
  expect(reported(text)).toEqual([
    [101, 'alpha', 2, 1200, fields],
    [102, 'beta', 2, 2400, fields]
  ])
  expect(number(first(text), 'Newest', 1)).toBe(4)
})

it('a rollup is the sums of its process, above or below, and no mapping', () => {
  const rollup =
    '55d000000000-7ffd00021000 ---p 00000000 00:00 0 [rollup]\nRss:                  20 kB\nPss:                  18 kB\n'
  for (const text of [smaps('55d0000') + rollup, rollup + smaps('55d0000')]) {
    expect(first(text).table.rowCount).toBe(2)
    expect(first(text).rollup).toEqual({ Rss: 20, Pss: 18 })
  }
  expect(() => open(rollup)).toThrow('sums only')
})

it("Android's kernels write a name below a row, where status has the process's", () => {
  const text =
    '7b0000000000-7b0000001000 rw-p 00000000 00:00 0\nName:           [anon:libc_malloc]\nSize:                  4 kB\nRss:                   4 kB\n' +
    'Name:\tcat\nPid:\t7\nVmRSS:\t 668 kB\n'
  expect(reported(text)).toEqual([[7, 'cat', 1, 668, ['Size', 'Rss']]])
  expect(first(text).table.texts.map(({ name }) => name)).toEqual(['Name'])
})

it('several processes in a session, by the commands', () => {
  const text = `$ cat /proc/7/maps\n${maps('55d0000')}$ cat /proc/8/maps\n${maps('5610000')}$ cat /proc/7/maps\n${maps('55d0000')}`
  expect(open(text).moments.map(({ processes }) => processes.map(({ process }) => process.pid))).toEqual([[7, 8], [7]])
  expect(open(text).notes).toEqual([])
})

it('a row behind binary samples, behind a quote, in a string of JavaScript', () => {
  const one = '00400000-00452000 r-xp 00000000 08:02 7 /usr/bin/demo'
  const heap = '00652000-00653000 rw-p 00000000 00:00 0 [heap]'
  const both = ['400000 328 r-xp /usr/bin/demo', '652000 4 rw-p [heap]']
  expect(rows(first(`\0\x01\0\x02@\0\0${one}\n${heap}\n`))).toEqual(both)
  expect(rows(first(`"${one}\n${heap} \n`))).toEqual(both)
  expect(rows(first(`      output: '${one}\\n${heap}',\n    },\n`))).toEqual(both)
  expect(rows(first(`      output: '${heap}\\n${one.replaceAll('004', '008')}',\n    },\n`))[1]).toMatch(
    /\/usr\/bin\/demo$/
  )
})

it('a piece of the source of a mail, without its headers', () => {
  const text =
    '> > 10000000-10010000 r-xp 00000000 fd:00 167=C2=A0 =C2=A0 =\n=C2=A0demo<br>\n' +
    '&gt; &gt; 10020000-10030000 rw-p 00000000 00:00 0=C2=A0 =C2=A0=\n =C2=A0 [heap]<br>\n' +
    '&gt; &gt; 7fffa6c60000-7fffa6c80000 --xp 00000000 00:00 0 =E2=80=8B<br>\n&gt; &amp;func =3D 0x7fffa6c60170\n'
  expect(rows(first(text))).toEqual(['10000000 64 r-xp demo', '10020000 64 rw-p [heap]', '7fffa6c60000 128 --xp '])
})

it('names that were wrapped', () => {
  const text =
    '00400000-00452000 r-xp 00000000 08:02 173521\n/usr/bin/demo\n7ffd00000000-7ffd00021000 rw-p 00000000 00:00 0\n[stack]\n'
  expect(rows(first(text))).toEqual(['400000 328 r-xp /usr/bin/demo', '7ffd00000000 132 rw-p [stack]'])
})

it('hyphens that were made dashes', () => {
  const text =
    '00400000–00452000 r-xp 00000000 08:02 7 /usr/bin/de–mo\n00452000-00453000 —p 00000000 00:00 0\n00453000-00454000 r—p 00000000 00:00 0\n'
  expect(rows(first(text))).toEqual(['400000 328 r-xp /usr/bin/de–mo', '452000 4 ---p ', '453000 4 r--p '])
  const pmap =
    '7: a\n00110000 1480K r-x– /lib/a\n00282000 80K rw— /lib/a\n002c1000 4K r—- /lib/b\n002d0000 64K —– [ anon ]\n'
  expect(rows(first(pmap)).map((row) => row.split(' ')[2])).toEqual(['r-xp', 'rw-p', 'r--p', '---p'])
})
