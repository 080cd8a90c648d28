import { describe, expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import pmapD from './fixtures/python.pmap-d.txt?raw'
import pmapX from './fixtures/python.pmap-x.txt?raw'
import pmapWide from './fixtures/python.pmap-X.txt?raw'
import pmapWidest from './fixtures/python.pmap-XX.txt?raw'
import smaps from './fixtures/python.smaps?raw'
import { pmapText } from './pmap-text.ts'
import { shownColumns, styleOf } from './table-columns.ts'
import { tableSource } from './table-source.ts'
import { totalOfAll } from './table-totals.ts'
import { shownRows } from './use-steady-rows.ts'

/** A real process and what pmap 4.0.2 printed of it in the same moment (its /proc files were held still). */
const capture = captureOfText(smaps, { startStack: 140728002743856n })
const order = Uint32Array.from({ length: capture.table.rowCount }, (_, row) => row)
const shown = shownRows(capture, { order, groups: null }, new Set())
const words = {
  category: () => '',
  what: () => '',
  purpose: () => '',
  group: (label: string) => label,
  unknown: () => '',
  change: (text: string) => text,
  members: String,
  gap: () => '',
  amount: String,
  pages: () => ({ text: '', hint: '', bar: '' })
}
const totalWords = { amount: String, all: () => 'total kB', shown: String, selected: String }

const squeeze = (line: string): string => line.trim().replaceAll(/ +/g, ' ')
const linesOf = (text: string): string[] => text.trimEnd().split('\n').map(squeeze)

function tableLines(preset: 'd' | 'x' | 'X' | 'XX'): {
  header: string
  rows: string[]
  total: readonly (string | null)[]
} {
  const columns = shownColumns(capture.table, preset, [])
  const source = tableSource(shown, columns, { style: styleOf(preset), fullPath: false }, new Set(), words)
  return {
    header: columns.map(({ id }) => id).join(' '),
    rows: Array.from(shown.order, (row) => squeeze(columns.map((_, column) => source.text(row, column)).join(' '))),
    total: totalOfAll(shown, columns, preset, totalWords).cells
  }
}

describe('the columns on the screen are those of pmap', () => {
  it('-x', () => {
    const { header, rows, total } = tableLines('x')
    const lines = linesOf(pmapX)
    expect(header).toBe(lines[1])
    expect(rows).toEqual(lines.slice(2, -2))
    expect(total.filter((cell) => cell !== null).join(' ')).toBe(lines.at(-1))
  })

  it('-d', () => {
    const { header, rows, total } = tableLines('d')
    const lines = linesOf(pmapD)
    expect(header).toBe(lines[1])
    expect(rows).toEqual(lines.slice(2, -1))
    expect(`mapped: ${total[1]}K ${squeeze(total.at(-1)!)}`).toBe(lines.at(-1))
  })

  it.each([
    ['X', pmapWide],
    ['XX', pmapWidest]
  ] as const)('-%s', (preset, text) => {
    const { header, rows, total } = tableLines(preset)
    const lines = linesOf(text)
    expect(header).toBe(lines[1])
    expect(rows).toEqual(lines.slice(2, -2))
    expect(
      `${total
        .slice(1)
        .filter((cell) => cell !== null)
        .join(' ')} KB`
    ).toBe(lines.at(-1))
  })
})

describe('what is copied as pmap text is what pmap prints', () => {
  it.each([
    ['d', pmapD],
    ['x', pmapX],
    ['X', pmapWide],
    ['XX', pmapWidest]
  ] as const)('-%s, all rows', (preset, text) => {
    const titled = { ...capture, process: { pid: 12496, startTime: 1 }, command: 'python3' }
    expect(pmapText(titled, shown.order, preset, [], false)).toBe(text)
  })

  it('what another tool’s text does not report is not made up', () => {
    const maps = captureOfText('1000-3000 rw-p 00000000 00:00 0 [heap]\nRss: 4 kB\n', {
      absent: ['offset', 'device', 'inode']
    })
    const [device, extended] = (['d', 'x'] as const).map((preset) =>
      pmapText(maps, Uint32Array.of(0), preset, [], false)
    )
    expect(device).toContain('0000000000001000       8 rw--- ?                ?           [ anon ]')
    expect(extended).toContain('0000000000001000       8       4       ? rw---   [ anon ]')
  })

  it('some rows, with their own totals', () => {
    const lines = pmapText(capture, Uint32Array.of(0, 1), 'x', [], false).trimEnd().split('\n')
    expect(lines.length).toBe(6)
    expect(squeeze(lines.at(-1)!)).toBe('total kB 8 8 0')
  })
})
