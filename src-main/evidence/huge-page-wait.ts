import { fieldValue, findField, type MappingTable } from '#shared/memory/mapping-table.ts'
import type { NamelessRun } from './nameless-runs.ts'
import type { PageBudget, ProcessMemory } from './process-memory.ts'

const KB = 1024
const HUGE_PAGE = 2048 * KB
/** Larger runs are taken as they are. */
const LARGEST = 1024 * 1024 * KB
const MOST_TURNS = 5
const MILLISECONDS = 2
/** What a turn's wait costs of the budget: all runs together wait 16 times. */
const READS_OF_A_TURN = 64
const clock = new Int32Array(new SharedArrayBuffer(4))

/**
 * Asks pagemap until it shows what smaps counted. While the kernel collects 2 MiB into one huge page (khugepaged), none of its
 * pages is there for a moment, and a look then would find nothing in them.
 * @param budget reads that may be spent on it, 2 MiB each
 */
export function awaitHugePages(
  memory: ProcessMemory,
  table: MappingTable,
  { start, end, rows }: NamelessRun,
  budget: PageBudget
): void {
  const rss = findField(table, 'Rss')
  if (rss === undefined || end - start > LARGEST) return
  const counted = rows.reduce((sum, row) => sum + (fieldValue(table, rss, row) ?? 0) * KB, 0)
  if (counted < HUGE_PAGE / 2) return
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const resident = memory.residentBytes(start, end, budget)
    if (resident === null || resident >= counted - HUGE_PAGE / 2) return
    memory.forget(start, end)
    if (budget.left < 1) return
    budget.left -= READS_OF_A_TURN
    Atomics.wait(clock, 0, 0, MILLISECONDS)
  }
}
