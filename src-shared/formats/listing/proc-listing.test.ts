import { expect, it } from 'vitest'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { first, number, open, processesOf, rows } from '#test/support/opened-files.ts'
import { procListing } from './proc-listing.ts'

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
  expect(found.flatMap((process) => rows(process.capture()))).toEqual(['400000 4 r-xp /bin/a', '400000 8 r-xp /bin/b'])
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

it('a file that comes again was read again: it is the next moment', () => {
  const [relative, absolute] = ['12/maps', '/proc/12/maps']
  for (const path of [relative, absolute]) {
    const text = `==> ${path} <==\n${a}==> ${path} <==\n${b}==> ${path} <==\n${a}`
    const { moments } = open(text)
    const folder = path === absolute ? '/proc' : ''
    expect(moments.map(({ note }) => note)).toEqual([folder, `(2)${folder}`, `(3)${folder}`])
    expect(
      moments.map(({ processes }) => processes.map(({ process, capture }) => [process.pid, rows(capture())]))
    ).toEqual([[[12, ['400000 4 r-xp /bin/a']]], [[12, ['400000 8 r-xp /bin/b']]], [[12, ['400000 4 r-xp /bin/a']]]])
  }
})

it('grep of one file again and again is one file, unless another is between', () => {
  const lines = `12/maps:${a}12/maps:${a.replaceAll('400', '500').replaceAll('401', '501')}`
  expect(processesOf(lines).map(({ capture }) => capture().table.rowCount)).toEqual([2])
  expect(open(`${lines}13/maps:${b}${lines}`).moments).toHaveLength(2)
})

it('text above the first file is of none', () => {
  expect(
    processesOf(`$ tail -n +1 maps\n${b}==> /proc/12/maps <==\n${a}`).map(({ capture }) => rows(capture()))
  ).toEqual([['400000 4 r-xp /bin/a']])
})

it('a process that is itself has no number', () => {
  for (const path of ['/proc/self/maps', '/proc/thread-self/maps', 'self/maps']) {
    expect(
      processesOf(`==> ${path} <==\n${a}`).map(({ process }) => process.pid),
      path
    ).toEqual([0])
  }
})

it('a text that only names such files is none of these', () => {
  expect(() => procListing.read(Buffer.from('==> /proc/12/maps <==\nno such file\n'), 'x', nodeFormatContext)).toThrow()
  expect(() =>
    procListing.read(Buffer.from('==> /proc/12/maps <==\n\n==> /proc/13/smaps <==\n'), 'x', nodeFormatContext)
  ).toThrow('holds none of their mappings')
  const both = `==> /proc/12/maps <==\n\n==> /proc/13/maps <==\n${a}`
  expect(processesOf(both).map(({ capture }) => capture().table.rowCount)).toContain(1)
})

it.each([
  ['==> /proc/12/maps <==', 0.97],
  ['==> /proc/12/smaps <==   ', 0.97],
  ['/proc/12/maps:00400000-00401000 r-xp', 0.97],
  [`/proc/12/maps:${'x'.repeat(500)}`, 0.97],
  ['==> /proc/12/smaps_rollup <==', 0],
  ['==> /proc/12/status <==', 0],
  ['see /proc/12/maps', 0],
  ['/proc/x/maps', 0],
  ['', 0]
])('%s: %d', (line, sure) => expect(procListing.detect(Buffer.from(`text\n${line}\nmore`), 'x')).toBe(sure))
