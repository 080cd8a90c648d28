import { findField, fieldValue, mappingEnd, mappingStart, type MappingTable } from '../memory/mapping-table.ts'
import type { JvmKnowledge, StatedRange } from './jvm-knowledge.ts'
import type { NativeMemory } from './native-memory.ts'

/** What a JVM counts for one purpose, beside what the kernel reports about its addresses, kB. */
export interface JvmArea {
  /** The JVM's own name. Untrusted. */
  readonly name: string
  /** Null where it does not count its native memory. */
  readonly reservedKb: number | null
  readonly committedKb: number | null
  /** Resident in the mappings that it reserved for it, as it reported; null where it did not report which, or RSS is not known. */
  readonly residentKb: number | null
  /** Some of the mappings hold memory for something else as well, so that the part of it is an estimate. */
  readonly isEstimate: boolean
}

/** Names that ranges have, of VM.native_memory's details and of System.map, by those of its sums. */
const SAME: Readonly<Record<string, string>> = {
  'Thread Stack': 'Thread',
  STACK: 'Thread',
  JAVAHEAP: 'Java Heap',
  CLASS: 'Class',
  CODE: 'Code',
  META: 'Metaspace',
  CDS: 'Shared class space',
  CARDTBL: 'GC',
  INTERN: 'Internal'
}

/** The areas of a JVM, in its own order, joined with what is resident of them. Linear in mappings and ranges. */
export function jvmAreas(memory: NativeMemory | null, { ranges }: JvmKnowledge, table: MappingTable): JvmArea[] {
  const resident = residentByArea(ranges, table)
  const reported = (memory?.areas ?? []).map(({ name, reservedKb, committedKb }): JvmArea => ({
    name,
    reservedKb,
    committedKb,
    residentKb: resident.get(name)?.kb ?? null,
    isEstimate: resident.get(name)?.isEstimate ?? false
  }))
  const names = new Set(reported.map(({ name }) => name))
  const others = [...resident].filter(([name]) => !names.has(name))
  return [
    ...reported,
    ...others.map(([name, { kb, isEstimate }]) => ({
      name,
      reservedKb: null,
      committedKb: null,
      residentKb: kb,
      isEstimate
    }))
  ]
}

interface Resident {
  kb: number
  isEstimate: boolean
}

/** Ranges that lie within an earlier one of the same command do not count again. */
function residentByArea(ranges: readonly StatedRange[], table: MappingTable): ReadonlyMap<string, Resident> {
  const sums = new Map<string, Resident>()
  const rss = findField(table, 'Rss')
  if (rss === undefined) return sums
  const tracked = ranges.filter(({ command }) => command !== 'System.map')
  const inOrder = (tracked.length > 0 ? tracked : [...ranges]).sort((a, b) => a.start - b.start || b.end - a.end)
  let row = 0
  let last = 0
  for (const { start, end, area } of inOrder) {
    const from = Math.max(start, last)
    last = Math.max(last, end)
    const name = SAME[area] ?? area
    let sum = sums.get(name)
    if (sum === undefined) sums.set(name, (sum = { kb: 0, isEstimate: false }))
    while (row < table.rowCount && mappingEnd(table, row) <= from) row++
    for (let at = row; at < table.rowCount && mappingStart(table, at) < end; at++) {
      const [first, after] = [mappingStart(table, at), mappingEnd(table, at)]
      const share = (Math.min(after, end) - Math.max(first, from)) / (after - first)
      const kb = fieldValue(table, rss, at) ?? 0
      if (!(share > 0) || kb === 0) continue
      sum.kb += kb * share
      if (share < 1) sum.isEstimate = true
    }
  }
  for (const sum of sums.values()) sum.kb = Math.round(sum.kb)
  return sums
}
