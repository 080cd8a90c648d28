import type { Capture } from '#shared/memory/capture.ts'
import { metricColumn } from '#shared/memory/metric-values.ts'
import { partedCapture } from '#shared/memory/parted-capture.ts'
import { purposeOf, type Purpose } from '#shared/memory/purpose.ts'

/** An area of a JVM as its mappings are labelled, which is known without asking it. */
export interface KnownArea {
  /** Null for the stacks of all Java threads together. */
  readonly purpose: Purpose | null
  /** Stacks; 0 for other areas. */
  readonly stacks: number
  readonly sizeKb: number
  /** Null where the source does not know it. */
  readonly residentKb: number | null
}

export interface KnownJvm {
  /** The largest first. */
  readonly areas: readonly KnownArea[]
  /** What the heap is made of, by the JVM's own structures: used / committed; empty where they were not looked at. */
  readonly heap: string
}

/** Evidences that hold what a heap is made of (src-main/evidence/jvm-memory.ts). */
const WITH_SPACES: readonly string[] = ['vm-structs-heap', 'vm-structs-z-heap']
const AREA = /^(?:java-heap$|jvm-)/
const STACK = 'stack-of-java'

/** What is known of a JVM's memory by what its mappings are for. */
export function knownJvm(capture: Capture): KnownJvm {
  const { table, classification } = partedCapture(capture)
  const [sizes, resident] = [metricColumn(table, 'size'), metricColumn(table, 'rss')]
  const areas = new Map<string, { purpose: Purpose | null; things: Set<number>; sizeKb: number; residentKb: number }>()
  let heap = ''
  for (let row = 0; row < table.rowCount; row++) {
    const purpose = purposeOf(classification, row)
    if (!AREA.test(purpose.key) && purpose.key !== STACK) continue
    const area = areas.get(purpose.key) ?? {
      purpose: purpose.key === STACK ? null : purpose,
      things: new Set(),
      sizeKb: 0,
      residentKb: 0
    }
    areas.set(purpose.key, area)
    area.things.add(classification.purpose[row]!)
    area.sizeKb += sizes?.[row] ?? 0
    area.residentKb += resident?.[row] ?? 0
    const evidence = classification.evidences[classification.evidence[row]!]
    if (evidence !== undefined && WITH_SPACES.includes(evidence.key)) heap = String(evidence.values['spaces'] ?? '')
  }
  const known = [...areas.values()].map(({ things, residentKb, ...area }) => ({
    ...area,
    stacks: area.purpose === null ? things.size : 0,
    residentKb: resident === null ? null : residentKb
  }))
  return { areas: known.sort((a, b) => (b.residentKb ?? b.sizeKb) - (a.residentKb ?? a.sizeKb)), heap }
}
