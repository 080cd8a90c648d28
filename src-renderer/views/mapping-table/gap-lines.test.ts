import { describe, expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { columnsById } from '#shared/memory/columns.ts'
import { sortByKeys } from '#shared/memory/order.ts'
import { linesWithGaps, sortedGaps } from './gap-lines.ts'

const CAPTURE = captureOfText(
  [
    '1000-2000 rw-p 00000000 00:00 0',
    '3000-9000 rw-p 00000000 00:00 0',
    '9000-a000 rw-p 00000000 00:00 0',
    'fffdd000-ffffe000 rw-p 00000000 00:00 0          [stack]'
  ].join('\n')
)

/** Lines from top to bottom: rows as numbers, gaps by their first address. */
function shown(sortColumn: string | null, isDescending = false): (number | string)[] {
  const { table } = CAPTURE
  const keys = sortColumn === null ? null : columnsById(table, [sortColumn])[0]!.sortKeys(CAPTURE)
  const rows = Uint32Array.from([0, 1, 2, 3])
  const order = keys === null ? rows : sortByKeys(keys, isDescending, rows)
  const sorted = sortedGaps(CAPTURE, 'x86_64', sortColumn, isDescending)!
  const lines = linesWithGaps(table, order, sorted)
  return Array.from({ length: lines.count }, (_, line) => {
    const gap = lines.gapOf(line)
    if (gap < 0) {
      expect(lines.lineOf(lines.positionOf(line))).toBe(line)
      return lines.rowOf(line)
    }
    expect([lines.positionOf(line), lines.rowOf(line), lines.lineOfGap(gap)]).toEqual([-1, -1, line])
    return sorted.gaps.start[gap]!.toString(16)
  })
}

describe('rows of gaps', () => {
  it('are between the mappings, up and down', () => {
    const upwards = ['0', 0, '2000', 1, 2, 'a000', 3, 'ffffe000', '100000000']
    expect(shown(null)).toEqual(upwards)
    expect(shown('Address')).toEqual(upwards)
    expect(shown('Address', true)).toEqual([...upwards].reverse())
  })

  it('are among the mappings by size, the largest first', () => {
    expect(shown('Kbytes', true)).toEqual(['100000000', 'a000', 3, 1, 'ffffe000', 0, 2, '2000', '0'])
  })

  it('are not shown where rows are sorted by what gaps do not have', () => {
    expect(sortedGaps(CAPTURE, null, 'Mapping', false)).toBeNull()
    expect(sortedGaps({ ...CAPTURE, absent: ['address'] }, null, null, false)).toBeNull()
  })
})
