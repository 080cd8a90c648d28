import type { Capture } from '../memory/capture.ts'
import { mappingBytes } from '../memory/mapping-table.ts'
import { METRICS, metricColumn, type Metric } from '../memory/metric.ts'
import { CHANGE_KINDS, type ChangeKind } from '../memory/row-changes.ts'
import { identitiesOf } from './mapping-identity.ts'
import { pairByIdentity, type Pair } from './pair-by-identity.ts'
import { looksLikeOneRun, pairByOverlap } from './pair-by-overlap.ts'

/** One mapping, or several that were one, in both captures. */
export interface MappingChange {
  readonly kind: ChangeKind
  /** Rows of the first capture, in order; empty when it appeared. */
  readonly before: readonly number[]
  /** Rows of the second capture, in order; empty when it vanished. */
  readonly after: readonly number[]
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
  /** In the order of the second capture; what vanished stands where it was in the first. */
  readonly changes: readonly MappingChange[]
  readonly counts: Readonly<Record<ChangeKind, number>>
  readonly totalDeltaKb: Readonly<Record<Metric, number | null>>
}

/** True where anything differs: place, size, rights, or a number that both captures know. */
export function isChanged({ kind, hasOtherProtection, deltaKb }: MappingChange): boolean {
  return kind !== 'same' || hasOtherProtection || Object.values(deltaKb).some((kb) => kb !== null && kb !== 0)
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

const restOf = (count: number, used: ReadonlySet<number>): number[] =>
  Array.from({ length: count }, (_, row) => row).filter((row) => !used.has(row))

/**
 * What changed between two captures: of one process at two moments, or of two runs. Within one run mappings are paired by
 * overlap, what is left over and everything of another run by identity (module, place in the file, rights).
 */
export function compareCaptures(before: Capture, after: Capture): Comparison {
  const [a, b] = [before.table, after.table]
  const [ofA, ofB] = [identitiesOf(a), identitiesOf(b)]
  const isOneRun = looksLikeOneRun(a, b)
  const overlapping = isOneRun ? pairByOverlap(a, b, ofA, ofB) : []
  const leftA = restOf(a.rowCount, new Set(overlapping.map(([row]) => row)))
  const leftB = restOf(b.rowCount, new Set(overlapping.map(([, row]) => row)))
  const pairs = [...overlapping, ...pairByIdentity(ofA, ofB, leftA, leftB)]

  const columns = METRICS.map((metric) => [metric, metricColumn(a, metric), metricColumn(b, metric)] as const)
  const deltas = (rowsA: readonly number[], rowsB: readonly number[]): Record<Metric, number | null> => {
    const found: Partial<Record<Metric, number | null>> = {}
    for (const [metric, valuesA, valuesB] of columns) {
      if (valuesA === null || valuesB === null) found[metric] = null
      else {
        let delta = 0
        for (const row of rowsB) delta += valuesB[row]!
        for (const row of rowsA) delta -= valuesA[row]!
        found[metric] = delta
      }
    }
    return found as Record<Metric, number | null>
  }
  const bytesOf = (table: typeof a, rows: readonly number[]): number =>
    rows.reduce((sum, row) => sum + mappingBytes(table, row), 0)

  function changeOf(rowsA: readonly number[], rowsB: readonly number[]): MappingChange {
    const deltaKb = deltas(rowsA, rowsB)
    const grown = bytesOf(b, rowsB) - bytesOf(a, rowsA)
    const kind =
      rowsA.length === 0
        ? 'appeared'
        : rowsB.length === 0
          ? 'vanished'
          : rowsB.length > rowsA.length
            ? 'split'
            : rowsB.length < rowsA.length
              ? 'merged'
              : grown > 0
                ? 'grew'
                : grown < 0
                  ? 'shrank'
                  : 'same'
    const perms = new Set([...rowsA.map((row) => a.perms[row]), ...rowsB.map((row) => b.perms[row])])
    return {
      kind,
      before: rowsA,
      after: rowsB,
      hasOtherProtection: rowsA.length > 0 && rowsB.length > 0 && perms.size > 1,
      hasOtherResident: deltaKb.rss === null ? null : deltaKb.rss !== 0,
      deltaKb
    }
  }

  const sets = componentsOf(pairs)
  const usedA = new Set(sets.flatMap((set) => set.before))
  const usedB = new Set(sets.flatMap((set) => set.after))
  const changes = [
    ...sets.map((set) => changeOf(set.before, set.after)),
    ...restOf(a.rowCount, usedA).map((row) => changeOf([row], [])),
    ...restOf(b.rowCount, usedB).map((row) => changeOf([], [row]))
  ]
  // A vanished mapping stands behind the nearest row above it that still has a counterpart.
  const placeOfA = new Float64Array(a.rowCount)
  for (const set of sets) for (const row of set.before) placeOfA[row] = (set.after[0] ?? 0) + 1
  for (let row = 1; row < a.rowCount; row++) if (placeOfA[row] === 0) placeOfA[row] = placeOfA[row - 1]! + 1e-7
  const placeOf = (change: MappingChange): number => change.after[0] ?? placeOfA[change.before[0]!]! - 0.5
  changes.sort((x, y) => placeOf(x) - placeOf(y))

  const counts = Object.fromEntries(CHANGE_KINDS.map((kind) => [kind, 0])) as Record<ChangeKind, number>
  for (const { kind } of changes) counts[kind]++
  const totalDeltaKb = deltas(restOf(a.rowCount, new Set()), restOf(b.rowCount, new Set()))
  return { before, after, isOneRun, changes, counts, totalDeltaKb }
}
