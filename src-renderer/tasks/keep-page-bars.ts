import { watch } from 'vue'
import { failureOf } from '#shared/contract/failure.ts'
import type { Bridge } from '#shared/contract/host.ts'
import { mappingEnd } from '#shared/memory/mapping-table.ts'
import { rowOfStart } from '#shared/memory/rows-by-start.ts'
import { BAR_CELLS, MOST_RANGES, type PageRange } from '#shared/pages/page-request.ts'
import { useCaptureStore } from '../stores/capture-store.ts'
import { usePagesStore } from '../stores/pages-store.ts'
import { useSourceStore } from '../stores/source-store.ts'
import { useTableViewStore } from '../stores/table-view-store.ts'

/** While rows scroll by, nothing is read, milliseconds. */
const REST = 120
/** Addresses from here on are the kernel's, which pagemap does not reach. */
const KERNEL = 2 ** 63

/**
 * Keeps the bars of the rows in sight while their column is shown: of a live process, of what it is now. Only few pages of
 * large mappings are looked at.
 */
export function keepPageBars(bridge: Bridge): void {
  const captures = useCaptureStore()
  const pages = usePagesStore()
  const sources = useSourceStore()
  const view = useTableViewStore()
  let timer: ReturnType<typeof setTimeout> | undefined
  let asked = 0

  function rangesInSight(): PageRange[] {
    const capture = captures.current
    if (capture === null) return []
    return view.startsInSight.slice(0, MOST_RANGES).flatMap((start): PageRange[] => {
      const row = rowOfStart(capture.table, start)
      return row < 0 || start >= KERNEL ? [] : [{ start, end: mappingEnd(capture.table, row) }]
    })
  }

  async function read(): Promise<void> {
    const capture = captures.current
    const ranges = rangesInSight()
    if (capture === null || ranges.length === 0) return
    const number = ++asked
    try {
      const cells = await bridge.invoke('pages', capture.process, { ranges, cells: BAR_CELLS, depth: 'glance' })
      if (number !== asked) return
      pages.bars = new Map(cells.map((each) => [each.start, each]))
      pages.barsFailure = ''
    } catch (error) {
      if (number !== asked) return
      const { kind, detail } = failureOf(error, `process ${capture.process.pid}`)
      // Of a process that has ended the last picture stays, its bars as well.
      if (kind !== 'gone') pages.bars = new Map()
      pages.barsFailure = detail
    }
  }

  watch(
    () => [view.isPageColumnShown && sources.isLive && !captures.isPast, view.startsInSight, captures.current] as const,
    ([isWanted, , capture], [, , before]) => {
      clearTimeout(timer)
      if (capture?.process !== before?.process && capture?.process.pid !== before?.process.pid) pages.bars = new Map()
      if (!isWanted) {
        asked++
        pages.bars = new Map()
        return
      }
      timer = setTimeout(() => void read(), REST)
    }
  )
}
