import { CATEGORIES, categoryOf } from '../memory/category.ts'
import type { SubjectReply } from '../contract/host.ts'
import type { Capture } from '../memory/capture.ts'
import {
  fieldValue,
  findField,
  flagsText,
  mappingEnd,
  mappingKb,
  mappingName,
  mappingStart,
  PERM_EXEC,
  PERM_READ,
  PERM_SHARED,
  PERM_WRITE
} from '../memory/mapping-table.ts'
import type { LookUp } from './expression.ts'

/** Where the subject said that one of its named places lies, bytes. */
export interface Place {
  readonly start: number
  readonly bytes: number
}

/** The subject at one moment of a lesson: before the first step, or after a step. */
export interface Moment {
  readonly capture: Capture
  /** What the step's commands answered; empty before the first step. */
  readonly replies: readonly SubjectReply[]
  /** All places known up to now, by their letter. */
  readonly places: ReadonlyMap<string, Place>
}

/** The places after more replies. A place that was mapped anew has moved. */
export function placesAfter(
  places: ReadonlyMap<string, Place>,
  commands: readonly string[],
  replies: readonly SubjectReply[]
): ReadonlyMap<string, Place> {
  const known = new Map(places)
  replies.forEach(({ address, bytes }, index) => {
    const name = /^\w+ ([a-z])(?: |$)/.exec(commands[index] ?? '')?.[1]
    if (name === undefined || typeof address !== 'string' || typeof bytes !== 'number') return
    known.set(name, { start: Number(address), bytes })
  })
  return known
}

/** The rows that an expression's subject means; undefined for a subject that this moment does not know. */
export function rowsOf({ capture, places }: Moment, subject: string): readonly number[] | undefined {
  const { table, classification } = capture
  const rows = Array.from({ length: table.rowCount }, (_, row) => row)
  if (subject === 'all') return rows
  if (/^[a-z]$/.test(subject)) {
    const place = places.get(subject)
    if (place === undefined) return undefined
    const end = place.start + place.bytes
    return rows.filter((row) => mappingStart(table, row) < end && mappingEnd(table, row) > place.start)
  }
  if (CATEGORIES.some((category) => category === subject)) {
    return rows.filter((row) => categoryOf(classification, row) === subject)
  }
  return rows.filter((row) => mappingName(table, row) === subject)
}

const KB = 1024

function sumOfRows({ table }: Capture, rows: readonly number[], property: string): number | undefined {
  const countPerms = (mask: number, wanted: number): number =>
    rows.filter((row) => ((table.perms[row] ?? 0) & mask) === wanted).length
  switch (property) {
    case 'rows':
      return rows.length
    case 'Size':
      return rows.reduce((sum, row) => sum + mappingKb(table, row), 0)
    case 'low':
      return rows.length === 0 ? undefined : Math.min(...rows.map((row) => mappingStart(table, row))) / KB
    case 'high':
      return rows.length === 0 ? undefined : Math.max(...rows.map((row) => mappingEnd(table, row))) / KB
    case 'writable':
      return countPerms(PERM_WRITE, PERM_WRITE)
    case 'readOnly':
      return countPerms(PERM_READ | PERM_WRITE | PERM_EXEC, PERM_READ)
    case 'executable':
      return countPerms(PERM_EXEC, PERM_EXEC)
    case 'noAccess':
      return countPerms(PERM_READ | PERM_WRITE | PERM_EXEC, 0)
    case 'shared':
      return countPerms(PERM_SHARED, PERM_SHARED)
    case 'inHeap':
      return Number(rows.some((row) => mappingName(table, row) === '[heap]'))
  }
  if (/^[a-z]{2}$/.test(property)) {
    if (table.flags === null) return undefined
    return rows.filter((row) => (flagsText(table, row) ?? '').split(' ').includes(property)).length
  }
  const field = findField(table, property)
  return field === undefined ? undefined : rows.reduce((sum, row) => sum + (fieldValue(table, field, row) ?? 0), 0)
}

function factOf(moment: Moment, subject: string, property: string): number | undefined {
  if (subject === 'process') return moment.capture.status?.[property]
  if (subject === 'machine') return property === 'page' ? moment.capture.pageSize / KB : undefined
  if (subject === 'reply') {
    const last = moment.replies.at(-1)
    if (last === undefined) return undefined
    const value = last[property]
    // A fault is there or not; everything else that the reply does not say is unknown.
    if (property === 'fault') return Number(value !== undefined)
    return typeof value === 'number' ? value : undefined
  }
  const rows = rowsOf(moment, subject)
  return rows === undefined ? undefined : sumOfRows(moment.capture, rows, property)
}

/** Facts for the expressions of a step, over the moments before the lesson, before the step and after it. */
export function lookUpIn(first: Moment, before: Moment, after: Moment): LookUp {
  const moments = { first, before, after }
  return (subject, property, when) => factOf(moments[when], subject, property)
}
