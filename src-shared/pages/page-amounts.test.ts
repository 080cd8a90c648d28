import { expect, it } from 'vitest'
import { pageAmounts } from './page-amounts.ts'
import { PAGE_EXCLUSIVE, PAGE_FILE, PAGE_RESIDENT, PAGE_SWAPPED, PAGE_ZERO, PageRunBuilder } from './page-runs.ts'

function runsOf(...runs: readonly (readonly [pages: number, bits: number])[]) {
  const builder = new PageRunBuilder()
  for (const [pages, bits] of runs) builder.add(pages, bits)
  return builder.runs()
}

const runs = runsOf(
  [1, 0],
  [2, PAGE_RESIDENT | PAGE_EXCLUSIVE],
  [4, PAGE_RESIDENT | PAGE_FILE],
  [8, PAGE_SWAPPED],
  [16, PAGE_RESIDENT | PAGE_ZERO]
)
const range = { start: 0n, pageSize: 16384, ...runs, share: 1 }

it('adds pages up in kB, whatever their size, and keeps the page of zeros apart', () => {
  const known = { exclusive: true, huge: true, zero: true, softDirty: false }
  expect(pageAmounts({ ...range, known })).toEqual({
    pagesAbsent: 16,
    pagesResident: 6 * 16,
    pagesSwapped: 8 * 16,
    pagesOfFile: 4 * 16,
    pagesExclusive: 2 * 16,
    pagesZero: 16 * 16,
    pagesHuge: 0
  })
})

it('leaves out what the kernel did not report', () => {
  const known = { exclusive: false, huge: false, zero: false, softDirty: false }
  expect(pageAmounts({ ...range, known })).toEqual({ pagesAbsent: 16, pagesSwapped: 128, pagesOfFile: 64 })
})
