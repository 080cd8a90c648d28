import type { JvmKnowledge } from '#shared/jvm/jvm-knowledge.ts'
import type { MappingTable } from '#shared/memory/mapping-table.ts'
import type { ProcFolder } from '#main/source/proc-folder.ts'
import { javaStackLabel } from './found-labels.ts'
import { addAskedMemory } from './jvm-asked.ts'
import { countersOf, heapUse } from './jvm-counters.ts'
import { addJvmMemory } from './jvm-memory.ts'
import { JvmProcess } from './jvm-process.ts'
import { javaThreadsOf, type JavaThread } from './jvm-threads.ts'
import type { LoadedModule } from './loaded-modules.ts'
import type { ProcessMemory } from './process-memory.ts'
import type { SpanSet } from './span-set.ts'
import { withJvmNames, type LivingThread } from './threads.ts'

/** What is looked into, and what its JVM said where it was asked. */
interface LookedInto {
  readonly folder: ProcFolder
  readonly table: MappingTable
  readonly jvm?: JvmKnowledge | undefined
}

/** The JVM of a process, looked into. A process without one has no threads of its. */
export class JvmLook {
  readonly #threads: readonly JavaThread[]
  readonly #asked: JvmKnowledge | undefined

  /**
   * Adds what a JVM tells by its structures, and told when it was asked.
   * @param owner its name, with its version
   */
  constructor(
    process: LookedInto,
    memory: ProcessMemory,
    modules: readonly LoadedModule[],
    owner: string,
    into: SpanSet
  ) {
    const { folder, table, jvm: asked } = process
    const library = modules.find(({ name }) => name.endsWith('/libjvm.so'))
    const jvm = library === undefined ? null : JvmProcess.of(memory, library)
    if (jvm !== null) addJvmMemory(jvm, table, owner, into, heapUse(countersOf(folder, table)))
    if (library !== undefined && asked !== undefined) addAskedMemory(asked, owner, into)
    this.#asked = library === undefined ? undefined : asked
    this.#threads = jvm === null ? [] : javaThreadsOf(jvm, folder)
  }

  /** Threads with their whole names, as far as the JVM tells them. */
  named(threads: readonly LivingThread[]): readonly LivingThread[] {
    const told = [...this.#threads, ...(this.#asked?.threads.values() ?? [])]
    return withJvmNames(threads, new Map(told.map((thread) => [thread.tid, thread])))
  }

  /** Adds the stacks of Java threads that run now, which have no stack pointer that may be asked for. Returns whose. */
  addStacks(threads: readonly LivingThread[], into: SpanSet): ReadonlySet<number> {
    const stacks = new Map(this.#threads.map(({ tid, stack }) => [tid, stack]))
    const added = new Set<number>()
    for (const thread of threads) {
      const stack = thread.stackPointer === null ? stacks.get(thread.tid) : null
      if (stack == null) continue
      into.add(stack.start, stack.end, javaStackLabel(thread))
      added.add(thread.tid)
    }
    return added
  }
}
