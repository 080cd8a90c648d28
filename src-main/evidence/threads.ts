import { readdirSync } from 'node:fs'
import type { JvmThread } from '#shared/jvm/thread-print.ts'
import type { ProcFolder } from '#main/source/proc-folder.ts'

/** A thread with where its stack is in use. */
export interface LivingThread {
  readonly tid: number
  /** Its name (comm), up to 15 bytes, or the whole one where its JVM tells it; untrusted. */
  readonly name: string
  /** Its JVM says that it runs Java code. */
  readonly isJava: boolean
  /** Its stack pointer; null while it runs, and where it may not be asked. */
  readonly stackPointer: number | null
}

/** More threads than that are not asked one by one. */
const MOST_THREADS = 4096
const decoder = new TextDecoder()

/**
 * The last but one field of /proc/PID/task/TID/syscall (man 5 proc_pid_task): the stack pointer of a thread that waits; a
 * running thread's file says only "running".
 */
function stackPointerOf(text: string): number | null {
  const fields = text.trim().split(' ')
  const pointer = fields.length < 3 ? NaN : Number(fields.at(-2))
  return Number.isFinite(pointer) && pointer > 0 ? pointer : null
}

/** The threads of a process. With `asksStacks` each is asked for its stack pointer, which needs the right to trace it. */
export function livingThreads(folder: ProcFolder, asksStacks: boolean): LivingThread[] {
  let names: string[]
  try {
    names = readdirSync(folder.pathOf('task'))
  } catch {
    return []
  }
  return names.slice(0, MOST_THREADS).map((tid) => {
    const comm = folder.tryRead(`task/${tid}/comm`)
    const syscall = asksStacks ? folder.tryRead(`task/${tid}/syscall`) : null
    return {
      tid: Number(tid),
      name: comm === null ? '' : decoder.decode(comm).trimEnd(),
      isJava: false,
      stackPointer: syscall === null ? null : stackPointerOf(decoder.decode(syscall))
    }
  })
}

/** Threads with what their JVM says of them, by thread number. */
export function withJvmNames(
  threads: readonly LivingThread[],
  told: ReadonlyMap<number, JvmThread>
): readonly LivingThread[] {
  if (told.size === 0) return threads
  return threads.map((thread) => {
    const known = told.get(thread.tid)
    return known === undefined ? thread : { ...thread, name: known.name, isJava: known.isJava }
  })
}
