import { describe, expect, it } from 'vitest'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { number, rows } from '#test/support/opened-files.ts'
import { mapsText } from './maps-text.ts'
import { isStatusLabel } from './proc-labels.ts'

const read = (text: string) => mapsText.read(new TextEncoder().encode(text), 'x.txt', nodeFormatContext)
const row = (start: number, name = ''): string =>
  `${start.toString(16)}000-${(start + 1).toString(16)}000 rw-p 00000000 00:00 0 ${name}\n`
/** Where the rows of each list begin, in pages. */
const lists = (text: string): number[][] =>
  read(text).moments.flatMap(({ processes }) =>
    processes.map(({ capture }) => rows(capture()).map((each) => parseInt(each, 16) / 0x1000))
  )
const processes = (text: string): unknown[] =>
  read(text).moments.flatMap((moment) =>
    moment.processes.map(({ process, name, capture }) => [process.pid, name, capture().table.rowCount])
  )
const fieldsOf = (text: string): string[] =>
  read(text)
    .moments[0]!.processes[0]!.capture()
    .table.fields.map(({ name }) => name)
const smaps = (start: number, more = ''): string => `${row(start)}Size: 4 kB\nRss: 2 kB\n${more}`

describe('where another list begins', () => {
  it.each(['', 'Hello,\n'])('is a range that was listed before (behind "%s")', (head) => {
    expect(lists(head + row(1) + row(2) + row(1) + row(2))).toEqual([
      [1, 2],
      [1, 2]
    ])
    // Each list by its own addresses.
    expect(lists(head + row(1) + row(5) + row(1) + row(7) + row(5))).toEqual([
      [1, 5],
      [1, 7, 5]
    ])
  })

  it.each(['', 'Hello,\n'])('is what goes back behind the end of an address space (behind "%s")', (head) => {
    expect(lists(head + row(5) + row(9, '[stack]') + row(2) + row(3))).toEqual([
      [5, 9],
      [2, 3]
    ])
    expect(lists(head + row(5, '[stack]') + row(6) + row(2))).toEqual([[5, 6, 2]])
  })

  it.each(['', 'Hello,\n'])('is not what goes back elsewhere, or is there twice (behind "%s")', (head) => {
    expect(lists(head + row(2) + row(1) + row(3))).toEqual([[2, 1, 3]])
    expect(lists(head + row(1) + row(1) + row(2))).toEqual([[1, 2]])
  })

  it('is what goes back, or is there once more, below the number of a process', () => {
    expect(processes(`cat /proc/7/maps\n${row(5)}cat /proc/8/maps\n${row(2)}`)).toEqual([
      [7, 'x.txt 1', 1],
      [8, 'x.txt 2', 1]
    ])
    expect(processes(`cat /proc/7/maps\n${row(5)}pid: 8\n${row(5)}`)).toEqual([
      [7, 'x.txt 1', 1],
      [8, 'x.txt 2', 1]
    ])
    expect(processes(`cat /proc/7/maps\n${row(5)}as pid 8 said\n${row(6)}`)).toEqual([[7, 'x.txt', 2]])
  })

  it('is below facts of another process', () => {
    const facts = (name: string): string => `Name:\t${name}\nVmRSS:\t 8 kB\n`
    expect(processes(`${facts('a')}${row(1)}\n${facts('b')}\n${row(2)}`)).toEqual([
      [0, 'a', 1],
      [0, 'b', 1]
    ])
    // A single line of status is enough.
    expect(processes(`${row(1)}Name:\ta\n${row(2)}Name:\tb\nUmask:\t0022\n`)).toEqual([
      [0, 'a', 1],
      [0, 'b', 1]
    ])
  })

  it('is of the process that indented facts name', () => {
    expect(processes(`Hello,\n    Name:\tcat\n    Tgid:\t7\n    ${row(1)}`)).toEqual([[7, 'cat', 1]])
  })

  it('keeps facts with their own process where another one has none', () => {
    const facts = (name: string): string => `Name:\t${name}\nVmRSS:\t 8 kB\n`
    expect(processes(`${facts('a')}${row(5)}pid: 8\n${row(2)}${facts('c')}${row(3)}`)).toEqual([
      [0, 'a', 1],
      [8, 'x.txt 2', 1],
      [0, 'c', 1]
    ])
    // Below their lists: those of a process without one are nobody's.
    expect(processes(`${row(5)}${facts('a')}${facts('b')}`)).toEqual([[0, 'a', 1]])
    expect(processes(`${row(5)}${facts('a')}${facts('b')}${row(2)}${facts('c')}`)).toEqual([
      [0, 'a', 1],
      [0, 'c', 1]
    ])
  })
})

describe('the number of a process', () => {
  const pid = (facts: string): unknown => read(`${facts}\n${row(1)}`).moments[0]!.processes[0]!.process.pid

  it('is that of its threads, else its own, else that above its list', () => {
    expect(pid('Pid:\t12\nTgid:\t10\n')).toBe(10)
    expect(pid('Tgid:\t10\nPid:\t12\n')).toBe(10)
    expect(pid('Name:\ta\nPid:\t  12\n')).toBe(12)
    expect(pid('pid = 9\nName:\ta\n')).toBe(9)
    expect(pid('COREDUMP_PID=9\n')).toBe(9)
    expect(pid('Pid:\t12a\n')).toBe(0)
    expect(pid('rapid 9\n')).toBe(0)
  })
})

describe('what belongs to a mapping', () => {
  it('is a field that no kernel has yet, only among those that are known', () => {
    expect(fieldsOf(`Hello,\n${smaps(1, 'Newest: 4 kB\n')}`)).toEqual(['Size', 'Rss', 'Newest'])
    expect(fieldsOf(`Hello,\n${row(1)}exit: 1\nSize: 4 kB\n`)).toEqual([])
    expect(fieldsOf(`Hello,\n${smaps(1, '\nNewest: 4 kB\n')}`)).toEqual(['Size', 'Rss'])
    expect(fieldsOf(`Hello,\n${smaps(1, 'and so on\nNewest: 4 kB\n')}`)).toEqual(['Size', 'Rss'])
    expect(fieldsOf(`Hello,\n${smaps(1, 'Newest: soon\n')}`)).toEqual(['Size', 'Rss'])
  })

  it('is no line of status, wherever a row has one', () => {
    for (const text of [
      smaps(1, 'VmRSS: 8 kB\n') + smaps(2),
      smaps(1) + smaps(2, 'VmRSS: 8 kB\n'),
      smaps(1) + smaps(2, 'VmRSS: 8 kB\n') + smaps(3)
    ]) {
      expect(fieldsOf(text)).toEqual(['Size', 'Rss'])
    }
    expect(processes(`${smaps(1)}${smaps(2)}Name:\tcat\n`)).toEqual([[0, 'cat', 2]])
    expect(isStatusLabel('VmRSS') && !isStatusLabel('VmFlags') && !isStatusLabel('Size')).toBe(true)
  })

  it('is its name as Android’s kernels write it, also in an indented text', () => {
    const named = (at: number): string => `${row(at)}Name:           [anon:heap]\nSize: 4 kB\nRss: 2 kB\n`
    for (const text of [named(1) + smaps(2), `Hello,\n${(named(1) + smaps(2)).replace(/^(?=.)/gm, '    ')}`]) {
      const { table } = read(text).moments[0]!.processes[0]!.capture()
      expect([table.rowCount, table.texts.map(({ name }) => name), table.fields.map(({ name }) => name)]).toEqual([
        2,
        ['Name'],
        ['Size', 'Rss']
      ])
    }
  })

  it('of a row that is refused is left out with it', () => {
    const bad = '2345-3456 rw-p 00000000 00:00 0\nSize: 99 kB\nRss: 98 kB\nOdd: 97 kB\n'
    const { moments, notes } = read(`Hello,\n${smaps(1)}${bad}${smaps(4)}`)
    const capture = moments[0]!.processes[0]!.capture()
    expect(['Size', 'Rss', 'Odd'].map((field) => number(capture, field, 0))).toEqual([4, 2, undefined])
    expect(notes).toEqual([
      { kind: 'line', line: 5, detail: expect.stringContaining('not page-aligned: 2345-3456') as string }
    ])
  })
})

describe('a rollup', () => {
  const rollup = (start: number, rss: number): string =>
    `${start.toString(16)}000-7ffd00021000 ---p 00000000 00:00 0 [rollup]\nRss: ${rss} kB\n`
  const sums = (text: string): unknown[] =>
    read(text).moments.flatMap((moment) => moment.processes.map(({ capture }) => capture().rollup))

  it('goes with the list that begins where it does, above or below', () => {
    const [a, b] = [smaps(1) + smaps(9, ''), smaps(5) + smaps(7)]
    expect(sums(`cat /proc/7/smaps\n${rollup(1, 20)}${a}cat /proc/8/smaps\n${rollup(5, 30)}${b}`)).toEqual([
      { Rss: 20 },
      { Rss: 30 }
    ])
    expect(sums(`${a}${rollup(1, 20)}${a}${rollup(1, 30)}`)).toEqual([{ Rss: 20 }, { Rss: 30 }])
    expect(sums(`${a}${rollup(3, 20)}`)).toEqual([null])
  })

  it('ends at a line that is not its own', () => {
    expect(sums(`${smaps(1)}${rollup(1, 20)}\nPss: 99 kB\n`)).toEqual([{ Rss: 20 }])
    expect(sums(`Hello,\n    ${(rollup(1, 20) + smaps(1)).replaceAll('\n', '\n    ')}`)).toEqual([{ Rss: 20 }])
  })
})

describe('what is left out', () => {
  it('of rows that are damaged is noted', () => {
    expect(read(`${row(1)}00002000-00003000 zz\n${row(4)}`).notes).toEqual([
      { kind: 'line', line: 2, detail: '00002000-00003000 zz' }
    ])
  })

  it('above, inside or below a list makes it one that is cut', () => {
    const cuts = (text: string): unknown[] =>
      read(text).moments.flatMap((moment) => moment.processes.map(({ capture }) => capture().cut ?? null))
    expect(cuts(`...\n${row(1)}`)).toEqual(['rows-left-out'])
    expect(cuts(`${row(1)}...\n`)).toEqual(['rows-left-out'])
    expect(cuts(`...\n${row(5)}pid: 8\n${row(2)}`)).toEqual(['rows-left-out', null])
    expect(cuts(`Hello,\n${row(5)}`)).toEqual([null])
  })

  it('of rows of which most can be no mappings is all', () => {
    expect(lists(`Hello,\n${row(1)}${row(2).replaceAll('000', '123')}`)).toEqual([])
    expect(lists(`Hello,\n${row(1)}${row(2)}${row(3).replaceAll('000', '123')}`)).toEqual([[1, 2]])
    // The first row may be the damaged one.
    expect(lists(`${row(3).replaceAll('000', '123')}${row(4)}${row(5)}`)).toEqual([[4, 5]])
  })
})

it('a name that was wrapped goes with its row, without the blanks of the page', () => {
  const text = `${row(0x100).trimEnd()}   \n   [heap]  \n${row(0x200)}`
  expect(rows(read(text).moments[0]!.processes[0]!.capture())).toEqual(['100000 4 rw-p [heap]', '200000 4 rw-p '])
})
