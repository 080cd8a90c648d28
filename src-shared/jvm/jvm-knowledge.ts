import { readNativeMemoryRanges } from './native-memory.ts'
import { replyText, type JvmAnswer, type JvmCommand } from './jvm-answer.ts'
import { readSystemMap } from './system-map.ts'
import type { JvmThread } from './thread-print.ts'

/** Addresses whose purpose a JVM reported. */
export interface StatedRange {
  readonly start: number
  /** First address after it. */
  readonly end: number
  /** The JVM's own word for it: `Java Heap`, `Thread Stack`, `GC`, … Untrusted. */
  readonly area: string
  readonly command: JvmCommand
}

/** The part of a JVM's answer about addresses and threads. */
export interface JvmKnowledge {
  /** Milliseconds since 1970. */
  readonly takenAt: number
  readonly ranges: readonly StatedRange[]
  /** By thread number. */
  readonly threads: ReadonlyMap<number, JvmThread>
}

/** Takes from an answer what can be joined to mappings. Native memory tracking goes before System.map. */
export function jvmKnowledge(answer: JvmAnswer): JvmKnowledge {
  const detail = 'VM.native_memory detail scale=B'
  const tracked = readNativeMemoryRanges(replyText(answer, detail)).map(({ start, end, name }): StatedRange => ({
    start,
    end,
    area: name,
    command: detail
  }))
  const mapped = readSystemMap(replyText(answer, 'System.map')).flatMap(({ start, end, uses }): StatedRange[] =>
    uses.length === 1 ? [{ start, end, area: uses[0]!, command: 'System.map' }] : []
  )
  return {
    takenAt: answer.takenAt,
    ranges: [...tracked, ...mapped],
    threads: new Map(answer.threads.map((thread) => [thread.tid, thread]))
  }
}
