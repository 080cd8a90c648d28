import type { Capture } from '../memory/capture.ts'
import { isFieldMissing, type FieldColumn, type NumericArray } from '../memory/field-column.ts'
import type { BackingList, FlagColumn, MappingTable, TextColumn } from '../memory/mapping-table.ts'
import { METRICS, type Metric } from '../memory/metrics.ts'
import { CHANGE_KINDS, SAME_PERMS, type RowChanges } from '../memory/row-changes.ts'
import { textBytes, textCount, textListOf } from '../memory/text-list.ts'
import { newU64Column, type U64Column } from '../memory/u64-column.ts'
import { isChanged, type Comparison } from './comparison.ts'
import { mergedLabels } from './merged-labels.ts'

/**
 * The later capture of a comparison with its differences: the same rows in the same order, and between them those that
 * vanished (see RowChanges). Every view that shows captures shows this one.
 */
export function comparedCapture(comparison: Comparison): Capture {
  const { before, after } = comparison
  const sources = rowSources(comparison)
  return {
    ...after,
    table: mergedTable(comparison, sources),
    classification: mergedLabels(before.classification, after.classification, sources)
  }
}

/** By merged row: a row of the later table, or −1 − a row of the earlier one that vanished. */
function rowSources({ changes, after }: Comparison): Int32Array {
  /** Vanished rows by the later row they come behind; −1 is the beginning. */
  const behind = new Map<number, number[]>()
  let vanished = 0
  for (const { kind, row, before } of changes) {
    if (kind !== 'vanished') continue
    const known = behind.get(row)
    if (known === undefined) behind.set(row, [...before])
    else known.push(...before)
    vanished += before.length
  }
  const sources = new Int32Array(after.table.rowCount + vanished)
  let at = 0
  for (let row = -1; row < after.table.rowCount; row++) {
    if (row >= 0) sources[at++] = row
    for (const gone of behind.get(row) ?? []) sources[at++] = -1 - gone
  }
  return sources
}

function mergedTable(comparison: Comparison, sources: Int32Array): MappingTable {
  const [a, b] = [comparison.before.table, comparison.after.table]
  const rowCount = sources.length
  const start = newU64Column(rowCount)
  const end = newU64Column(rowCount)
  const offset = newU64Column(rowCount)
  const perms = new Uint8Array(rowCount)
  const backing = new Uint32Array(rowCount)
  const copy = (from: U64Column, row: number, to: U64Column, at: number): void => {
    to.lo[at] = from.lo[row]!
    to.hi[at] = from.hi[row]!
  }
  const firstOfA = textCount(b.backings.name)
  sources.forEach((source, at) => {
    const isThere = source >= 0
    const [table, row] = isThere ? [b, source] : [a, -1 - source]
    copy(table.start, row, start, at)
    copy(isThere ? table.end : table.start, row, end, at)
    copy(table.offset, row, offset, at)
    perms[at] = table.perms[row]!
    backing[at] = table.backing[row]! + (isThere ? 0 : firstOfA)
  })
  return {
    rowCount,
    start,
    end,
    offset,
    perms,
    backing,
    backings: joinedBackings(b.backings, a.backings),
    fields: b.fields.map((field) => gatheredField(field, sources)),
    flags: b.flags === null ? null : gatheredFlags(b.flags, sources),
    texts: b.texts.map((column) => ({ ...column, id: gatheredIds(column, sources) })),
    changes: rowChanges(comparison, sources)
  }
}

function joinedBackings(first: BackingList, second: BackingList): BackingList {
  const join = (x: Uint32Array, y: Uint32Array, sizeX: number, sizeY: number): Uint32Array => {
    const both = new Uint32Array(sizeX + sizeY)
    both.set(x.subarray(0, sizeX))
    both.set(y.subarray(0, sizeY), sizeX)
    return both
  }
  const [sizeX, sizeY] = [textCount(first.name), textCount(second.name)]
  const names = [first, second].flatMap(({ name }) =>
    Array.from({ length: textCount(name) }, (_, index) => textBytes(name, index))
  )
  return {
    major: join(first.major, second.major, sizeX, sizeY),
    minor: join(first.minor, second.minor, sizeX, sizeY),
    inode: {
      lo: join(first.inode.lo, second.inode.lo, sizeX, sizeY),
      hi: join(first.inode.hi, second.inode.hi, sizeX, sizeY)
    },
    name: textListOf(names)
  }
}

/** A field over the merged rows; of a row that vanished nothing is known now. */
function gatheredField(field: FieldColumn, sources: Int32Array): FieldColumn {
  const missing = new Uint8Array((sources.length + 7) >> 3)
  const wide = new Map<number, bigint>()
  const values: NumericArray =
    field.stride === 0
      ? field.values
      : new (field.values.constructor as new (length: number) => NumericArray)(sources.length)
  let hasMissing = false
  sources.forEach((source, at) => {
    const isMissing = source < 0 || isFieldMissing(field, source)
    if (isMissing) {
      missing[at >> 3]! |= 1 << (at & 7)
      hasMissing = true
      return
    }
    if (field.stride === 1) values[at] = field.values[source]!
    const exact = field.wide?.get(source)
    if (exact !== undefined) wide.set(at, exact)
  })
  return { ...field, values, missing: hasMissing ? missing : null, wide: wide.size > 0 ? wide : null }
}

/** Id 0 means "no such line", which is right for rows that are not there any more. */
function gatheredIds({ id }: FlagColumn | TextColumn, sources: Int32Array): Uint32Array {
  return Uint32Array.from(sources, (source) => (source < 0 ? 0 : id[source]!))
}

function gatheredFlags(flags: FlagColumn, sources: Int32Array): FlagColumn {
  return { ...flags, id: gatheredIds(flags, sources) }
}

function rowChanges({ before, after, changes, totalDeltaKb }: Comparison, sources: Int32Array): RowChanges {
  const mergedOfAfter = new Uint32Array(after.table.rowCount)
  const mergedOfGone = new Uint32Array(before.table.rowCount)
  sources.forEach((source, at) => {
    if (source < 0) mergedOfGone[-1 - source] = at
    else mergedOfAfter[source] = at
  })
  const known = METRICS.filter((metric) => totalDeltaKb[metric] !== null)
  const deltaKb = Object.fromEntries(
    METRICS.map((metric) => [metric, known.includes(metric) ? new Float64Array(sources.length) : null])
  ) as Record<Metric, Float64Array | null>
  const kind = new Uint8Array(sources.length)
  const changed = new Uint8Array(sources.length)
  const permsBefore = new Uint8Array(sources.length).fill(SAME_PERMS)
  for (const change of changes) {
    const rows =
      change.after.length > 0
        ? change.after.map((row) => mergedOfAfter[row]!)
        : change.before.map((row) => mergedOfGone[row]!)
    const was = change.before[0] === undefined ? SAME_PERMS : before.table.perms[change.before[0]]!
    rows.forEach((row, index) => {
      kind[row] = CHANGE_KINDS.indexOf(change.kind)
      changed[row] = isChanged(change) ? 1 : 0
      const is = change.after[index]
      if (change.hasOtherProtection && is !== undefined && after.table.perms[is] !== was) permsBefore[row] = was
    })
    for (const metric of known) deltaKb[metric]![rows[0]!] = change.deltaKb[metric]!
  }
  return { kind, isChanged: changed, permsBefore, deltaKb }
}
