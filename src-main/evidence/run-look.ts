import { GUEST_RANGE } from '#shared/classify/guest-range.ts'
import type { RuntimeId } from '#shared/classify/runtimes.ts'
import { flagsText, mappingEnd, mappingStart, type MappingTable } from '#shared/memory/mapping-table.ts'
import { mappedBlocks, THRESHOLD, type Range } from './glibc-memory.ts'
import { holdsMuslGroup, muslGroups } from './musl-memory.ts'
import type { NamelessRun } from './nameless-runs.ts'
import type { PageBudget, ProcessMemory } from './process-memory.ts'
import { pythonPools } from './python-memory.ts'
import { rubyPages } from './ruby-memory.ts'
import type { RunFindings } from './run-findings.ts'
import type { SpanSet } from './span-set.ts'

/** Pages that may be looked at for blocks of malloc where no mapping begins: 32 MiB that hold none, some 20 ms. */
const MOST_PAGES = 8192
/**
 * The same in mappings that are too small for a block of malloc, unless the program chose a lower threshold (man 3 mallopt):
 * then the first ones show it. A process may have 65,530 of them.
 */
const MOST_SMALL_RUNS = 256
/** Memory with these flags is not a block of malloc: reserved by allocators and runtimes, stacks, tables of collectors. */
const NO_BLOCKS = ['nr', 'dc', 'dd', 'nh', 'hg']

/** Looks into runs of memory without a name for what allocators and runtimes leave in them. */
export class RunLook {
  readonly #table: MappingTable
  readonly #memory: ProcessMemory
  readonly #runtimes: ReadonlySet<RuntimeId>
  readonly #spans: SpanSet
  readonly #budget: PageBudget = { left: MOST_PAGES }
  readonly #smallBudget: PageBudget = { left: MOST_SMALL_RUNS }
  readonly #groupBudget: PageBudget = { left: MOST_PAGES }
  #isMusl: boolean

  /** @param spans what is known already: no blocks are looked for there */
  constructor(table: MappingTable, memory: ProcessMemory, runtimes: ReadonlySet<RuntimeId>, spans: SpanSet) {
    this.#table = table
    this.#memory = memory
    this.#runtimes = runtimes
    this.#spans = spans
    this.#isMusl = runtimes.has('musl')
  }

  lookInto(run: NamelessRun): RunFindings {
    const pools = this.#runtimes.has('python') ? pythonPools(this.#memory, run.start, run.end) : []
    const pages = this.#runtimes.has('ruby') ? rubyPages(this.#memory, run.start, run.end) : []
    // Where something else begins, a block may end.
    const borders = [...pools, ...pages].map(([start]) => start)
    const isMusl = this.#hasMusl(run)
    return {
      blocks: !isMusl && this.#mayBeginBlocks(run) ? this.#blocks(run, borders) : [],
      pools,
      groups: isMusl ? muslGroups(this.#memory, run.start, run.end, this.#groupBudget) : [],
      pages
    }
  }

  /** Programs that hold musl name no library: it is looked for wherever glibc is not. */
  get mayHaveMusl(): boolean {
    return this.#runtimes.has('musl') || !this.#runtimes.has('glibc')
  }

  #blocks(run: NamelessRun, borders: readonly number[]): Range[] {
    const starts = run.rows.map((row) => mappingStart(this.#table, row))
    // Behind the .bss of a library, whose page the kernel joined with it, a block begins where the library ends.
    const searched = run.rows
      .filter((row) => this.#mayHoldBlocks(row))
      .map((row) => [this.#firstFree(row), mappingEnd(this.#table, row)] as const)
      .filter(([from, to]) => from < to)
    return mappedBlocks(
      this.#memory,
      run,
      [...new Set([...starts, ...borders, ...searched.map(([from]) => from)])].sort((a, b) => a - b),
      searched,
      this.#budgetOf(run)
    )
  }

  #budgetOf({ start, end }: NamelessRun): PageBudget {
    return end - start <= THRESHOLD ? this.#smallBudget : this.#budget
  }

  /** Blocks of a program that QEMU runs are that program's. */
  #mayBeginBlocks(run: NamelessRun): boolean {
    const isGuest = this.#runtimes.has('qemu') && run.start >= GUEST_RANGE[0] && run.start < GUEST_RANGE[1]
    if (isGuest) return false
    return this.#budgetOf(run) === this.#budget || this.#smallBudget.left > 0
  }

  #mayHoldBlocks(row: number): boolean {
    const flags = flagsText(this.#table, row)?.split(' ') ?? NO_BLOCKS
    return !flags.some((flag) => NO_BLOCKS.includes(flag))
  }

  #firstFree(row: number): number {
    return this.#spans.firstFree(mappingStart(this.#table, row), mappingEnd(this.#table, row))
  }

  /** A program that musl is linked into names no library: what shows it is a group of its malloc. */
  #hasMusl({ rows }: NamelessRun): boolean {
    if (!this.mayHaveMusl) return false
    this.#isMusl ||= rows.some((row) =>
      holdsMuslGroup(this.#memory, mappingStart(this.#table, row), mappingEnd(this.#table, row))
    )
    return this.#isMusl
  }
}
