import type { JvmKnowledge } from '#shared/jvm/jvm-knowledge.ts'
import type { MappingTable } from '#shared/memory/mapping-table.ts'
import type { ProcFolder } from '#main/source/proc-folder.ts'
import type { Range } from './glibc-memory.ts'
import { addAskedMemory } from './jvm-asked.ts'
import { countersOf, heapUse } from './jvm-counters.ts'
import { addJvmMemory } from './jvm-memory.ts'
import { JvmProcess } from './jvm-process.ts'
import { javaThreads, type JavaThread, type KnownJavaThreads } from './jvm-threads.ts'
import type { LoadedModule } from './loaded-modules.ts'
import type { ProcessMemory } from './process-memory.ts'
import type { SpanSet } from './span-set.ts'
import { withJvmNames, type LivingThread, type NamedThread } from './threads.ts'

/** What is looked into, and what its JVM reported where it was asked. */
interface LookedInto {
  readonly folder: ProcFolder
  readonly table: MappingTable
  readonly jvm?: JvmKnowledge | undefined
}

/** The JVM of a process, looked into. A process without one has no threads of its. */
export class JvmLook {
  readonly #jvm: JvmProcess | null
  readonly #asked: JvmKnowledge | undefined
  #threads: readonly JavaThread[] = []
  #stacks: ReadonlyMap<number, JavaThread['stack']> | null = null

  /**
   * Adds what a JVM reports by its structures, and reported when it was asked.
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
    this.#jvm = library === undefined ? null : JvmProcess.of(memory, library)
    if (this.#jvm !== null) addJvmMemory(this.#jvm, table, owner, into, heapUse(countersOf(folder, table)))
    if (library !== undefined && asked !== undefined) addAskedMemory(asked, owner, into)
    this.#asked = library === undefined ? undefined : asked
  }

  /** Threads with their full names, as far as the JVM reports them. */
  named(threads: readonly NamedThread[], known: KnownJavaThreads): readonly LivingThread[] {
    const here = new Map(threads.map(({ own, tid }) => [own, tid]))
    const comms = new Map(threads.map(({ own, name }) => [own, name]))
    this.#threads = (this.#jvm === null ? [] : javaThreads(this.#jvm, comms, known)).flatMap((thread) => {
      const tid = here.get(thread.tid)
      return tid === undefined ? [] : [{ ...thread, tid }]
    })
    const reported = [...this.#threads, ...(this.#asked?.threads.values() ?? [])]
    return withJvmNames(threads, new Map(reported.map((thread) => [thread.tid, thread])))
  }

  /** The stack of a Java thread by the JVM's own structures; null where it reports none. */
  stackOf(tid: number): Range | null {
    this.#stacks ??= new Map(this.#threads.map((thread) => [thread.tid, thread.stack]))
    const stack = this.#stacks.get(tid) ?? null
    return stack === null ? null : [stack.start, stack.end]
  }
}
