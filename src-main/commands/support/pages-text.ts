import { visibleText } from '#shared/base/visible-text.ts'
import {
  countPages,
  PAGE_ABSENT,
  PAGE_EXCLUSIVE,
  PAGE_FILE,
  PAGE_GUARD,
  PAGE_HUGE,
  PAGE_RESIDENT,
  PAGE_SOFT_DIRTY,
  PAGE_STATE_MASK,
  PAGE_SWAPPED,
  PAGE_ZERO,
  type PageRuns
} from '#shared/pages/page-runs.ts'

const STATES = ['absent', 'resident', 'swapped', 'guard'] as const

/** Pieces of the bar that shows a mapping. */
const BAR = 64

function runJson(runs: PageRuns, run: number): object {
  const bits = runs.bits[run]!
  const state = bits & PAGE_STATE_MASK
  const { known } = runs
  const isThere = state === PAGE_RESIDENT
  return {
    pages: runs.pages[run],
    state: STATES[state],
    backing: isThere || state === PAGE_SWAPPED ? (bits & PAGE_FILE ? 'file' : 'anonymous') : undefined,
    exclusive: isThere && known.exclusive ? (bits & PAGE_EXCLUSIVE) !== 0 : undefined,
    huge: isThere && known.huge ? (bits & PAGE_HUGE) !== 0 : undefined,
    zero: isThere && known.zero ? (bits & PAGE_ZERO) !== 0 : undefined,
    softDirty: known.softDirty && (isThere || state === PAGE_SWAPPED) ? (bits & PAGE_SOFT_DIRTY) !== 0 : undefined
  }
}

/** All runs for other programs; what is not known is absent. `sampled` is the share of pages that was looked at, where it is less than all. */
export function pagesJson(runs: PageRuns): string {
  const list = Array.from({ length: runs.count }, (_, run) => runJson(runs, run))
  const sampled = runs.share < 1 ? runs.share : undefined
  return `${JSON.stringify({ start: `0x${runs.start.toString(16)}`, pageSize: runs.pageSize, sampled, runs: list }, null, 1)}\n`
}

/** A character for each stretch of pages: what most of it is. */
function bar(runs: PageRuns, total: number): string {
  const marks = ['.', '#', 's', 'g']
  const width = Math.min(BAR, total)
  const counts = new Float64Array(width * 4)
  let at = 0
  for (let run = 0; run < runs.count; run++) {
    const end = at + runs.pages[run]!
    const state = runs.bits[run]! & PAGE_STATE_MASK
    while (at < end) {
      const cell = Math.min(width - 1, Math.floor((at * width) / total))
      const stop = cell === width - 1 ? end : Math.min(end, ((cell + 1) * total) / width)
      counts[cell * 4 + state]! += stop - at
      at = stop
    }
  }
  return Array.from({ length: width }, (_, cell) => {
    const of = counts.subarray(cell * 4, cell * 4 + 4)
    const most = of.indexOf(Math.max(...of))
    return most === 0 && of[1]! + of[2]! + of[3]! > 0 ? '+' : marks[most]
  }).join('')
}

/** A picture in characters, and how many pages there are of each kind. */
export function pagesText(runs: PageRuns, title: string): string {
  const total = runs.pages.reduce((sum, pages) => sum + pages, 0)
  const { known } = runs
  const resident = (bit: number): number => countPages(runs, PAGE_STATE_MASK | bit, PAGE_RESIDENT | bit)
  const kinds: (readonly [string, number])[] = [
    ['resident', countPages(runs, PAGE_STATE_MASK, PAGE_RESIDENT)],
    ['  of a file or shared memory', resident(PAGE_FILE)],
    ...(known.exclusive ? [['  mapped by this process only', resident(PAGE_EXCLUSIVE)] as const] : []),
    ...(known.huge ? [['  in huge pages', resident(PAGE_HUGE)] as const] : []),
    ...(known.zero ? [['  the zero page: read, not written since', resident(PAGE_ZERO)] as const] : []),
    ['swapped out', countPages(runs, PAGE_STATE_MASK, PAGE_SWAPPED)],
    ['guard', countPages(runs, PAGE_STATE_MASK, PAGE_GUARD)],
    ['not there', countPages(runs, PAGE_STATE_MASK, PAGE_ABSENT)]
  ]
  const shown = kinds.filter(([, pages]) => pages > 0)
  const width = Math.max(...shown.map(([name]) => name.length))
  const lines = shown.map(([name, pages]) => {
    const kb = Math.round((pages * runs.pageSize) / 1024)
    return `${name.padEnd(width)}  ${String(Math.round(pages)).padStart(12)} pages  ${String(kb).padStart(14)} kB\n`
  })
  const share = (runs.share * 100).toPrecision(2)
  const note = runs.share < 1 ? `Estimated from samples: ${share} % of the pages were looked at.\n` : ''
  const legend = '# resident  s swapped out  g guard  + few of it  . not there'
  return `${visibleText(title)}\n[${bar(runs, total)}]\n${legend}\n${note}${lines.join('')}`
}
