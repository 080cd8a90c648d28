import type { JvmThread } from '#shared/jvm/thread-print.ts'
import type { ProcFolder } from '#main/source/proc-folder.ts'
import { threadsByOwnNumber } from '#main/source/thread-numbers.ts'

/** A thread. */
export interface LivingThread {
  readonly tid: number
  /** Its name (comm), up to 15 bytes, or the full one where its JVM reports it; untrusted. */
  readonly name: string
  /** Its JVM reports that it runs Java code. */
  readonly isJava: boolean
  /** Where its stack is in use; null while it runs, and where it was not or may not be asked. */
  readonly stackPointer: number | null
}

/** More threads than that are not asked one by one. */
const MOST_THREADS = 4096
/** Threads whose names are known are asked again in turn, this many each time: they may change them. */
const ASKED_AGAIN = 32
const decoder = new TextDecoder()

/**
 * The last but one field of /proc/PID/task/TID/syscall (man 5 proc_pid_task): the stack pointer of a thread that waits; a
 * running thread's file contains only "running".
 */
function stackPointerOf(text: string): number | null {
  const fields = text.trim().split(' ')
  const pointer = fields.length < 3 ? NaN : Number(fields.at(-2))
  return Number.isFinite(pointer) && pointer > 0 ? pointer : null
}

/** A thread by the kernel's name. */
export interface NamedThread {
  readonly tid: number
  /** Its number in the process's own PID namespace, which is another one in a container. */
  readonly own: number
  readonly name: string
}

/** The kernel's names of threads by number, the one that was asked for the longest ago first. */
export type KnownNames = Map<number, string>

/**
 * The threads of a process with the kernel's names of them. Each is asked for its name once, and again in turn.
 * @param known names of the look before, kept up to date
 * @param isOver whether there is no more time: names that are not known yet are empty then
 */
export function namedThreads(
  folder: ProcFolder,
  known: KnownNames = new Map(),
  isOver: () => boolean = () => false
): NamedThread[] {
  const threads = [...threadsByOwnNumber(folder)].slice(0, MOST_THREADS)
  const living = new Set(threads.map(([, tid]) => tid))
  for (const tid of known.keys()) if (!living.has(tid)) known.delete(tid)
  const again = [...known.keys()].slice(0, ASKED_AGAIN)
  for (const tid of [...[...living].filter((each) => !known.has(each)), ...again]) {
    if (isOver()) break
    const comm = folder.tryRead(`task/${tid}/comm`)
    known.delete(tid)
    if (comm !== null) known.set(tid, decoder.decode(comm).trimEnd())
  }
  return threads.map(([own, tid]) => ({ tid, own, name: known.get(tid) ?? '' }))
}

/** Where a thread's stack is in use; null while it runs, and where it may not be asked, which needs the right to trace it. */
export function stackPointer(folder: ProcFolder, tid: number): number | null {
  const syscall = folder.tryRead(`task/${tid}/syscall`)
  return syscall === null ? null : stackPointerOf(decoder.decode(syscall))
}

/** Threads with what their JVM reports about them, by thread number. */
export function withJvmNames(
  threads: readonly NamedThread[],
  reported: ReadonlyMap<number, JvmThread>
): readonly LivingThread[] {
  return threads.map(({ tid, name }) => {
    const known = reported.get(tid)
    return { tid, name: known?.name ?? name, isJava: known?.isJava ?? false, stackPointer: null }
  })
}
