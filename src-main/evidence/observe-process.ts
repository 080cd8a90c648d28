import { label, type Label } from '#shared/classify/label.ts'
import { NOTHING_OBSERVED, type Observed } from '#shared/classify/observed.ts'
import { runtimesOfFiles, type LivingRuntime, type RuntimeId } from '#shared/classify/runtimes.ts'
import type { Looking } from '#shared/memory/capture.ts'
import type { EvidenceDepth } from '#shared/memory/category.ts'
import { flagsText, mappingEnd, mappingStart, PERM_SHARED, type MappingTable } from '#shared/memory/mapping-table.ts'
import { textAt, textCount } from '#shared/memory/text-list.ts'
import type { ProcFolder } from '#main/source/proc-folder.ts'
import { arenaHeapAt, HEAP_BYTES, mappedBlocks, type ArenaHeap, type Range } from './glibc-memory.ts'
import { addJvmMemory } from './jvm-memory.ts'
import { addBss, loadedModules, runtimesOfModules, type LoadedModule } from './loaded-modules.ts'
import { holdsMuslGroup } from './musl-memory.ts'
import { namelessRuns, type NamelessRun } from './nameless-runs.ts'
import { ProcessMemory } from './process-memory.ts'
import { pythonPools } from './python-memory.ts'
import { FindingsMemory, type RunFindings } from './run-findings.ts'
import { soNamedFiles } from './so-named-files.ts'
import { SpanSet } from './span-set.ts'
import { livingThreads, type LivingThread } from './threads.ts'

export interface Observation {
  readonly observed: Observed
  readonly looking: Looking
}

interface Process {
  readonly folder: ProcFolder
  readonly table: MappingTable
  /** Bytes. */
  readonly pageSize: number
  /** Threads by status; null when unknown. */
  readonly threads: number | null
}

/** Names of the files that are mapped. */
function fileNames({ backings }: MappingTable): string[] {
  return Array.from({ length: textCount(backings.name) }, (_, at) =>
    textAt(backings.name, at)
      .replace(/ \(deleted\)$/, '')
      .replace(/^.*\//s, '')
  )
}

/**
 * Finds out what a process's memory is by more than its mappings: with `files` by the files it has loaded, with `inside` also
 * by a few words of its memory. Keeps `memory` from time to time, so that only new mappings are looked into again.
 */
export function observeProcess(process: Process, depth: EvidenceDepth, memory = new FindingsMemory()): Observation {
  const { folder, table, threads } = process
  if (depth === 'maps') {
    const observed = { ...NOTHING_OBSERVED, threads }
    return { observed, looking: { depth, couldLookInside: null, filesMs: 0, insideMs: 0 } }
  }
  const began = performance.now()
  const modules = loadedModules(folder, table)
  const spans = new SpanSet()
  addBss(modules, spans)
  const byFiles = runtimesOfModules(folder, modules)
  const isFound = ({ id }: LivingRuntime): boolean => byFiles.some((runtime) => runtime.id === id)
  const runtimes = [...byFiles, ...runtimesOfFiles(fileNames(table)).filter((runtime) => !isFound(runtime))]
  const filesMs = performance.now() - began
  const opened = depth === 'inside' ? ProcessMemory.open(folder, process.pageSize) : null
  let isInside = false
  try {
    if (opened !== null) {
      new MemoryLook(process, opened, modules, runtimes, spans, memory).look()
      isInside = true
    }
  } finally {
    opened?.close()
  }
  return {
    observed: {
      runtimes,
      spans: spans.spans,
      readFiles: new Set(modules.filter(({ bias }) => bias !== null).map(({ name }) => name)),
      isInside,
      threads,
      soNamed: soNamedFiles(folder, table),
      program: '',
      areNamesKnown: true,
      arePermsKnown: true
    },
    looking: {
      depth,
      couldLookInside: depth === 'inside' ? isInside : null,
      filesMs,
      insideMs: performance.now() - began - filesMs
    }
  }
}

/** One look into the memory of a process, in order of how sure a finding is: an earlier one keeps its range. */
class MemoryLook {
  readonly #process: Process
  readonly #memory: ProcessMemory
  readonly #modules: readonly LoadedModule[]
  readonly #runtimes: readonly LivingRuntime[]
  readonly #spans: SpanSet
  readonly #known: FindingsMemory

  constructor(
    process: Process,
    memory: ProcessMemory,
    modules: readonly LoadedModule[],
    runtimes: readonly LivingRuntime[],
    spans: SpanSet,
    known: FindingsMemory
  ) {
    this.#process = process
    this.#memory = memory
    this.#modules = modules
    this.#runtimes = runtimes
    this.#spans = spans
    this.#known = known
  }

  look(): void {
    const runs = namelessRuns(this.#process.table)
    const library = this.#modules.find(({ name }) => name.endsWith('/libjvm.so'))
    if (library !== undefined) addJvmMemory(this.#memory, this.#process.table, library, this.#owner('jvm'), this.#spans)
    const heaps = this.#arenas(runs)
    const found = runs.map((run) => this.#lookInto(run))
    this.#known.endTurn()
    this.#stacks(
      heaps,
      found.flatMap(({ blocks }) => blocks)
    )
    for (const contents of found) this.#add(contents)
  }

  #owner(id: RuntimeId): string {
    return this.#runtimes.find((runtime) => runtime.id === id)?.name ?? ''
  }

  #has(id: RuntimeId): boolean {
    return this.#runtimes.some((runtime) => runtime.id === id)
  }

  /** Secondary arenas of glibc, also of programs that it is linked into. */
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
        label('arena', 'inferred', 'heap-info', {
          purpose: 'arena',
          values: { number: at + 1, count: arenas.length },
          owner: this.#owner('glibc'),
          depth: 'inside'
        })
      ])
    )
    for (const { start, arena } of heaps) this.#spans.add(start, start + HEAP_BYTES, labels.get(arena)!)
    return new Set(heaps.map(({ start }) => start))
  }

  /**
   * The mapping that a stack pointer points into; of a stack that a program made itself of malloc's memory, the block. A
   * mapping that the kernel does not mark as a stack may be joined with blocks, which keep their ranges.
   */
  #stacks(heaps: ReadonlySet<number>, blocks: readonly Range[]): void {
    const { folder, table, threads } = this.#process
    if (threads === 1) return
    const found = livingThreads(folder, true)
    for (const thread of found) {
      const row = thread.stackPointer === null ? -1 : rowHolding(table, thread.stackPointer)
      if (row < 0 || !this.#mayBeStack(row, heaps)) continue
      const pointer = thread.stackPointer!
      const [start, end] = [mappingStart(table, row), mappingEnd(table, row)]
      const isMarked = flagsText(table, row)?.split(' ').includes('nh') === true
      const within = isMarked ? undefined : blocks.find((block) => pointer >= block[0] && pointer < block[1])
      if (within !== undefined) this.#spans.add(within[0], within[1], stackLabel(thread))
      else {
        if (!isMarked) {
          for (const block of blocks)
            if (block[0] < end && block[1] > start) this.#spans.add(...block, this.#blockLabel())
        }
        this.#spans.add(start, end, stackLabel(thread))
      }
    }
  }

  #mayBeStack(row: number, heaps: ReadonlySet<number>): boolean {
    const { table } = this.#process
    const start = mappingStart(table, row)
    if (table.backing[row] !== 0 || (table.perms[row]! & PERM_SHARED) !== 0) return false
    if (heaps.has(Math.floor(start / HEAP_BYTES) * HEAP_BYTES)) return false
    const flags = flagsText(table, row)?.split(' ') ?? []
    if (flags.includes('nr') || flags.includes('dc')) return false
    // Goroutines run on stacks in Go's own heap (runtime/stack.go); threads made by C have small ones of their own.
    return !this.#has('go') || mappingEnd(table, row) - start < 1024 * 1024
  }

  #lookInto(run: NamelessRun): RunFindings {
    const { table } = this.#process
    const starts = run.rows.map((row) => mappingStart(table, row))
    return this.#known.find(run, () => ({
      blocks: this.#has('musl') ? [] : mappedBlocks(this.#memory, run, starts),
      pools: this.#has('python') ? this.#pools(run) : [],
      groups: this.#mayHaveMusl() ? this.#groups(run) : []
    }))
  }

  #add(found: RunFindings): void {
    for (const [start, end] of found.blocks) this.#spans.add(start, end, this.#blockLabel())
    for (const [start, end] of found.pools) this.#spans.add(start, end, this.#pythonLabel())
    for (const [start, end] of found.groups) this.#spans.add(start, end, this.#muslLabel())
  }

  /** Programs that hold musl name no library: it is looked for wherever glibc is not. */
  #mayHaveMusl(): boolean {
    return this.#has('musl') || !this.#has('glibc')
  }

  #pools({ start, end }: NamelessRun): (readonly [number, number])[] {
    return pythonPools(this.#memory, start, end)
  }

  #groups({ rows }: NamelessRun): (readonly [number, number])[] {
    const { table } = this.#process
    return rows
      .map((row) => [mappingStart(table, row), mappingEnd(table, row)] as const)
      .filter(([start, end]) => holdsMuslGroup(this.#memory, start, end))
  }

  #block: Label | null = null
  #blockLabel(): Label {
    this.#block ??= label('heap', 'inferred', 'malloc-chunk', {
      purpose: 'malloc-block',
      owner: this.#owner('glibc'),
      depth: 'inside'
    })
    return this.#block
  }

  #python: Label | null = null
  #pythonLabel(): Label {
    this.#python ??= label('runtime', 'inferred', 'python-pool', {
      purpose: 'python-objects',
      owner: this.#owner('python'),
      depth: 'inside'
    })
    return this.#python
  }

  #musl: Label | null = null
  #muslLabel(): Label {
    this.#musl ??= label('arena', 'inferred', 'musl-group', { purpose: 'musl-heap', owner: 'musl', depth: 'inside' })
    return this.#musl
  }
}

function stackLabel({ tid, name }: LivingThread): Label {
  return label('stack', 'inferred', 'thread-pointer', {
    purpose: 'stack-of',
    values: { tid: String(tid), thread: name },
    kind: 'thread-stack',
    depth: 'inside'
  })
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
