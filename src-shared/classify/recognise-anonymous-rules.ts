import type { AnonymousRule } from './anonymous-rules.ts'
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

function isAtPlace(rule: AnonymousRule, cursor: RowCursor): boolean {
  const { between, multiple, offsets = [0], leastBytes = 0, mostBytes = Infinity } = rule
  const { start } = cursor
  if (cursor.bytes < leastBytes || cursor.bytes > mostBytes) return false
  if (between !== undefined && !between.some(([from, to]) => start >= from && start < to)) return false
  return multiple === undefined || offsets.includes(start % multiple)
}

function fits(
  rule: AnonymousRule,
  cursor: RowCursor,
  runs: () => ReservationRuns,
  isInUnit: (rule: AnonymousRule) => boolean
): boolean {
  const { access, has = [], hasNot = [], within } = rule
  if (!hasAccess(cursor, access) || !(isAtPlace(rule, cursor) || isInUnit(rule))) return false
  if (has.some((flag) => cursor.hasFlag(flag) !== true)) return false
  if (hasNot.some((flag) => cursor.hasFlag(flag) === true)) return false
  return within === undefined || runs().isWithin(cursor.row, within)
}

/** Tells by a table of rules (see anonymous-rules.ts, leftover-rules.ts) what memory without a name is for. */
export function recogniseByRules(id: string, rules: readonly AnonymousRule[]): Recogniser {
  let asked: readonly AnonymousRule[] | null = null
  let known: ReservationRuns | null = null
  const labels = new Map<AnonymousRule, Label>()
  /** By rule the unit in which it last fitted. */
  const units = new Map<AnonymousRule, number>()
  function labelOf(rule: AnonymousRule, cursor: RowCursor): Label {
    let made = labels.get(rule)
    if (made === undefined) {
      const owner = rule.runtimes?.map((runtime) => cursor.ownerName(runtime)).find((name) => name !== '') ?? ''
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
    id,
    recognise(cursor) {
      if (!cursor.isPlainAnonymous() || cursor.hasNoAccess()) return null
      // Which runtimes live in a process is the same for all its rows: most rules never have to be asked.
      asked ??= rules.filter(
        ({ runtimes, notWith = [], isForOutside = false, isForInside = false }) =>
          (runtimes === undefined || cursor.hasAny(runtimes)) &&
          !cursor.hasAny(notWith) &&
          !(isForOutside && cursor.observed.isInside) &&
          (!isForInside || cursor.observed.isInside)
      )
      const runs = (): ReservationRuns => (known ??= reservationRuns(cursor))
      const unitOf = ({ unit = 1 }: AnonymousRule): number => Math.floor(cursor.start / unit)
      const isInUnit = (rule: AnonymousRule): boolean => rule.unit !== undefined && units.get(rule) === unitOf(rule)
      for (const rule of asked) {
        if (!fits(rule, cursor, runs, isInUnit)) continue
        if (rule.unit !== undefined) units.set(rule, unitOf(rule))
        return labelOf(rule, cursor)
      }
      return null
    }
  }
}
