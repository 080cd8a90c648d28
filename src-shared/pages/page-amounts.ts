import {
  countPages,
  PAGE_ABSENT,
  PAGE_EXCLUSIVE,
  PAGE_FILE,
  PAGE_HUGE,
  PAGE_RESIDENT,
  PAGE_STATE_MASK,
  PAGE_SWAPPED,
  PAGE_ZERO,
  type PageRuns
} from './page-runs.ts'

/** What is known of the pages of a range, as amounts. */
export const PAGE_AMOUNTS = [
  'pagesAbsent',
  'pagesResident',
  'pagesSwapped',
  'pagesOfFile',
  'pagesExclusive',
  'pagesZero',
  'pagesHuge'
] as const
export type PageAmount = (typeof PAGE_AMOUNTS)[number]
/** kB (1024 bytes) each; left out where this kernel does not report. */
export type PageAmounts = Readonly<Partial<Record<PageAmount, number>>>

/**
 * How much of a range is what. The page of zeros is no resident page, as in Rss. Of exclusive, file and huge pages those that are
 * resident count.
 */
export function pageAmounts(runs: PageRuns): PageAmounts {
  const { known, pageSize } = runs
  const kb = (mask: number, value: number): number => (countPages(runs, mask, value) * pageSize) / 1024
  const resident = (bit: number): number => kb(PAGE_STATE_MASK | PAGE_ZERO | bit, PAGE_RESIDENT | bit)
  const zero = kb(PAGE_STATE_MASK | PAGE_ZERO, PAGE_RESIDENT | PAGE_ZERO)
  return {
    pagesAbsent: kb(PAGE_STATE_MASK, PAGE_ABSENT),
    pagesSwapped: kb(PAGE_STATE_MASK, PAGE_SWAPPED),
    pagesOfFile: resident(PAGE_FILE),
    // Where the page of zeros can't be distinguished from others, neither can what is resident besides.
    ...(known.zero ? { pagesResident: resident(0), pagesZero: zero } : {}),
    ...(known.exclusive ? { pagesExclusive: resident(PAGE_EXCLUSIVE) } : {}),
    ...(known.huge ? { pagesHuge: resident(PAGE_HUGE) } : {})
  }
}
