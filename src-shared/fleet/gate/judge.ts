import type { Capture } from '../../memory/capture.ts'
import { mappingName } from '../../memory/mapping-table.ts'
import { partedCapture, wholeRows } from '../../memory/parted-capture.ts'
import { sumOf } from '../measures.ts'
import { parseAmount, type Rule } from './limits.ts'
import { selectRows } from './select-rows.ts'
import { whatItLacks } from './whole-capture.ts'

export interface Judgement {
  readonly rule: Rule
  readonly name: string
  readonly outcome: 'within' | 'beyond' | 'unjudged'
  /** kB, or a count; null where it is unknown. */
  readonly value: number | null
  /** The same of the baseline; null without one. */
  readonly baseline: number | null
  /** The most that is within; null where it is not known. */
  readonly limit: number | null
  /** Why it could not be judged; null otherwise. */
  readonly why: string | null
}

export const isCount = ({ measure }: Rule): boolean => measure === 'mappings' || measure === 'copies'

/**
 * How often the most often mapped file is mapped from its beginning. Segments of one copy follow each other, and of a small
 * file several begin with its first page: only the first of neighbours counts.
 */
function mostCopies({ table }: Capture, rows: readonly number[]): number {
  const counts = new Map<string, number>()
  for (const row of rows) {
    if (table.offset.lo[row] !== 0 || table.offset.hi[row] !== 0) continue
    const name = mappingName(table, row)
    if (row > 0 && table.backing[row - 1] === table.backing[row]) continue
    if (name.startsWith('/')) counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return Math.max(0, ...counts.values())
}

/** @returns the value, or in words why it is not known */
function valueOf(rule: Rule, capture: Capture): number | string {
  if (capture.detail === 'none' && capture.notes.some(({ kind }) => kind === 'denied'))
    return 'its mappings could not be read'
  const { select, measure } = rule
  if (capture.absent?.includes('perms') === true && select.perms !== undefined) return 'the source has no permissions'
  if (measure === 'copies') {
    if (capture.absent?.includes('offset') === true) return 'the source has no offsets'
    return mostCopies(capture, selectRows(capture, select))
  }
  const parted = partedCapture(capture)
  const rows = selectRows(parted, select)
  if (measure === 'mappings') return wholeRows(parted, Uint32Array.from(rows)).length
  return sumOf(parted.table, measure, rows) ?? `the source does not report ${measure} of each mapping`
}

const words = ({ select, measure }: Rule): string => {
  const of = Object.entries(select).map(([what, value]) => `${what} ${value}`)
  return of.length === 0 ? measure : `${measure} of ${of.join(', ')}`
}

/** The most that a rule allows. @returns in words what is missing for it */
function limitOf(rule: Rule, baseline: number | null): number | string {
  const limits: number[] = []
  if (rule.max !== undefined) limits.push(parseAmount(rule.max)!.value)
  if (rule.growth !== undefined) {
    if (baseline === null) return 'there is no baseline to grow from'
    const { percent = 0, amount = 0 } = rule.growth
    limits.push(baseline + Math.max((baseline * percent) / 100, parseAmount(amount)!.value))
  }
  return Math.min(...limits)
}

/** Judges one rule. */
export function judge(rule: Rule, capture: Capture, baseline: Capture | null): Judgement {
  const name = rule.name ?? words(rule)
  const value = valueOf(rule, capture)
  const before = baseline === null ? null : (whatItLacks(baseline) ?? valueOf(rule, baseline))
  const known = (each: number | string | null): number | null => (typeof each === 'number' ? each : null)
  const limit =
    typeof before === 'string' && rule.growth !== undefined
      ? `of the baseline, ${before}`
      : limitOf(rule, known(before))
  const isBeyond = typeof value === 'number' && typeof limit === 'number' && value > limit
  // Of what is there in part only, there may have been more: too much it is already, within it may not be.
  const gap = isBeyond ? null : whatItLacks(capture)
  const why = typeof value === 'string' ? value : typeof limit === 'string' ? limit : gap
  const outcome = why !== null ? 'unjudged' : isBeyond ? 'beyond' : 'within'
  return { rule, name, outcome, value: known(value), baseline: known(before), limit: known(limit), why }
}

/** 0 all within, 1 some beyond, 2 none beyond but some could not be judged. */
export function exitStatusOf(judgements: readonly Judgement[]): 0 | 1 | 2 {
  if (judgements.some(({ outcome }) => outcome === 'beyond')) return 1
  return judgements.some(({ outcome }) => outcome === 'unjudged') ? 2 : 0
}
