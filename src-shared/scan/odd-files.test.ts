import { describe, expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { textAt } from '../memory/text-list.ts'
import { titleText } from './command-line.ts'
import { scanMappings } from './mapping-scanner.ts'
import { MOST_NUMA_ROWS, numaRow, parseNumaMaps, withNumaColumns } from './numa-maps.ts'
import { parseProcessLimits } from './process-limits.ts'
import { parseProcessStat } from './process-stat.ts'
import { parseProcessStatus } from './process-status.ts'
import { SkippedLines, skippedNotes } from './skipped-lines.ts'
import { parseSmapsRollup } from './smaps-rollup.ts'

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('stat', () => {
  const FIELDS = Array.from({ length: 50 }, (_, at) => String(at + 3))
  const stat = (changed: Readonly<Record<number, string>> = {}, comm = 'x', count = 50) => {
    const words = FIELDS.slice(0, count).map((word, at) => changed[at + 3] ?? word)
    return parseProcessStat(bytesOf(`12 (${comm}) ${words.join(' ')}\n`))
  }

  it('has each number in its field', () => {
    expect(stat({ 3: 'R', 23: '4095' })).toMatchObject({
      pid: 12,
      state: 'R',
      ppid: 4,
      minorFaults: 10,
      majorFaults: 12,
      threads: 20,
      startTime: 22,
      sizeKb: 3,
      rssPages: 24,
      startCode: 26n,
      startStack: 28n,
      argStart: 48n
    })
  })

  it('is read of old kernels, which have fewer fields, down to the 24th', () => {
    expect(stat({}, 'x', 22)).toMatchObject({ rssPages: 24, startCode: 0n, startStack: null, argStart: 0n })
    expect(stat({}, 'x', 21)).toBeNull()
  })

  it('knows no stack where the kernel reports 0 or something that is no number', () => {
    expect(stat({ 28: '0' })!.startStack).toBeNull()
    expect(stat({ 28: '-1', 48: 'x1' })).toMatchObject({ startStack: null, argStart: 0n })
    expect(stat({ 26: '1x' })!.startCode).toBe(0n)
  })

  it('is none without a start time, a pid, or a name in brackets', () => {
    expect(stat({ 22: 'x' })).toBeNull()
    expect(parseProcessStat(bytesOf(`(x) ${FIELDS.join(' ')}`))).toBeNull()
    expect(parseProcessStat(bytesOf(`x (x) ${FIELDS.join(' ')}`))).toBeNull()
    expect(parseProcessStat(bytesOf(`12 )x( ${FIELDS.join(' ')}`))).toBeNull()
    expect(new TextDecoder().decode(stat({}, ')(')!.comm)).toBe(')(')
    expect(stat({}, '')!.comm).toHaveLength(0)
  })
})

it('status leaves lines that are none, and numbers that it does not know', () => {
  expect(
    parseProcessStatus(bytesOf('no colon\nTgid:\tx\nUid:\t\nVmPeak:\t12 kB more\nVmRSS:\t0 kB\nThreads:\t 2\n'))
  ).toEqual({
    name: '',
    state: '',
    tgid: null,
    uid: null,
    numbers: { VmRSS: 0, Threads: 2 }
  })
})

it('smaps_rollup has its kB lines only', () => {
  expect(
    parseSmapsRollup(bytesOf('Rss:   12 kB\nPss:\t3 kB\nx Swap: 1 kB\nSwap: 1 kB x\nLocked: 4\nOdd:5 kB\n'))
  ).toEqual({
    Rss: 12,
    Pss: 3
  })
})

it('limits are read by columns, behind their head', () => {
  const line = (name: string, soft: string): string => `${name.padEnd(26)}${soft.padEnd(21)}unlimited            bytes`
  const text = [
    line('Max not this one', '1'),
    line('Max core file size', '0'),
    line('Max locked memory', '18446744073709551615'),
    line('Max stack size', 'unlimited'),
    line('Max odd', 'x1'),
    line('Max longer', '123456789012345678901'),
    line('Other', '5')
  ].join('\n')
  expect(parseProcessLimits(bytesOf(text))).toEqual({
    'Max core file size': 0,
    'Max locked memory': 18446744073709551615,
    'Max stack size': null
  })
})

describe('pmap’s title', () => {
  it('drops a blank or a newline that is the last byte, and no other', () => {
    const title = (text: string): string => titleText(bytesOf(text), bytesOf('c'), false)
    expect([title('a\n'), title('a \0'), title('a\n\0'), title('a  '), title(' '), title('\n'), title('a')]).toEqual([
      'a',
      'a ',
      'a ',
      'a ',
      '-',
      '-',
      'a'
    ])
  })

  it('keeps 63 bytes of a name', () => {
    expect(titleText(new Uint8Array(0), bytesOf('n'.repeat(70)), false)).toBe(`[${'n'.repeat(63)}]`)
  })
})

describe('lines that were skipped', () => {
  it('are counted, and the first thousand kept, eighty bytes of each', () => {
    const lines = new SkippedLines()
    const bytes = bytesOf('x'.repeat(100))
    for (let at = 0; at < 1002; at++) lines.add(at + 1, 'unreadable', bytes, 5, at === 0 ? 100 : 10)
    expect([lines.total, lines.kept.length, lines.kept.at(-1)!.line]).toEqual([1002, 1000, 1000])
    expect([lines.kept[0]!.text.length, lines.kept[1]!.text.length]).toEqual([80, 5])
  })

  it('are reported with their reasons, ten of them', () => {
    const lines = new SkippedLines()
    const notes = (isOpenEnd?: boolean): string[] =>
      skippedNotes({
        skipped: lines.kept,
        skippedCount: lines.total,
        ...(isOpenEnd === undefined ? {} : { isOpenEnd })
      }).map(({ kind, detail }) => `${kind} ${detail}`)
    expect([notes(), notes(true)]).toEqual([[], ['open-end ']])
    lines.add(3, 'cut-off', new Uint8Array(1), 0, 1)
    expect(notes(true)).toEqual(['open-end ', 'skipped-lines 1: 3 (cut-off)'])
    for (let line = 4; line < 13; line++) lines.add(line, 'unreadable', new Uint8Array(1), 0, 1)
    expect(notes()[0]).toMatch(/^skipped-lines 10: 3 \(cut-off\), .*12 \(unreadable\)$/)
    lines.add(13, 'unreadable', new Uint8Array(1), 0, 1)
    expect(notes()[0]).toMatch(/^skipped-lines 11: .*12 \(unreadable\) …$/)
  })
})

describe('numa_maps', () => {
  it('has policy, nodes in ascending order in kB, and the name', () => {
    expect(numaRow('7f00 default file=/a\\040b anon=1 N3=2 N0=1 kernelpagesize_kB=64')).toEqual({
      start: 0x7f00,
      policy: 'default',
      nodesKb: new Map([
        [0, 64],
        [3, 128]
      ]),
      name: '/a\\040b'
    })
    expect([...numaRow('7f00 default N0=1 N3=2')!.nodesKb]).toEqual([
      [0, 4],
      [3, 8]
    ])
    expect(numaRow('7f00 default stack N0=1')!.name).toBe('[stack]')
    expect(numaRow('7f00 default heap N0=1234')).toMatchObject({ name: '[heap]', nodesKb: new Map([[0, 4936]]) })
    expect(numaRow('7f00 default heap file=/x')!.name).toBe('/x')
    expect(numaRow('7f00 default')).toEqual({ start: 0x7f00, policy: 'default', nodesKb: new Map(), name: '' })
    expect(numaRow('7f00 prefer (many):0-1 N1=1')!.policy).toBe('prefer (many):0-1')
  })

  it('leaves nodes and lines that are none', () => {
    expect([...numaRow('7f00 default N1023=1 N1024=1 xN1=1 N1=1x N2=')!.nodesKb.keys()]).toEqual([1023])
    expect(
      ['', '7f00', 'x default', '7f00 1default', '7f00 Default', '11112222333344445 default'].map(numaRow)
    ).toEqual([null, null, null, null, null, null])
    expect(parseNumaMaps(bytesOf('1000 default\nnone\n\n2000 bind:0')).map(({ start }) => start)).toEqual([
      0x1000, 0x2000
    ])
    expect(parseNumaMaps(bytesOf('1 a\n'.repeat(MOST_NUMA_ROWS + 3)))).toHaveLength(MOST_NUMA_ROWS)
    expect(parseNumaMaps(bytesOf(`1000 default${' N0=1'.repeat(10_000)}\n2000 default`))).toHaveLength(2)
  })

  it('gives two more columns to the rows that begin where its lines do', () => {
    const { table } = captureOfText('1000-2000 rw-p 00000000 00:00 0 \n3000-4000 rw-p 00000000 00:00 0 ')
    expect(withNumaColumns(table, [])).toBe(table)
    const { texts } = withNumaColumns(table, [numaRow('3000 bind:1 N1=2 N0=1')!])
    expect(texts.map(({ name, texts: list, id }) => [name, ...Array.from(id, (each) => textAt(list, each))])).toEqual([
      ['NumaNodes', '', 'N0=4kB N1=8kB'],
      ['NumaPolicy', '', 'bind:1']
    ])
  })
})

it('a CR at the end belongs to a name of the kernel, and to the line where most lines have one', () => {
  const names = (text: string): string[] => {
    const { table } = scanMappings(bytesOf(text))
    return Array.from({ length: table.rowCount }, (_, row) => textAt(table.backings.name, table.backing[row]!))
  }
  const line = (page: number, end: string): string => `${page}000-${page}800 r--p 00000000 08:01 ${page} /f${end}\n`
  expect(names(line(1, '\r') + line(2, '') + line(3, ''))).toEqual(['/f\r', '/f', '/f'])
  expect(names(line(1, '\r') + line(2, ''))).toEqual(['/f', '/f'])
  expect(names(line(1, '\r') + line(2, '\r') + line(3, ''))).toEqual(['/f', '/f', '/f'])
})
