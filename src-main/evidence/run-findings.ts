import type { NamelessRun } from './nameless-runs.ts'

/** What was found in one run of memory. Ranges are addresses. */
export interface RunFindings {
  readonly blocks: readonly (readonly [number, number])[]
  readonly pools: readonly (readonly [number, number])[]
  readonly groups: readonly (readonly [number, number])[]
  /** Heap pages of Ruby. */
  readonly pages: readonly (readonly [number, number])[]
}

/**
 * Keeps what was found in runs that are still as they were, so that only new memory is looked into again. A run in which
 * nothing was found is looked into again, because its beginning may have been written since.
 */
export class FindingsMemory {
  #known = new Map<string, RunFindings>()
  #next = new Map<string, RunFindings>()

  find(run: NamelessRun, look: () => RunFindings): RunFindings {
    const key = `${run.start}-${run.end}`
    let found = this.#known.get(key)
    if (found === undefined) found = look()
    const { blocks, pools, groups, pages } = found
    const isEmpty = blocks.length + pools.length + groups.length + pages.length === 0
    if (!isEmpty) this.#next.set(key, found)
    return found
  }

  /** Forgets runs that were not asked for since the last time. */
  endTurn(): void {
    this.#known = this.#next
    this.#next = new Map()
  }
}
