import { label, type Label } from '#shared/classify/label.ts'
import type { JvmKnowledge } from '#shared/jvm/jvm-knowledge.ts'
import type { PurposeKey } from '#shared/words/purpose.ts'
import type { SpanSet } from './span-set.ts'

/**
 * What the JVM's own words for areas mean (src/hotspot/share/nmt/memTag.hpp, and memMapPrinter.cpp for System.map). Stacks
 * are not among them: threads come and go, and each is found by its own stack pointer.
 */
const AREAS: Readonly<Record<string, PurposeKey>> = {
  'Java Heap': 'java-heap',
  JAVAHEAP: 'java-heap',
  Code: 'jvm-code-cache',
  CODE: 'jvm-code-cache',
  Class: 'jvm-class-space',
  CLASS: 'jvm-class-space',
  Metaspace: 'jvm-metaspace',
  META: 'jvm-metaspace',
  'Shared class space': 'jvm-cds',
  CDS: 'jvm-cds',
  GC: 'jvm-gc',
  GCCardSet: 'jvm-gc',
  CARDTBL: 'jvm-card-table',
  POLL: 'jvm-internal',
  Internal: 'jvm-internal',
  INTERN: 'jvm-internal'
}

/** What a JVM reported when it was asked, about memory of which nothing surer is known. The evidence contains when that was. */
export function addAskedMemory({ takenAt, ranges }: JvmKnowledge, owner: string, into: SpanSet): void {
  const time = `${new Date(takenAt).toISOString().slice(0, 19).replace('T', ' ')} UTC`
  const labels = new Map<string, Label>()
  for (const { start, end, area, command } of ranges) {
    const purpose = AREAS[area]
    if (purpose === undefined) continue
    const key = `${command} ${area}`
    let made = labels.get(key)
    if (made === undefined) {
      const values = { area, command: command.split(' ')[0]!, time }
      const plain = label('runtime', 'inferred', 'jvm-said', {
        purpose,
        kind: groupOf(purpose),
        owner,
        depth: 'inside'
      })
      made = { ...plain, evidence: { ...plain.evidence, values } }
      labels.set(key, made)
    }
    into.add(start, end, made)
  }
}

/**
 * The group stays the one that it has without the answer, so that nothing seems to grow because it got a name: what is no
 * heap, code or class space of a JVM is one group.
 */
export function groupOf(purpose: PurposeKey): PurposeKey {
  return ['jvm-metaspace', 'jvm-gc', 'jvm-card-table'].includes(purpose) ? 'jvm-internal' : purpose
}
