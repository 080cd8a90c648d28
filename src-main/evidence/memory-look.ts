import { label } from '#shared/classify/label.ts'
import type { LivingRuntime, RuntimeId } from '#shared/classify/runtimes.ts'
import type { JvmKnowledge } from '#shared/jvm/jvm-knowledge.ts'
import {
  flagsText,
  mappingEnd,
  mappingName,
  mappingStart,
  PERM_EXEC,
  PERM_READ,
  PERM_SHARED,
  PERM_WRITE,
  type MappingTable
} from '#shared/memory/mapping-table.ts'
import type { ProcFolder } from '#main/source/proc-folder.ts'
import { arenaLabel, FoundLabels, mainHeapLabel, muslStackLabel, stackLabel } from './found-labels.ts'
import { arenaHeapAt, HEAP_BYTES, type ArenaHeap } from './glibc-memory.ts'
import { JvmLook } from './jvm-look.ts'
import type { LoadedModule } from './loaded-modules.ts'
import { loaderRanges, threadBlockRange } from './loader-memory.ts'
import { mainArena, SlackReader } from './malloc-slack.ts'
import { muslStacks } from './musl-threads.ts'
import { namelessRuns, type NamelessRun } from './nameless-runs.ts'
import type { ProcessMemory } from './process-memory.ts'
import { ownStackRange } from './own-stack.ts'
import type { FindingsMemory, RunFindings } from './run-findings.ts'
import { RunLook } from './run-look.ts'
import type { SpanSet } from './span-set.ts'
import { addV8Pages } from './v8-spaces.ts'
import { threadLocalBytes } from './thread-descriptor.ts'
import { livingThreads, type LivingThread } from './threads.ts'

/** A process to look into, with what is known of it already. */
export interface Process {
  readonly folder: ProcFolder
  readonly table: MappingTable
  /** Bytes. */
  readonly pageSize: number
  /** Threads by status; null when unknown. */
  readonly threads: number | null
  /** Milliseconds for the free lists of malloc; a few where nothing is said. */
  readonly patience?: number | undefined
  /** What its JVM said when it was asked. */
  readonly jvm?: JvmKnowledge | undefined
}

/** What was found in its files. */
export interface ProcessFiles {
  readonly modules: readonly LoadedModule[]
  readonly runtimes: readonly LivingRuntime[]
}

const ACCESS = PERM_READ | PERM_WRITE | PERM_EXEC | PERM_SHARED
const KB = 1024
/** Whatever has V8 in it, with heads of pages as they are without compressed pointers. */
const V8: readonly RuntimeId[] = ['node', 'deno']
const PAGE = 4096
/** Around a stack pointer: the usual size of a thread's stack in musl (src/internal/pthread_impl.h, DEFAULT_STACK_SIZE). */
const NEAR_STACK = 128 * KB

/** One look into the memory of a process, in order of how sure a finding is: an earlier one keeps its range. */
export class MemoryLook {
  readonly #process: Process
  readonly #memory: ProcessMemory
  readonly #files: ProcessFiles
  readonly #spans: SpanSet
  readonly #known: FindingsMemory
  readonly #runs: RunLook
  readonly #slack: SlackReader
  readonly #labels: FoundLabels
  /** Known after the look. */
  isEveryStackKnown = false

  constructor(process: Process, memory: ProcessMemory, files: ProcessFiles, spans: SpanSet, known: FindingsMemory) {
    this.#process = process
    this.#memory = memory
    this.#files = files
    this.#spans = spans
    this.#known = known
    this.#runs = new RunLook(process.table, memory, new Set(files.runtimes.map(({ id }) => id)), spans)
    this.#slack = new SlackReader(memory, process.patience)
    this.#labels = new FoundLabels((id) => this.#owner(id))
  }

  look(): void {
    const { table } = this.#process
    const runs = namelessRuns(table)
    const java = new JvmLook(this.#process, this.#memory, this.#files.modules, this.#owner('jvm'), this.#spans)
    const v8 = this.#files.runtimes.find(({ id }) => V8.includes(id))
    if (v8 !== undefined) addV8Pages(this.#memory, table, v8.name, this.#spans)
    const heaps = this.#arenas(runs)
    // The largest last: what may be looked at is to suffice for as many as possible.
    const bySize = [...runs].sort((a, b) => a.end - a.start - (b.end - b.start))
    const found = bySize.map((run) => this.#known.find(run, () => this.#runs.lookInto(run)))
    this.#known.endTurn()
    this.#stacks(heaps, found, java)
    for (const contents of found) this.#add(contents)
    this.#loader(runs)
  }

  #owner(id: RuntimeId): string {
    return this.#files.runtimes.find((runtime) => runtime.id === id)?.name ?? ''
  }

  #has(id: RuntimeId): boolean {
    return this.#files.runtimes.some((runtime) => runtime.id === id)
  }

  /** Arenas of glibc, also of programs that it is linked into, with what is free in them. */
  #arenas(runs: readonly NamelessRun[]): ReadonlySet<number> {
    const heaps: ArenaHeap[] = []
    for (const { start, end } of runs) {
      for (let at = Math.ceil(start / HEAP_BYTES) * HEAP_BYTES; at < end; at += HEAP_BYTES) {
        const heap = arenaHeapAt(this.#memory, at)
        if (heap !== null) heaps.push(heap)
      }
    }
    const arenas = [...new Set(heaps.map(({ arena }) => arena))]
    const labels = new Map(
      arenas.map((arena, at) => [
        arena,
        arenaLabel(at + 1, arenas.length, this.#owner('glibc'), this.#slack.slackOf(arena))
      ])
    )
    for (const { start, arena } of heaps) this.#spans.add(start, start + HEAP_BYTES, labels.get(arena)!)
    if (this.#has('glibc')) this.#mainHeap(arenas)
    return new Set(heaps.map(({ start }) => start))
  }

  /** The heap of brk, by the main arena. */
  #mainHeap(arenas: readonly number[]): void {
    const { table } = this.#process
    const row = rowOfHeap(table)
    const arena = row < 0 ? null : mainArena(this.#memory, table, arenas)
    const slack = arena === null ? null : this.#slack.slackOf(arena)
    if (slack === null) return
    this.#spans.add(mappingStart(table, row), mappingEnd(table, row), mainHeapLabel(this.#owner('glibc'), slack))
  }

  /**
   * The mapping that a stack pointer points into; of a stack that a program made itself of malloc's memory, the block. A
   * mapping that the kernel does not mark as a stack may be joined with blocks, which keep their ranges.
   */
  #stacks(heaps: ReadonlySet<number>, found: readonly RunFindings[], java: JvmLook): void {
    const { folder, table } = this.#process
    const blocks = found.flatMap((each) => each.blocks)
    const groups = found.flatMap((each) => each.groups)
    const living = java.named(livingThreads(folder, true))
    const running = java.addStacks(living, this.#spans)
    this.isEveryStackKnown =
      living.length > 0 && living.every(({ tid, stackPointer }) => stackPointer !== null || running.has(tid))
    const ofMusl = this.#addMuslStacks(living)
    for (const thread of living) {
      if (ofMusl.has(thread.tid)) continue
      const pointer = thread.stackPointer
      const row = pointer === null ? -1 : rowHolding(table, pointer)
      if (pointer === null || row < 0 || !this.#mayBeStack(row, thread.tid, heaps)) continue
      const [start, end] = [mappingStart(table, row), mappingEnd(table, row)]
      const isMarked = flagsText(table, row)?.split(' ').includes('nh') === true
      const own = isMarked ? null : ownStackRange(this.#memory, pointer, [start, end])
      const within = isMarked ? undefined : blocks.find((block) => pointer >= block[0] && pointer < block[1])
      if (own !== null) this.#spans.add(...own, stackLabel(thread, own[1] - pointer))
      else if (within !== undefined) this.#spans.add(within[0], within[1], stackLabel(thread, within[1] - pointer))
      else if (isMarked) {
        const variables = threadLocalBytes(this.#memory, end, thread.tid, this.#variables)
        this.#spans.add(start, end, stackLabel(thread, end - pointer, variables))
      } else {
        // Neither musl's stacks nor those that a program makes itself are marked, and the kernel joins them with other memory.
        for (const block of blocks)
          if (block[0] < end && block[1] > start) this.#spans.add(...block, this.#labels.block)
        for (const group of groups) if (group[0] < end && group[1] > start) this.#spans.add(...group, this.#labels.musl)
        const near = [Math.max(start, pointer - NEAR_STACK), Math.min(end, pointer + NEAR_STACK)] as const
        this.#spans.add(near[0] - (near[0] % PAGE), near[1] - (near[1] % PAGE), stackLabel(thread, null))
      }
    }
  }

  /** @returns numbers of the threads whose stacks were found so */
  #addMuslStacks(threads: readonly LivingThread[]): ReadonlySet<number> {
    const found = new Set<number>()
    if (!this.#runs.mayHaveMusl) return found
    const stacks = muslStacks(this.#memory, threads)
    for (const thread of threads) {
      const stack = stacks.get(thread.tid)
      if (stack === undefined) continue
      const [start, end] = stack.range
      const pointer = thread.stackPointer ?? 0
      const deep = pointer >= start && pointer < end ? end - pointer : null
      this.#spans.add(start, end, muslStackLabel(thread, deep, stack.own))
      found.add(thread.tid)
    }
    return found
  }

  /** Bytes of thread-local variables in all modules. */
  get #variables(): number {
    return this.#files.modules.reduce((sum, { file }) => sum + file.threadLocalBytes, 0)
  }

  #mayBeStack(row: number, tid: number, heaps: ReadonlySet<number>): boolean {
    const { table } = this.#process
    const start = mappingStart(table, row)
    if (table.backing[row] !== 0 || (table.perms[row]! & ACCESS) !== (PERM_READ | PERM_WRITE)) return false
    if (heaps.has(Math.floor(start / HEAP_BYTES) * HEAP_BYTES)) return false
    const flags = flagsText(table, row)?.split(' ') ?? []
    if (flags.includes('nr') || flags.includes('dc')) return false
    // Goroutines run on stacks in Go's own heap (runtime/stack.go). Threads that C made have glibc's descriptor at the end.
    const end = mappingEnd(table, row)
    return !this.#has('go') || end - start < 1024 * KB || threadLocalBytes(this.#memory, end, tid, 0) !== null
  }

  #add(found: RunFindings): void {
    // Pages of Ruby may lie in blocks of malloc, which are then no more than their frame.
    for (const [start, end] of found.pages) this.#spans.add(start, end, this.#labels.ruby)
    for (const [start, end] of found.blocks) this.#spans.add(start, end, this.#labels.block)
    for (const [start, end] of found.pools) this.#spans.add(start, end, this.#labels.python)
    for (const [start, end] of found.groups) this.#spans.add(start, end, this.#labels.musl)
  }

  /** What ld.so mapped for itself, and for the main thread's variables. */
  #loader(runs: readonly NamelessRun[]): void {
    if (!this.#has('glibc')) return
    this.#mainThreadBlock(runs)
    const { table } = this.#process
    const program = this.#files.modules.find(({ isProgram }) => isProgram)
    if (program === undefined) return
    const loader = this.#files.modules.find(({ name }) => /\/ld-[^/]*\.so[^/]*$/.test(name))?.bias ?? null
    const owner = this.#owner('glibc')
    const made = label('image', 'inferred', 'loader-list', { purpose: 'loader-data', owner, depth: 'inside' })
    for (const [start, end] of loaderRanges(this.#memory, table, program, loader)) this.#spans.add(start, end, made)
  }

  #mainThreadBlock(runs: readonly NamelessRun[]): void {
    const { table } = this.#process
    const owner = this.#owner('glibc')
    const libraries = new Set(this.#files.modules.map(({ name }) => name))
    for (const { rows } of runs) {
      for (const row of rows) {
        const [start, end] = [mappingStart(table, row), mappingEnd(table, row)]
        // ld.so maps it before the libraries, below which the kernel puts what is mapped later.
        if (this.#spans.holds(end - 1) || !isBefore(table, row, libraries)) continue
        const range = threadBlockRange(this.#memory, start, end, this.#variables)
        if (range === null) continue
        this.#spans.add(
          ...range,
          label('runtime', 'inferred', 'thread-block', { purpose: 'main-tls', owner, depth: 'inside' })
        )
        return
      }
    }
  }
}

/** Whether the next mapping is one of these files. */
function isBefore(table: MappingTable, row: number, files: ReadonlySet<string>): boolean {
  return row + 1 < table.rowCount && table.backing[row + 1] !== 0 && files.has(mappingName(table, row + 1))
}

/** The row of the heap of brk, or −1. */
function rowOfHeap(table: MappingTable): number {
  for (let row = 0; row < table.rowCount; row++) {
    if (table.backing[row] !== 0 && mappingName(table, row) === '[heap]') return row
  }
  return -1
}

/** The row that holds an address, or −1. Rows of a still process are in order. */
function rowHolding(table: MappingTable, address: number): number {
  let [low, high] = [0, table.rowCount - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (mappingStart(table, middle) <= address) low = middle
    else high = middle - 1
  }
  return table.rowCount > 0 && address >= mappingStart(table, low) && address < mappingEnd(table, low) ? low : -1
}
