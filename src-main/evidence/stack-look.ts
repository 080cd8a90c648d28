import { label } from '#shared/classify/label.ts'
import {
  flagsText,
  mappingEnd,
  mappingStart,
  PERM_EXEC,
  PERM_READ,
  PERM_SHARED,
  PERM_WRITE,
  type MappingTable
} from '#shared/memory/mapping-table.ts'
import { javaStackLabel, muslStackLabel, stackLabel, type FoundLabels } from './found-labels.ts'
import { HEAP_BYTES, type Range } from './glibc-memory.ts'
import type { JvmLook } from './jvm-look.ts'
import type { Process } from './memory-look.ts'
import { muslMainRange, muslStacks } from './musl-threads.ts'
import { ownStackRange } from './own-stack.ts'
import type { ProcessMemory } from './process-memory.ts'
import type { FindingsMemory } from './run-findings.ts'
import type { SpanSet } from './span-set.ts'
import { threadLocalBytes } from './thread-descriptor.ts'
import { stackPointer, type LivingThread } from './threads.ts'

/** What is known of a process before its stacks are looked for. */
export interface BesideStacks {
  /** Where heaps of arenas begin. */
  readonly heaps: ReadonlySet<number>
  /** Blocks of malloc, and groups of musl. */
  readonly blocks: readonly Range[]
  readonly groups: readonly Range[]
  readonly hasGo: boolean
  readonly mayHaveMusl: boolean
  /** Bytes of thread-local variables in all modules. */
  readonly variables: number
  readonly labels: FoundLabels
}

const ACCESS = PERM_READ | PERM_WRITE | PERM_EXEC | PERM_SHARED
const KB = 1024
const PAGE = 4096
/** Around a stack pointer: the usual size of a thread's stack in musl (src/internal/pthread_impl.h, DEFAULT_STACK_SIZE). */
const NEAR_STACK = 128 * KB

/** Finds stacks by where the threads of a process are on them. */
export class StackLook {
  readonly #process: Process
  readonly #memory: ProcessMemory
  readonly #spans: SpanSet
  readonly #beside: BesideStacks

  constructor(process: Process, memory: ProcessMemory, spans: SpanSet, beside: BesideStacks) {
    this.#process = process
    this.#memory = memory
    this.#spans = spans
    this.#beside = beside
  }

  /**
   * Adds the stacks. Threads for which there is no time keep the mappings that they were on before; the next look begins with
   * them.
   * @param known what was found before, kept up to date
   * @returns whether the stack of each thread is known
   */
  look(living: readonly LivingThread[], java: JvmLook, known: FindingsMemory): boolean {
    const isNew = ({ tid }: LivingThread): boolean => !known.stacks.has(tid)
    const asked: LivingThread[] = []
    const left: LivingThread[] = []
    for (const thread of [...living.filter(isNew), ...inOrderOf(known.stacks, living)]) {
      if (this.#memory.isOver) left.push(thread)
      else asked.push({ ...thread, stackPointer: stackPointer(this.#process.folder, thread.tid) })
    }
    const ofMusl = this.#addMuslStacks(asked)
    const found = new Map<number, Range>()
    for (const thread of left) {
      const before = known.stacks.get(thread.tid)
      if (before !== undefined && this.#addKnown(thread, before)) found.set(thread.tid, before)
    }
    let isEveryKnown = living.length > 0 && left.length === 0
    for (const thread of asked) {
      const pointer = thread.stackPointer
      const own = pointer === null ? java.stackOf(thread.tid) : null
      if (own !== null) this.#spans.add(...own, javaStackLabel(thread))
      else if (pointer === null) isEveryKnown = false
      if (pointer === null || ofMusl.has(thread.tid)) continue
      const row = rowHolding(this.#process.table, pointer)
      if (row < 0 || !this.#mayBeStack(row, thread.tid)) continue
      this.#add(thread, pointer, row)
      found.set(thread.tid, [mappingStart(this.#process.table, row), mappingEnd(this.#process.table, row)])
    }
    known.stacks = found
    return isEveryKnown
  }

  /** @returns numbers of the threads whose stacks were found so */
  #addMuslStacks(threads: readonly LivingThread[]): ReadonlySet<number> {
    const found = new Set<number>()
    if (!this.#beside.mayHaveMusl) return found
    const { stacks, main } = muslStacks(this.#memory, threads, this.#process.folder.pid)
    if (main !== null) this.#addMuslMain(main)
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

  /** Variables and descriptor of musl's main thread, where they were mapped and are not in the program's own data. */
  #addMuslMain(descriptor: number): void {
    const { table } = this.#process
    const row = rowHolding(table, descriptor)
    if (row < 0 || table.backing[row] !== 0) return
    const [from, to] = muslMainRange(descriptor, this.#beside.variables)
    const [start, end] = [Math.max(from, mappingStart(table, row)), Math.min(to, mappingEnd(table, row))]
    const owner = this.#beside.labels.musl.purpose.owner
    this.#spans.add(
      start,
      end,
      label('runtime', 'inferred', 'musl-main-thread', { purpose: 'main-tls', owner, depth: 'inside' })
    )
  }

  /** The stack that a thread had at the look before, if its mapping is there still and marked as a stack. */
  #addKnown(thread: LivingThread, [start, end]: Range): boolean {
    const { table } = this.#process
    const row = rowHolding(table, start)
    const isSame = row >= 0 && mappingStart(table, row) === start && mappingEnd(table, row) === end
    if (!isSame || !this.#isMarked(row)) return false
    this.#spans.add(start, end, stackLabel(thread, null))
    return true
  }

  /**
   * The mapping that a stack pointer points into; of a stack that a program made itself of malloc's memory, the block. A
   * mapping that the kernel does not mark as a stack may be joined with blocks, which keep their ranges.
   */
  #add(thread: LivingThread, pointer: number, row: number): void {
    const { table } = this.#process
    const { blocks, groups, labels, variables } = this.#beside
    const [start, end] = [mappingStart(table, row), mappingEnd(table, row)]
    const isMarked = this.#isMarked(row)
    const own = isMarked ? null : ownStackRange(this.#memory, pointer, [start, end])
    const within = isMarked ? undefined : blocks.find((block) => pointer >= block[0] && pointer < block[1])
    if (own !== null) this.#spans.add(...own, stackLabel(thread, own[1] - pointer))
    else if (within !== undefined) this.#spans.add(within[0], within[1], stackLabel(thread, within[1] - pointer))
    else if (isMarked) {
      const bytes = threadLocalBytes(this.#memory, end, thread.tid, variables)
      this.#spans.add(start, end, stackLabel(thread, end - pointer, bytes))
    } else {
      // Neither musl's stacks nor those that a program makes itself are marked, and the kernel joins them with other memory.
      for (const block of blocks) if (block[0] < end && block[1] > start) this.#spans.add(...block, labels.block)
      for (const group of groups) if (group[0] < end && group[1] > start) this.#spans.add(...group, labels.musl)
      const near = [Math.max(start, pointer - NEAR_STACK), Math.min(end, pointer + NEAR_STACK)] as const
      this.#spans.add(near[0] - (near[0] % PAGE), near[1] - (near[1] % PAGE), stackLabel(thread, null))
    }
  }

  /** glibc asks for no huge pages in stacks (nh). */
  #isMarked(row: number): boolean {
    return flagsText(this.#process.table, row)?.split(' ').includes('nh') === true
  }

  #mayBeStack(row: number, tid: number): boolean {
    const { table } = this.#process
    const start = mappingStart(table, row)
    if (table.backing[row] !== 0 || (table.perms[row]! & ACCESS) !== (PERM_READ | PERM_WRITE)) return false
    if (this.#beside.heaps.has(Math.floor(start / HEAP_BYTES) * HEAP_BYTES)) return false
    const flags = flagsText(table, row)?.split(' ') ?? []
    if (flags.includes('nr') || flags.includes('dc')) return false
    // Goroutines run on stacks in Go's own heap (runtime/stack.go). Threads that C made have glibc's descriptor at the end.
    const end = mappingEnd(table, row)
    const isSmall = end - start < 1024 * KB
    return !this.#beside.hasGo || isSmall || threadLocalBytes(this.#memory, end, tid, 0) !== null
  }
}

/** Threads that are living still, in the order in which they are known. */
function inOrderOf(known: ReadonlyMap<number, Range>, living: readonly LivingThread[]): LivingThread[] {
  const byNumber = new Map(living.map((thread) => [thread.tid, thread]))
  return [...known.keys()].flatMap((tid) => byNumber.get(tid) ?? [])
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
