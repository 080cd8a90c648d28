import { describe, expect, it } from 'vitest'
import { pageCells } from '#shared/pages/page-cells.ts'
import { PAGE_GUARD, PAGE_RESIDENT, PAGE_SWAPPED, PageRunBuilder } from '#shared/pages/page-runs.ts'
import { barBackground, barNumbers } from './page-bar.ts'

function cellsOf(pages: readonly (readonly [number, number])[], cells: number) {
  const builder = new PageRunBuilder()
  for (const [count, bits] of pages) builder.add(count, bits)
  const known = { exclusive: true, huge: false, zero: false, softDirty: false }
  return pageCells({ start: 0n, pageSize: 4096, ...builder.runs(), known, share: 1 }, cells)
}

describe("a row's bar", () => {
  const four = cellsOf(
    [
      [10, PAGE_RESIDENT],
      [10, 0],
      [10, PAGE_SWAPPED],
      [10, PAGE_GUARD]
    ],
    4
  )

  it('has the numbers of all pages', () => {
    expect(barNumbers(four)).toEqual({ pages: 40, resident: 10, swapped: 10, guard: 10 })
  })

  it('has a stretch for each part, at its offset', () => {
    expect(barBackground(four)).toContain(
      'var(--accent) 0.00% 25.00%, transparent 25.00% 50.00%, var(--warning) 50.00% 75.00%, var(--text-muted) 75.00% 100.00%'
    )
  })

  it('shows one page among thousands, faintly', () => {
    const sparse = cellsOf(
      [
        [4999, 0],
        [1, PAGE_RESIDENT],
        [5000, 0]
      ],
      4
    )
    expect(barBackground(sparse)).toContain('color-mix(in srgb, var(--accent) 20%, transparent) 25.00% 50.00%')
  })
})
