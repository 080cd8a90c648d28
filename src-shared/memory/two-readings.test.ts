import { describe, expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { changeColumns, changeWord, signedText, usualChangeColumns } from './change-columns.ts'
import type { Column } from './column.ts'
import { columnsOf } from './columns.ts'
import { countDifferentRows } from './different-rows.ts'
import { rowAtAddress, type MappingTable } from './mapping-table.ts'
import { METRICS, type Metric } from './metrics.ts'
import { CHANGE_KINDS, SAME_PERMS, type ChangeKind } from './row-changes.ts'
import { filterRows } from './filter.ts'
import { NO_FILTER } from '#test/support/no-filter.ts'

const table = (...lines: string[]): MappingTable => captureOfText(lines.map((line) => `${line}\n`).join('')).table

describe('rows that two readings do not have in common', () => {
  const A = '1000-2000 r-xp 00000000 08:01 5 /a'
  const B = '3000-4000 rw-p 00001000 08:01 5 /a'
  const C = '5000-6000 rw-p 00000000 00:00 0 '

  it('are none where both are the same, whatever the order of backings', () => {
    expect(countDifferentRows(table(A, B, C), table(A, B, C))).toBe(0)
    expect(countDifferentRows(table(), table())).toBe(0)
  })

  it('are those of one reading only, at the beginning, in the middle and at the end', () => {
    expect(countDifferentRows(table(A, B, C), table(B, C))).toBe(1)
    expect(countDifferentRows(table(A, B, C), table(A, C))).toBe(1)
    expect(countDifferentRows(table(A), table(A, B, C))).toBe(2)
    expect(countDifferentRows(table(A, B, C), table(A))).toBe(2)
    expect(countDifferentRows(table(A, C), table(B, C))).toBe(2)
    expect(countDifferentRows(table(A), table(B))).toBe(2)
    expect(countDifferentRows(table(), table(A, B))).toBe(2)
  })

  it.each([
    ['its end', '1000-2800 r-xp 00000000 08:01 5 /a'],
    ['its permissions', '1000-2000 r--p 00000000 08:01 5 /a'],
    ['its offset', '1000-2000 r-xp 00001000 08:01 5 /a'],
    ['its inode', '1000-2000 r-xp 00000000 08:01 6 /a'],
    ['the minor number of its device', '1000-2000 r-xp 00000000 08:02 5 /a'],
    ['the major number of its device', '1000-2000 r-xp 00000000 09:01 5 /a']
  ])('one differs by %s', (_, other) => expect(countDifferentRows(table(A, B), table(other, B))).toBe(1))

  it('a name alone is no difference: renaming a file changes no memory', () => {
    expect(countDifferentRows(table(A), table('1000-2000 r-xp 00000000 08:01 5 /renamed'))).toBe(0)
  })
})

describe('the row at an address', () => {
  const high = table(
    '1000-2000 r-xp 00000000 08:01 5 /a',
    '2000-3000 rw-p 00000000 00:00 0 ',
    '7f0000001000-7f0000002000 rw-p 00000000 00:00 0 ',
    '7f0100000000-7f0100001000 rw-p 00000000 00:00 0 '
  )

  it.each<[bigint, number]>([
    [0xfffn, -1],
    [0x1000n, 0],
    [0x1fffn, 0],
    [0x2000n, 1],
    [0x3000n, -1],
    [0x7f0000001000n, 2],
    [0x7f0000001fffn, 2],
    [0x7f0000002000n, -1],
    [0x7f0000000fffn, -1],
    [0x7f0100000000n, 3],
    [0x1_0000_1000n, -1]
  ])('%d', (address, row) => expect(rowAtAddress(high, address)).toBe(row))

  it('may begin below 4 GiB and end above', () => {
    const across = table('fffff000-100002000 rw-p 00000000 00:00 0 ')
    expect([0xffffefffn, 0xfffff000n, 0x1_0000_0000n, 0x1_0000_2000n].map((at) => rowAtAddress(across, at))).toEqual([
      -1, 0, 0, -1
    ])
  })
})

/** Three rows: one that stayed, one whose permissions changed, one that grew by 4 kB. */
function changed(
  kinds: readonly ChangeKind[],
  delta: Partial<Record<Metric, readonly number[]>>,
  more: { isChanged?: readonly number[]; permsBefore?: readonly number[] } = {}
) {
  const smaps = kinds.map(
    (_, at) => `${at + 1}0000-${at + 1}4000 rw-p 00000000 00:00 0 \nRss: 8 kB\nAnonHugePages: 2 kB\n`
  )
  const capture = captureOfText(smaps.join(''))
  const deltaKb = Object.fromEntries(
    METRICS.map((metric) => [metric, delta[metric] === undefined ? null : Float64Array.from(delta[metric])])
  ) as Record<Metric, Float64Array | null>
  const changes = {
    kind: Uint8Array.from(kinds, (kind) => CHANGE_KINDS.indexOf(kind)),
    isChanged: Uint8Array.from(more.isChanged ?? kinds.map((kind) => (kind === 'same' ? 0 : 1))),
    permsBefore: Uint8Array.from(more.permsBefore ?? kinds.map(() => SAME_PERMS)),
    deltaKb
  }
  return { ...capture, table: { ...capture.table, changes } }
}

describe('what happened to a mapping', () => {
  const capture = changed(
    ['same', 'same', 'same', 'grew'],
    {},
    { isChanged: [0, 1, 1, 1], permsBefore: [255, 255, 1, 255] }
  )
  const column = (of: { table: MappingTable }, id: string): Column =>
    changeColumns(of.table).find((each) => each.id === id)!
  const texts = (of: ReturnType<typeof changed>, id: string): (string | null)[] =>
    Array.from({ length: of.table.rowCount }, (_, row) =>
      column(of, id).text(of, row, { style: 'wide', fullPath: false })
    )

  it('is its kind, else that its permissions or its numbers differ', () => {
    const { changes } = capture.table
    expect([0, 1, 2, 3].map((row) => changeWord(changes, row))).toEqual(['same', 'numbers', 'permissions', 'grew'])
    expect(texts(capture, 'change')).toEqual(['same', 'numbers', 'permissions r--p→rw-p', 'grew'])
    expect([...column(capture, 'change').sortKeys(capture)]).toEqual([0, 1, 1, CHANGE_KINDS.indexOf('grew') * 2 + 1])
  })

  it('is shown with a sign, and adds up', () => {
    expect([signedText(4), signedText(0), signedText(-4), signedText(-5n)]).toEqual(['+4', '0', '−4', '−5'])
    const by = changed(['grew', 'shrank', 'same'], { rss: [4, -12, 0] })
    expect(texts(by, 'delta-rss')).toEqual(['+4', '−12', '0'])
    expect([...column(by, 'delta-rss').sortKeys(by)]).toEqual([16, 0, 12])
    expect(column(by, 'delta-rss').total?.(by.table, null)).toBe('−8')
    expect(column(by, 'delta-rss').total?.(by.table, Uint32Array.of(0, 2))).toBe('+4')
  })

  it('is unknown where one of the readings does not report the metric', () => {
    const by = changed(['grew'], { rss: [4] })
    expect(texts(by, 'delta-pss')).toEqual([null])
    expect([...column(by, 'delta-pss').sortKeys(by)]).toEqual([NaN])
    expect(column(by, 'delta-pss').total?.(by.table, null)).toBeNull()
  })

  it('is counted in percentage points for a share, but not of a mapping that was split', () => {
    const by = changed(['grew', 'split', 'same', 'merged', 'grew'], { rss: [4, 4, 0, 4, 8], huge: [2, 2, 0, 2, 2] })
    // Of the last one nothing was in memory before, so that it had no share.
    expect(texts(by, 'delta-huge')).toEqual(['+25', null, '0', null, null])
    expect([...column(by, 'delta-huge').sortKeys(by)]).toEqual([25, NaN, 0, NaN, NaN])
    expect(column(by, 'delta-huge').total?.(by.table, Uint32Array.of(0, 2))).toBe('+8')
    // Nothing of nothing has no share.
    expect(column(by, 'delta-huge').total?.(by.table, new Uint32Array(0))).toBeNull()
    const unknown = changed(['grew'], { rss: [4] })
    expect(texts(unknown, 'delta-huge')).toEqual([null])
    expect(texts(changed(['grew'], { huge: [2] }), 'delta-huge')).toEqual([null])
    expect(column(unknown, 'delta-huge').total?.(changed(['grew'], { huge: [2] }).table, null)).toBeNull()
    expect(column(unknown, 'delta-huge').total?.(unknown.table, null)).toBeNull()
  })

  it('has the columns that were chosen and differ, and always size and RSS', () => {
    const by = changed(['grew', 'same'], { size: [0, 0], rss: [0, 0], pss: [4, 0], uss: [0, 0] })
    const ids = (chosen: readonly string[]): string[] =>
      usualChangeColumns(
        by.table,
        columnsOf(by.table).filter(({ id }) => chosen.includes(id))
      ).map(({ id }) => id)
    expect(ids([])).toEqual(['change', 'delta-size', 'delta-rss'])
    const pss = columnsOf(
      captureOfText('1000-2000 rw-p 00000000 00:00 0 \nPss: 1 kB\nPrivate_Clean: 0 kB\nPrivate_Dirty: 0 kB\n').table
    )
    const all = usualChangeColumns(by.table, pss).map(({ id }) => id)
    expect(all).toContain('delta-pss')
    expect(all).not.toContain('delta-uss')
  })

  it('is nothing without an earlier reading', () => {
    const { table: plain } = captureOfText('1000-2000 rw-p 00000000 00:00 0 \n')
    expect(changeColumns(plain)).toEqual([])
    expect(usualChangeColumns(plain, columnsOf(plain))).toEqual([])
  })
})

describe('the filter', () => {
  const capture = changed(['same', 'grew', 'same'], {})
  const rows = (more: Partial<Parameters<typeof filterRows>[1]>): number[] => [
    ...filterRows(capture, { ...NO_FILTER, ...more })
  ]

  it('shows what changed only, or what an expression lets through', () => {
    expect(rows({ isChangedOnly: true })).toEqual([1])
    expect(rows({ passes: Uint8Array.of(1, 0, 1) })).toEqual([0, 2])
    expect(rows({ isChangedOnly: true, passes: Uint8Array.of(1, 0, 1) })).toEqual([])
  })
})
