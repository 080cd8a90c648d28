import { label } from '#shared/classify/label.ts'
import type { LivingRuntime, RuntimeId } from '#shared/classify/runtimes.ts'
import type { JvmKnowledge } from '#shared/jvm/jvm-knowledge.ts'
import type { LookPart } from '#shared/memory/look-part.ts'
import {
  backingsNamed,
  backingsWhere,
  mappingEnd,
  mappingStart,
  type MappingTable
} from '#shared/memory/mapping-table.ts'
import { amountOfRow } from '#shared/memory/metric-values.ts'
import type { ProcFolder } from '#main/source/proc-folder.ts'
import { arenaLabel, FoundLabels, mainHeapLabel } from './found-labels.ts'
import { arenaHeapAt, HEAP_BYTES, type ArenaHeap } from './glibc-memory.ts'
import { JvmLook } from './jvm-look.ts'
import type { LoadedModule } from './loaded-modules.ts'
import { loaderRanges, threadBlockRange } from './loader-memory.ts'
import { checkBlocks, mallocCount } from './malloc-count.ts'
import { mainArena, SlackReader } from './malloc-slack.ts'
import { namelessRuns, type NamelessRun } from './nameless-runs.ts'
import type { ProcessMemory } from './process-memory.ts'
import type { FindingsMemory, RunFindings } from './run-findings.ts'
import { RunLook } from './run-look.ts'
import type { SpanSet } from './span-set.ts'
import { addV8Cages } from './v8-cages.ts'
import { addV8Pages } from './v8-spaces.ts'
import { StackLook } from './stack-look.ts'
import { namedThreads } from './threads.ts'

/** A process to look into, with what is known of it already. */
export interface Process {
  readonly folder: ProcFolder
  readonly table: MappingTable
  /** Bytes. */
  readonly pageSize: number
  /** Threads by status; null when unknown. */
  readonly threads: number | null
  /** Milliseconds for looking inside; by default as long as a user may wait for an answer. */
  readonly lookMs?: number | undefined
  /** What its JVM reported when it was asked. */
  readonly jvm?: JvmKnowledge | undefined
}

/** What was found in its files. */
export interface ProcessFiles {
  readonly modules: readonly LoadedModule[]
  readonly runtimes: readonly LivingRuntime[]
}

/** Whatever has V8 in it, with heads of pages as they are without compressed pointers. */
const V8: readonly RuntimeId[] = ['node', 'deno']

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
    this.#slack = new SlackReader(memory)
    this.#labels = new FoundLabels((id) => this.#owner(id))
  }

  look(): void {
    const { table } = this.#process
    const runs = namelessRuns(table)
    this.#begin('jvm')
    const java = new JvmLook(this.#process, this.#memory, this.#files.modules, this.#owner('jvm'), this.#spans)
    const v8 = this.#files.runtimes.find(({ id }) => V8.includes(id))
    this.#begin('v8')
    if (v8 !== undefined) addV8Pages(this.#memory, table, v8.name, this.#spans)
    if (this.#has('chromium')) addV8Cages(this.#memory, table, this.#owner('chromium'), this.#spans)
    this.#begin('malloc')
    const heaps = this.#arenas(runs)
    this.#begin('blocks')
    const found = this.#withoutCopies(this.#contentsOf(runs))
    this.#stacks(heaps, found, java)
    for (const contents of found) this.#add(contents)
    this.#begin('loader')
    this.#loader(runs)
  }

  #begin(part: LookPart): void {
    this.#memory.budget?.begin(part)
  }

  #contentsOf(runs: readonly NamelessRun[]): readonly RunFindings[] {
    const residentKb = amountOfRow(this.#process.table, 'rss')
    // The largest last, so that the budget suffices for as many as possible.
    const bySize = [...runs].sort((a, b) => a.end - a.start - (b.end - b.start))
    const found = bySize.map((run) => {
      const resident = run.rows.reduce((sum, row) => sum + (residentKb(row) ?? 0), 0)
      return this.#known.find(run, resident, () => {
        const contents = this.#memory.isOver ? null : this.#runs.lookInto(run)
        return { contents, isWhole: !this.#memory.isOver }
      })
    })
    this.#known.endTurn()
    return found.filter((contents) => contents !== null)
  }

  /** Without what only looks like blocks of malloc, by malloc's own count. */
  #withoutCopies(found: readonly RunFindings[]): readonly RunFindings[] {
    const { table } = this.#process
    const blocks = found.flatMap((contents) => contents.blocks)
    const heap = blocks.length > 0 && this.#has('glibc') ? rowsOfHeap(table)[0] : undefined
    const count = heap === undefined ? null : mallocCount(this.#memory, table, mappingStart(table, heap))
    if (count === null) return found
    const { copies, isDoubtful } = checkBlocks(blocks, count)
    if (isDoubtful) this.#labels.doubtBlocks()
    if (copies.size === 0) return found
    return found.map((contents) => ({
      ...contents,
      blocks: contents.blocks.filter((block) => !copies.has(block))
    }))
  }

  /** Stacks, by where each thread is on its own. */
  #stacks(heaps: ReadonlySet<number>, found: readonly RunFindings[], java: JvmLook): void {
    const { folder } = this.#process
    this.#begin('thread-names')
    const names = namedThreads(folder, this.#known.threadNames, () => this.#memory.isOver)
    this.#begin('java-threads')
    const living = java.named(names, this.#known.javaThreads)
    this.#begin('stacks')
    const stacks = new StackLook(this.#process, this.#memory, this.#spans, {
      heaps,
      blocks: found.flatMap(({ blocks }) => blocks),
      groups: found.flatMap(({ groups }) => groups),
      hasGo: this.#has('go'),
      mayHaveMusl: this.#runs.mayHaveMusl,
      variables: this.#variables,
      labels: this.#labels
    })
    this.isEveryStackKnown = stacks.look(living, java, this.#known)
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
    const rows = rowsOfHeap(table)
    const arena = rows.length === 0 ? null : mainArena(this.#memory, table, arenas)
    const slack = arena === null ? null : this.#slack.slackOf(arena)
    if (slack === null) return
    const made = mainHeapLabel(this.#owner('glibc'), slack)
    for (const row of rows) this.#spans.add(mappingStart(table, row), mappingEnd(table, row), made)
  }

  /** Bytes of thread-local variables in all modules. */
  get #variables(): number {
    return this.#files.modules.reduce((sum, { file }) => sum + file.threadLocalBytes, 0)
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
    const names = new Set(this.#files.modules.map(({ name }) => name))
    const libraries = backingsWhere(table, (name) => names.has(name))
    for (const { rows } of runs) {
      for (const row of rows) {
        const [start, end] = [mappingStart(table, row), mappingEnd(table, row)]
        // ld.so maps it before the libraries, below which the kernel puts what is mapped later.
        if (!isBefore(table, row, libraries) || this.#spans.holds(end - 1)) continue
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

/** Whether the next mapping is one of these files. @param files by their backings */
function isBefore(table: MappingTable, row: number, files: ReadonlySet<number>): boolean {
  return row + 1 < table.rowCount && files.has(table.backing[row + 1]!)
}

/** Rows of the heap of brk: several where a part of it has other permissions or flags (madvise, also by malloc for huge pages). */
function rowsOfHeap(table: MappingTable): number[] {
  const heap = backingsNamed(table, '[heap]')
  const rows: number[] = []
  for (let row = 0; row < table.rowCount && heap.size > 0; row++) if (heap.has(table.backing[row]!)) rows.push(row)
  return rows
}
