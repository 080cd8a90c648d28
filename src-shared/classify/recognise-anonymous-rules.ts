import type { AnonymousRule } from './anonymous-rule.ts'
import { label, type Label } from './label.ts'
import type { Recogniser } from './recogniser.ts'
import { reservationRuns, type ReservationRuns } from './reservation-runs.ts'
import type { RowCursor } from './row-cursor.ts'

function hasAccess(cursor: RowCursor, access: AnonymousRule['access']): boolean {
  const isReadable = cursor.isReadable()
  const isWritable = cursor.isWritable()
  const isExecutable = cursor.isExecutable()
  switch (access) {
    case 'r':
      return isReadable && !isExecutable
    case 'rw':
      return isReadable && isWritable && !isExecutable
    case 'x':
      return isExecutable
    case 'rx':
      return isReadable && isExecutable && !isWritable
    case 'rwx':
      return isReadable && isWritable && isExecutable
  }
}

/**
 * A rule with every condition, given or not: rules of one shape are asked several times faster than rules that each have other
 * members, and every row asks several.
 */
interface Conditions {
  readonly rule: AnonymousRule
  readonly access: AnonymousRule['access']
  readonly has: readonly string[]
  readonly hasNot: readonly string[]
  readonly between: NonNullable<AnonymousRule['between']> | null
  readonly multiple: number
  readonly offsets: readonly number[]
  readonly leastBytes: number
  readonly mostBytes: number
  /** 0: none. */
  readonly unit: number
  readonly isGuarded: boolean
  readonly within: NonNullable<AnonymousRule['within']> | null
}

function conditionsOf(rule: AnonymousRule): Conditions {
  return {
    rule,
    access: rule.access,
    has: rule.has ?? [],
    hasNot: rule.hasNot ?? [],
    between: rule.between ?? null,
    multiple: rule.multiple ?? 1,
    offsets: rule.offsets ?? [0],
    leastBytes: rule.leastBytes ?? 0,
    mostBytes: rule.mostBytes ?? Infinity,
    unit: rule.unit ?? 0,
    isGuarded: rule.isGuarded ?? false,
    within: rule.within ?? null
  }
}

/** Start and size of the row. Worked out once for all rules: there are dozens, and millions of rows. */
interface Extent {
  readonly start: number
  readonly bytes: number
}

function hasExtent(
  { between, multiple, offsets, leastBytes, mostBytes }: Conditions,
  { start, bytes }: Extent
): boolean {
  if (bytes < leastBytes || bytes > mostBytes) return false
  if (between !== null && !isBetween(between, start)) return false
  return multiple === 1 || offsets.includes(start % multiple)
}

function isBetween(ranges: NonNullable<AnonymousRule['between']>, start: number): boolean {
  for (const range of ranges) if (start >= range[0] && start < range[1]) return true
  return false
}

function isAsked(
  { runtimes, notWith = [], isForOutside = false, isForInside = false }: AnonymousRule,
  cursor: RowCursor
): boolean {
  const { isInside } = cursor.observed
  if ((isForOutside && isInside) || (isForInside && !isInside)) return false
  return (runtimes === undefined || cursor.hasAny(runtimes)) && !cursor.hasAny(notWith)
}

function fits(
  rule: Conditions,
  cursor: RowCursor,
  extent: Extent,
  runs: (cursor: RowCursor) => ReservationRuns,
  isInUnit: (rule: Conditions, start: number) => boolean
): boolean {
  const { access, has, hasNot, isGuarded, within } = rule
  if (!hasAccess(cursor, access) || !(hasExtent(rule, extent) || isInUnit(rule, extent.start))) return false
  for (const flag of has) if (cursor.hasFlag(flag) !== true) return false
  for (const flag of hasNot) if (cursor.hasFlag(flag) === true) return false
  if (isGuarded && !cursor.isGuarded()) return false
  return within === null || runs(cursor).isWithin(cursor.row, within)
}

/** Recognises what memory without a name is for by a table of rules (see anonymous-rules.ts, leftover-rules.ts). */
export function recogniseByRules(rules: readonly AnonymousRule[]): Recogniser {
  let asked: readonly Conditions[] | null = null
  let known: ReservationRuns | null = null
  const labels = new Map<AnonymousRule, Label>()
  /** By rule the unit in which it last fitted. */
  const units = new Map<Conditions, number>()
  const runsOf = (cursor: RowCursor): ReservationRuns => (known ??= reservationRuns(cursor))
  const isInUnit = (rule: Conditions, start: number): boolean =>
    rule.unit !== 0 && units.get(rule) === Math.floor(start / rule.unit)
  function labelOf(rule: AnonymousRule, cursor: RowCursor): Label {
    let made = labels.get(rule)
    if (made === undefined) {
      const owner = cursor.firstOwner(rule.runtimes ?? [])
      made = label(rule.category, rule.confidence, rule.evidence, {
        purpose: rule.purpose,
        values: owner === '' ? {} : { owner, name: owner },
        owner
      })
      labels.set(rule, made)
    }
    return made
  }
  return {
    recognise(cursor) {
      if (!cursor.isPlainAnonymous() || cursor.hasNoAccess()) return null
      // Which runtimes live in a process is the same for all its rows: most rules never have to be asked.
      asked ??= rules.filter((rule) => isAsked(rule, cursor)).map(conditionsOf)
      const extent: Extent = { start: cursor.start, bytes: cursor.bytes }
      for (const rule of asked) {
        if (!fits(rule, cursor, extent, runsOf, isInUnit)) continue
        if (rule.unit !== 0) units.set(rule, Math.floor(extent.start / rule.unit))
        return labelOf(rule.rule, cursor)
      }
      return null
    }
  }
}
