import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import type { Capture } from './capture.ts'
import { columnsById, columnsOf } from './columns.ts'
import { PMAP_PRESETS, presetColumnIds, type PmapPreset } from './presets.ts'
import { deviceTotals } from './totals.ts'

const fixture = (name: string): string =>
  readFileSync(new URL(`../../test/fixtures/captures/${name}`, import.meta.url), 'utf8')
const capture = captureOfText(fixture('sleep.smaps'), { startStack: 0x7ffd4568f000n })
const FILES: Readonly<Record<PmapPreset, string>> = {
  default: 'sleep.pmap.txt',
  d: 'sleep.pmap-d.txt',
  x: 'sleep.pmap-x.txt',
  X: 'sleep.pmap-X.txt',
  XX: 'sleep.pmap-XX.txt'
}
const words = (line: string): string => line.trim().replaceAll(/\s+/g, ' ')
/** pmap 4.0.2's own lines for the same process, without the title. */
const pmapLines = (preset: PmapPreset): string[] => fixture(FILES[preset]).trimEnd().split('\n').slice(1).map(words)

/** The tools were run one after the other; proportions depend on what other processes did meanwhile. */
function withoutPss(line: string, ids: readonly string[]): string {
  return line
    .split(' ')
    .filter((_, at) => ids[at] !== 'Pss')
    .join(' ')
}

function rowsOf(shown: Capture, preset: PmapPreset): string[] {
  const columns = columnsById(shown.table, presetColumnIds(preset, shown.table))
  const style = preset.startsWith('X') ? 'wide' : 'short'
  return Array.from({ length: shown.table.rowCount }, (_, row) =>
    words(columns.map((column) => column.text(shown, row, { style, fullPath: false })).join(' '))
  )
}

const value = (of: Capture, id: string, row = 0): string | null =>
  columnsById(of.table, [id])[0]!.text(of, row, { style: 'wide', fullPath: true })
const total = (of: Capture, id: string, rows: Uint32Array | null = null): string | null | undefined =>
  columnsById(of.table, [id])[0]!.total?.(of.table, rows)

describe('the presets show what pmap prints of the same process', () => {
  it.each(PMAP_PRESETS)('%s: rows', (preset) => {
    const ids = presetColumnIds(preset, capture.table)
    const lines = pmapLines(preset).map((line) => withoutPss(line, ids))
    for (const row of rowsOf(capture, preset)) {
      // The default format writes the size with a K behind it.
      expect(lines).toContain(preset === 'default' ? row.replace(/^(\w+ \d+) /, '$1K ') : withoutPss(row, ids))
    }
  })

  it.each(['d', 'x', 'X', 'XX'] as const)('%s: names of the columns, in order', (preset) => {
    expect(presetColumnIds(preset, capture.table).join(' ')).toBe(
      pmapLines(preset).find((line) => line.startsWith('Address'))
    )
  })

  it('totals', () => {
    const last = (preset: PmapPreset): string => pmapLines(preset).at(-1)!
    expect(last('default')).toBe(`total ${total(capture, 'Kbytes')}K`)
    expect(last('x')).toBe(`total kB ${total(capture, 'Kbytes')} ${total(capture, 'RSS')} ${total(capture, 'Dirty')}`)
    const { mapped, writeablePrivate, shared } = deviceTotals(capture.table, null)
    expect(last('d')).toBe(`mapped: ${mapped}K writeable/private: ${writeablePrivate}K shared: ${shared}K`)
    const fields = presetColumnIds('XX', capture.table).slice(5, -2)
    const sums = `${fields.map((id) => total(capture, id)).join(' ')} KB`
    expect(withoutPss(last('XX'), fields)).toBe(withoutPss(sums, fields))
  })
})

describe('columns', () => {
  it('of maps report that sizes in memory are unknown, not 0', () => {
    const maps = captureOfText(fixture('sleep.maps'))
    expect([value(maps, 'RSS'), value(maps, 'uss'), value(maps, 'resident')]).toEqual([null, null, null])
    expect([total(maps, 'RSS'), total(maps, 'Dirty'), Number(total(maps, 'Kbytes')) > 0]).toEqual([null, null, true])
    expect(columnsOf(maps.table).map(({ id }) => id)).not.toContain('Rss')
    expect(columnsById(maps.table, ['RSS'])[0]!.sortKeys(maps).every(Number.isNaN)).toBe(true)
  })

  it('show a field no kernel has yet, and texts', () => {
    const odd = captureOfText(
      '1000-3000 rw-p 00000000 00:00 0\nRss: 4 kB\nBrandNew: 7 kB\nName: [anon:dalvik]\n' +
        '3000-4000 rw-p 00000000 00:00 0\nRss: 4 kB\n'
    )
    expect([value(odd, 'BrandNew'), value(odd, 'BrandNew', 1)]).toEqual(['7', null])
    expect([value(odd, 'Name'), value(odd, 'Name', 1)]).toEqual(['[anon:dalvik]', null])
    expect(total(odd, 'BrandNew')).toBe('7')
    expect(value(odd, 'resident')).toBe('50 %')
    expect(presetColumnIds('X', odd.table)).toContain('BrandNew')
  })

  it('add up only the rows asked for, and exactly', () => {
    const large = captureOfText(
      ['1000-2000', '2000-3000', '3000-4000']
        .map((range, at) => `${range} rw-p 00000000 00:00 0\nRss: ${at === 1 ? '9007199254740993' : '1'} kB\n`)
        .join('')
    )
    expect(total(large, 'Rss')).toBe('9007199254740995')
    expect(total(large, 'Rss', Uint32Array.of(0, 2))).toBe('2')
    expect(total(large, 'Kbytes', Uint32Array.of(0, 2))).toBe('8')
    expect(total(large, 'Address')).toBeUndefined()
  })

  it('write addresses of any size exactly', () => {
    const high = captureOfText(
      'fffffffffffff001-ffffffffffffffff --xp ffffffffffffffff 103:100000 18446744073709551615 /x y\n'
    )
    expect(['Address', 'Offset', 'Device', 'Inode', 'Mapping'].map((id) => value(high, id))).toEqual([
      'fffffffffffff001',
      'ffffffffffffffff',
      '103:100000',
      '18446744073709551615',
      '/x y'
    ])
  })
})
