import { describe, expect, it } from 'vitest'
import { tableLines } from './table-lines.ts'

const order = Uint32Array.of(10, 11, 12, 13, 14)
const groups = { by: 'perms', numbers: Uint32Array.of(5, 3, 1), starts: Uint32Array.of(0, 2, 3, 5) } as const

const drawn = (isOpen: (group: number) => boolean): (number | string)[] => {
  const lines = tableLines({ order, groups }, isOpen)
  return Array.from({ length: lines.count }, (_, line) =>
    lines.groupOf(line) >= 0 ? `group ${lines.groupOf(line)}` : lines.rowOf(line)
  )
}

describe('lines of the table', () => {
  it('are the rows where nothing is grouped', () => {
    const lines = tableLines({ order, groups: null }, () => true)
    expect(lines.count).toBe(5)
    expect(lines.rowOf(3)).toBe(13)
    expect(lines.groupOf(3)).toBe(-1)
    expect(lines.lineOf(4)).toBe(4)
  })

  it('are those of the groups, and of the mappings of open ones', () => {
    expect(drawn(() => false)).toEqual(['group 0', 'group 1', 'group 2'])
    expect(drawn((group) => group !== 1)).toEqual(['group 0', 10, 11, 'group 1', 'group 2', 13, 14])
  })

  it('lead from a position to its line, or to that of its closed group', () => {
    const lines = tableLines({ order, groups }, (group) => group === 2)
    expect([0, 1, 2, 3, 4].map((position) => lines.lineOf(position))).toEqual([0, 0, 1, 3, 4])
    expect(lines.groupAt(3)).toBe(2)
    expect(lines.positionsOf(2)).toEqual([3, 5])
    expect(lines.lineOf(-1)).toBe(-1)
  })

  it('are none where no row is shown', () => {
    const none = {
      order: new Uint32Array(0),
      groups: { ...groups, numbers: new Uint32Array(0), starts: new Uint32Array(1) }
    }
    expect(tableLines(none, () => true).count).toBe(0)
  })
})
