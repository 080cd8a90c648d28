import type { Capture } from '../memory/capture.ts'
import { mappingBytes, type MappingTable } from '../memory/mapping-table.ts'
import { METRICS, metricColumn, type Metric } from '../memory/metric.ts'
import { CHANGE_KINDS, type ChangeKind } from '../memory/row-changes.ts'
import { identitiesOf } from './mapping-identity.ts'
import { pairByIdentity, type Pair } from './pair-by-identity.ts'
import { looksLikeOneRun, pairByOverlap } from './pair-by-overlap.ts'
import { pairUntouched } from './pair-untouched.ts'

/** One mapping, or several that were one, in both captures. */
export interface MappingChange {
  readonly kind: ChangeKind
  /** Rows of the first capture, in order; empty when it appeared. */
  readonly before: readonly number[]
  /** Rows of the second capture, in order; empty when it vanished. */
  readonly after: readonly number[]
  /** The row of the second capture that it is, or that it stood behind; −1 for the beginning. */
  readonly place: number
  readonly hasOtherProtection: boolean
  /** Null where one of the captures does not know resident sizes. */
  readonly hasOtherResident: boolean | null
  /** After minus before in kB (1024 bytes); null where one of the captures does not know the metric. */
  readonly deltaKb: Readonly<Record<Metric, number | null>>
}

export interface Comparison {
  readonly before: Capture
  readonly after: Capture
  /** Both show one address space, so equal addresses mean the same mapping. */
  readonly isOneRun: boolean
  /** Mappings in which anything differs, if only their PSS, in the order of the second capture; what vanished stands where it was in the first. */
  readonly changes: readonly MappingChange[]
  /** Rows of the second capture in which nothing differs, in order. Most of a large process. */
  readonly unchanged: Uint32Array
  readonly counts: Readonly<Record<ChangeKind, number>>
  readonly totalDeltaKb: Readonly<Record<Metric, number | null>>
}

const differs = (kb: number | null): boolean => kb !== null && kb !== 0

/**
 * True where the mapping itself is another one than before: place, size, rights, or the pages that it has. PSS alone
 * changes whenever others begin or end to share a page, which says nothing of this process.
 */
export function isChanged({ kind, hasOtherProtection, deltaKb }: MappingChange): boolean {
  return kind !== 'same' || hasOtherProtection || METRICS.some((metric) => metric !== 'pss' && differs(deltaKb[metric]))
}

/** Joins pairs that share a row to sets of rows that belong together. */
function componentsOf(pairs: readonly Pair[]): { before: number[]; after: number[] }[] {
  const ofBefore = new Map<number, { before: number[]; after: number[] }>()
  const ofAfter = new Map<number, { before: number[]; after: number[] }>()
  const all = new Set<{ before: number[]; after: number[] }>()
  for (const [rowA, rowB] of pairs) {
    const [a, b] = [ofBefore.get(rowA), ofAfter.get(rowB)]
    const set = a ?? b ?? { before: [], after: [] }
    all.add(set)
    if (a !== undefined && b !== undefined && a !== b) {
      // Pairs come in address order, so the set of `b` is as small as its overlap.
      for (const row of b.before) ofBefore.set(row, a)
      for (const row of b.after) ofAfter.set(row, a)
      for (const row of b.before) a.before.push(row)
      for (const row of b.after) a.after.push(row)
      all.delete(b)
    }
    if (a === undefined) {
      set.before.push(rowA)
      ofBefore.set(rowA, set)
    }
    if (b === undefined) {
      set.after.push(rowB)
      ofAfter.set(rowB, set)
    }
  }
  return [...all]
}

/** Numbers below `count` that are not marked. */
function unmarked(marks: Uint8Array): number[] {
  const rows: number[] = []
  for (let row = 0; row < marks.length; row++) if (marks[row] === 0) rows.push(row)
  return rows
}

/** The sum of a metric over rows; most often there is one. */
function sumOf(values: Float64Array, rows: readonly number[]): number {
  let sum = 0
  for (const row of rows) sum += values[row]!
  return sum
}

type Differences = (rowsA: readonly number[], rowsB: readonly number[]) => Record<Metric, number | null>

/** Differences of all metrics that both tables know. */
function differencesOf(a: MappingTable, b: MappingTable): Differences {
  const columns = METRICS.map((metric) => [metric, metricColumn(a, metric), metricColumn(b, metric)] as const)
  return (rowsA, rowsB) => {
    const found: Partial<Record<Metric, number | null>> = {}
    for (const [metric, valuesA, valuesB] of columns) {
      found[metric] = valuesA === null || valuesB === null ? null : sumOf(valuesB, rowsB) - sumOf(valuesA, rowsA)
    }
    return found as Record<Metric, number | null>
  }
}

function kindOf(rowsA: readonly number[], rowsB: readonly number[], grownBytes: number): ChangeKind {
  if (rowsA.length === 0) return 'appeared'
  if (rowsB.length === 0) return 'vanished'
  if (rowsB.length !== rowsA.length) return rowsB.length > rowsA.length ? 'split' : 'merged'
  if (grownBytes === 0) return 'same'
  return grownBytes > 0 ? 'grew' : 'shrank'
}

/** By row of the first table: the row of the second one that its vanished mappings stand behind. */
function placesBehind(partner: Int32Array): Int32Array {
  const places = new Int32Array(partner.length)
  let last = -1
  for (let row = 0; row < partner.length; row++) {
    if (partner[row]! >= 0) last = partner[row]!
    places[row] = last
  }
  return places
}

/**
 * What changed between two captures: of one process at two moments, or of two runs. Within one run mappings are paired by
 * overlap, what is left over and everything of another run by identity (module, place in the file, rights).
 */
export function compareCaptures(before: Capture, after: Capture): Comparison {
  const [a, b] = [before.table, after.table]
  const isOneRun = looksLikeOneRun(a, b)
  const differences = differencesOf(a, b)
  // Most mappings of a process stay as they are. They are found by their place alone, before anything else is worked out.
  const stayed = isOneRun
    ? pairUntouched(a, b)
    : { partnerOfA: new Int32Array(a.rowCount).fill(-1), isPaired: new Uint8Array(b.rowCount) }
  const [usedA, usedB] = [Uint8Array.from(stayed.partnerOfA, (row) => (row >= 0 ? 1 : 0)), stayed.isPaired]
  const movingA = unmarked(usedA)
  const movingB = unmarked(usedB)

  const changes: MappingChange[] = []
  const counts = Object.fromEntries(CHANGE_KINDS.map((kind) => [kind, 0])) as Record<ChangeKind, number>
  const isUnchanged = new Uint8Array(b.rowCount)
  const partner = stayed.partnerOfA
  const bytesOf = (table: MappingTable, rows: readonly number[]): number =>
    rows.reduce((sum, row) => sum + mappingBytes(table, row), 0)

  function add(rowsA: readonly number[], rowsB: readonly number[], place: number): void {
    const deltaKb = differences(rowsA, rowsB)
    const kind = kindOf(rowsA, rowsB, bytesOf(b, rowsB) - bytesOf(a, rowsA))
    const isPair = rowsA.length > 0 && rowsB.length > 0
    const perms = new Set([...rowsA.map((row) => a.perms[row]), ...rowsB.map((row) => b.perms[row])])
    const hasOtherResident = deltaKb.rss === null ? null : deltaKb.rss !== 0
    const change = {
      kind,
      before: rowsA,
      after: rowsB,
      place,
      hasOtherProtection: isPair && perms.size > 1,
      hasOtherResident,
      deltaKb
    }
    counts[kind]++
    if (isChanged(change) || differs(deltaKb.pss)) changes.push(change)
    else for (const row of rowsB) isUnchanged[row] = 1
  }

  const isSameNumbers = sameNumbers(a, b)
  for (let row = 0; row < a.rowCount; row++) {
    const other = partner[row]!
    if (other < 0) continue
    if (!isSameNumbers(row, other)) add([row], [other], other)
    else {
      counts.same++
      isUnchanged[other] = 1
    }
  }
  if (movingA.length > 0 || movingB.length > 0) {
    const [ofA, ofB] = [identitiesOf(a), identitiesOf(b)]
    const overlapping = isOneRun ? pairByOverlap(a, b, ofA, ofB, movingA, movingB) : []
    for (const [rowA, rowB] of overlapping) [usedA[rowA], usedB[rowB]] = [1, 1]
    const pairs = [...overlapping, ...pairByIdentity(ofA, ofB, unmarked(usedA), unmarked(usedB))]
    for (const set of componentsOf(pairs)) {
      for (const row of set.before) [usedA[row], partner[row]] = [1, set.after[0]!]
      for (const row of set.after) usedB[row] = 1
      add(set.before, set.after, set.after[0]!)
    }
    const places = placesBehind(partner)
    for (const row of unmarked(usedA)) add([row], [], places[row]!)
    for (const row of unmarked(usedB)) add([], [row], row)
  }
  // What vanished comes right behind the mapping that it stood behind.
  const orderOf = ({ place, after: rows }: MappingChange): number => (rows.length > 0 ? place : place + 0.5)
  changes.sort((x, y) => orderOf(x) - orderOf(y) || (x.before[0] ?? 0) - (y.before[0] ?? 0))
  const unchanged = Uint32Array.from(unmarked(isUnchanged.map((mark) => 1 - mark)))
  return { before, after, isOneRun, changes, unchanged, counts, totalDeltaKb: totalsOf(a, b) }
}

/** True for rows that are alike in every number that both tables know. */
function sameNumbers(a: MappingTable, b: MappingTable): (rowA: number, rowB: number) => boolean {
  const columns = METRICS.filter((metric) => metric !== 'size').flatMap((metric) => {
    const [valuesA, valuesB] = [metricColumn(a, metric), metricColumn(b, metric)]
    return valuesA === null || valuesB === null ? [] : [[valuesA, valuesB] as const]
  })
  return (rowA, rowB) => columns.every(([valuesA, valuesB]) => valuesA[rowA] === valuesB[rowB])
}

function totalsOf(a: MappingTable, b: MappingTable): Record<Metric, number | null> {
  const totals: Partial<Record<Metric, number | null>> = {}
  for (const metric of METRICS) {
    const [valuesA, valuesB] = [metricColumn(a, metric), metricColumn(b, metric)]
    const sum = (values: Float64Array): number => values.reduce((all, value) => all + value, 0)
    totals[metric] = valuesA === null || valuesB === null ? null : sum(valuesB) - sum(valuesA)
  }
  return totals as Record<Metric, number | null>
}
