import type { AbsentColumn, Capture } from '../memory/capture.ts'
import { mappingBytes, type MappingTable } from '../memory/mapping-table.ts'
import { METRICS } from '../memory/metrics.ts'
import { isSameProcess } from '../memory/process-key.ts'
import { CHANGE_KINDS, type ChangeKind } from '../memory/row-changes.ts'
import { differs, isChanged, type Comparison, type MappingChange } from './comparison.ts'
import { joinPairs } from './join-pairs.ts'
import { haveInodes, mappedObjects } from './mapped-object.ts'
import { identitiesOf, type MappingIdentities } from './mapping-identity.ts'
import { steadyLabels } from './merged-labels.ts'
import { differencesOf, sameNumbers, totalsOf } from './metric-differences.ts'
import { pairByIdentity } from './pair-by-identity.ts'
import { looksLikeOneRun, pairByOverlap } from './pair-by-overlap.ts'
import { pairUntouched } from './pair-untouched.ts'

/** Rows that are not marked. */
function unmarked(marks: Uint8Array): number[] {
  const rows: number[] = []
  for (let row = 0; row < marks.length; row++) if (marks[row] === 0) rows.push(row)
  return rows
}

function kindOf(rowsA: readonly number[], rowsB: readonly number[], grownBytes: number): ChangeKind {
  if (rowsA.length === 0) return 'appeared'
  if (rowsB.length === 0) return 'vanished'
  if (rowsB.length !== rowsA.length) return rowsB.length > rowsA.length ? 'split' : 'merged'
  if (grownBytes === 0) return 'same'
  return grownBytes > 0 ? 'grew' : 'shrank'
}

/** By row of the first table: the row of the second one that a vanished mapping comes behind. */
function rowsBehind(partner: Int32Array): Int32Array {
  const rows = new Int32Array(partner.length)
  let last = -1
  for (let row = 0; row < partner.length; row++) {
    if (partner[row]! >= 0) last = partner[row]!
    rows[row] = last
  }
  return rows
}

/**
 * What changed between two captures: of one process at two moments, or of two runs. Within one run mappings are paired by
 * overlap, what is left over and everything of another run by identity (module, offset in the file, permissions).
 */
export function compareCaptures(before: Capture, after: Capture): Comparison {
  const [a, b] = [before.table, after.table]
  const areKnown = (column: AbsentColumn): boolean => ![before, after].some(({ absent }) => absent?.includes(column))
  const hasPerms = areKnown('perms')
  const isOneRun = areKnown('address') && looksLikeOneRun(a, b)
  const differences = differencesOf(a, b)
  // Most mappings of a process stay as they are. Their addresses alone identify them, before anything else is worked out.
  const stayed = isOneRun
    ? pairUntouched(a, b)
    : { partnerOfA: new Int32Array(a.rowCount).fill(-1), isPaired: new Uint8Array(b.rowCount) }
  const labelled = {
    ...after,
    classification: steadyLabels(before.classification, after.classification, stayed.partnerOfA)
  }
  const [usedA, usedB] = [Uint8Array.from(stayed.partnerOfA, (row) => (row >= 0 ? 1 : 0)), stayed.isPaired]
  const movingA = unmarked(usedA)
  const movingB = unmarked(usedB)

  const changes: MappingChange[] = []
  const counts = Object.fromEntries(CHANGE_KINDS.map((kind) => [kind, 0])) as Record<ChangeKind, number>
  const isUnchanged = new Uint8Array(b.rowCount)
  const partner = stayed.partnerOfA
  const bytesOf = (table: MappingTable, rows: readonly number[]): number =>
    rows.reduce((sum, row) => sum + mappingBytes(table, row), 0)

  function add(rowsA: readonly number[], rowsB: readonly number[], listedAt: number): void {
    const deltaKb = differences(rowsA, rowsB)
    const kind = kindOf(rowsA, rowsB, bytesOf(b, rowsB) - bytesOf(a, rowsA))
    const isPair = rowsA.length > 0 && rowsB.length > 0
    const perms = new Set([...rowsA.map((row) => a.perms[row]), ...rowsB.map((row) => b.perms[row])])
    const hasOtherResident = deltaKb.rss === null ? null : deltaKb.rss !== 0
    const change = {
      kind,
      before: rowsA,
      after: rowsB,
      row: listedAt,
      hasOtherProtection: hasPerms && isPair && perms.size > 1,
      hasOtherResident,
      deltaKb
    }
    counts[kind]++
    if (isChanged(change) || METRICS.some((metric) => differs(deltaKb[metric]))) changes.push(change)
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
    const hasInodes = haveInodes(before, after)
    const isOneProcess = before.process.startTime !== 0 && isSameProcess(before.process, after.process)
    const [objectsA, objectsB] = [mappedObjects(a, hasInodes), mappedObjects(b, hasInodes)]
    const identities = (table: MappingTable, objects: readonly string[]): MappingIdentities =>
      identitiesOf(table, hasPerms, isOneRun && hasInodes ? objects : null, isOneProcess)
    const [ofA, ofB] = [identities(a, objectsA), identities(b, objectsB)]
    const rowsA = { table: a, objects: objectsA, perms: ofA.perms }
    const rowsB = { table: b, objects: objectsB, perms: ofB.perms }
    const overlapping = isOneRun ? pairByOverlap(rowsA, rowsB, movingA, movingB) : []
    for (const [rowA, rowB] of overlapping) [usedA[rowA], usedB[rowB]] = [1, 1]
    const pairs = [...overlapping, ...pairByIdentity(ofA, ofB, unmarked(usedA), unmarked(usedB))]
    for (const set of joinPairs(pairs)) {
      for (const row of set.before) [usedA[row], partner[row]] = [1, set.after[0]!]
      for (const row of set.after) usedB[row] = 1
      add(set.before, set.after, set.after[0]!)
    }
    const behind = rowsBehind(partner)
    for (const row of unmarked(usedA)) add([row], [], behind[row]!)
    for (const row of unmarked(usedB)) add([], [row], row)
  }
  // What vanished comes behind the mapping that it was listed behind, which was added before it.
  changes.sort((x, y) => x.row - y.row)
  const unchanged = Uint32Array.from(isUnchanged.keys()).filter((row) => isUnchanged[row] === 1)
  return { before, after: labelled, isOneRun, changes, unchanged, counts, totalDeltaKb: totalsOf(a, b) }
}
