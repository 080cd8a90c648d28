import { KnownJavaThreads } from './jvm-threads.ts'
import type { NamelessRun } from './nameless-runs.ts'
import type { KnownNames } from './threads.ts'

/** What was found in one run of memory. Ranges are addresses. */
export interface RunFindings {
  readonly blocks: readonly (readonly [number, number])[]
  readonly pools: readonly (readonly [number, number])[]
  readonly groups: readonly (readonly [number, number])[]
  /** Heap pages of Ruby. */
  readonly pages: readonly (readonly [number, number])[]
}

/** A look into a run: null where there was no time for it, incomplete where there was not enough. */
interface Look {
  readonly contents: RunFindings | null
  readonly isWhole: boolean
}

interface KnownRun {
  readonly found: RunFindings
  readonly residentKb: number
}

/** How often a run in which nothing was found is looked into again, also where it seems unchanged. */
const TURNS = 8

const isEmpty = ({ blocks, pools, groups, pages }: RunFindings): boolean =>
  blocks.length + pools.length + groups.length + pages.length === 0

/**
 * Keeps what was found in a process, so that only new memory is looked into again. A run in which nothing was found is looked
 * into again when other pages of it are in memory, because its beginning may have been written since, and else now and then.
 */
export class FindingsMemory {
  #known = new Map<string, KnownRun>()
  #next = new Map<string, KnownRun>()
  #turn = 0
  readonly javaThreads = new KnownJavaThreads()
  readonly threadNames: KnownNames = new Map()
  /** The mappings that threads had their stacks in, by thread. */
  stacks = new Map<number, readonly [start: number, end: number]>()

  /**
   * @param residentKb of the run
   * @param look what looks into it; what there was no time for is done again the next time
   */
  find(run: NamelessRun, residentKb: number, look: () => Look): RunFindings | null {
    const key = `${run.start}-${run.end}`
    const known = this.#known.get(key)
    const isCurrent = known !== undefined && (!isEmpty(known.found) || this.#isUnchanged(known, residentKb, run))
    const { contents, isWhole } = isCurrent ? { contents: known.found, isWhole: true } : look()
    if (contents !== null && isWhole) this.#next.set(key, { found: contents, residentKb })
    return contents
  }

  #isUnchanged(known: KnownRun, residentKb: number, { start }: NamelessRun): boolean {
    // Runs take their turns at different times.
    return known.residentKb === residentKb && Math.floor(start / 4096) % TURNS !== this.#turn % TURNS
  }

  /** Forgets runs that were not asked for since the last time. */
  endTurn(): void {
    this.#known = this.#next
    this.#next = new Map()
    this.#turn++
  }
}
