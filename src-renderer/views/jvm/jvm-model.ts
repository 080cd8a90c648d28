import { heapParts, type HeapPart } from '#shared/jvm/heap-info.ts'
import { replyText, type JvmAnswer } from '#shared/jvm/jvm-answer.ts'
import { jvmAreas, type JvmArea } from '#shared/jvm/jvm-areas.ts'
import { jvmKnowledge } from '#shared/jvm/jvm-knowledge.ts'
import { readNativeMemory, type NativeMemory } from '#shared/jvm/native-memory.ts'
import type { MappingTable } from '#shared/memory/mapping-table.ts'

/** A JVM's answer as the panel shows it. */
export interface JvmPanel {
  /** Its version in its own words, one line. Untrusted. */
  readonly version: string
  readonly heap: readonly HeapPart[]
  /** Null where the JVM does not count its native memory. */
  readonly native: NativeMemory | null
  readonly areas: readonly JvmArea[]
  /** The JVM reports which addresses it reserved for what. */
  readonly hasRanges: boolean
}

/** Joins an answer with the mappings on the screen. */
export function jvmPanel(answer: JvmAnswer, table: MappingTable): JvmPanel {
  const knowledge = jvmKnowledge(answer)
  const native = readNativeMemory(replyText(answer, 'VM.native_memory summary scale=KB'))
  return {
    version: replyText(answer, 'VM.version').trim().split('\n').join(' · '),
    heap: heapParts(answer),
    native,
    areas: jvmAreas(native, knowledge, table),
    hasRanges: knowledge.ranges.length > 0
  }
}
