import { EVIDENCE_KEYS } from '../words/evidence.ts'
import { CATEGORIES, categoryOf } from '../memory/category.ts'
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
import { PAGE_AMOUNTS } from '../pages/page-amounts.ts'
import type { LookUp, FactOwner } from './expression.ts'
import type { Moment, ProcessMoment } from './moment.ts'

/** The rows that the target of a fact means; undefined for a target that this moment does not know. */
export function rowsOf(moment: ProcessMoment, target: string): readonly number[] | undefined {
  const parts = target.split('|')
  if (parts.length > 1) {
    const rows = new Set(parts.flatMap((part) => rowsOf(moment, part) ?? []))
    return [...rows].sort((one, other) => one - other)
  }
  const { capture, areas } = moment
  const { table, classification } = capture
  const rows = Array.from({ length: table.rowCount }, (_, row) => row)
  if (target === 'all') return rows
  if (/^[a-z]$/.test(target)) {
    const area = areas.get(target)
    if (area === undefined) return undefined
    const end = area.start + area.bytes
    return rows.filter((row) => mappingStart(table, row) < end && mappingEnd(table, row) > area.start)
  }
  if (CATEGORIES.some((category) => category === target)) {
    return rows.filter((row) => categoryOf(classification, row) === target)
  }
  if (EVIDENCE_KEYS.some((key) => key === target)) {
    return rows.filter((row) => classification.evidences[classification.evidence[row] ?? 0]?.key === target)
  }
  // The file's own name without folders, since those differ; `code of` it are the rows that may be executed.
  const [, isCode, name] = /^(code of )?(.*)$/.exec(target) ?? []
  return rows.filter(
    (row) =>
      mappingName(table, row).split('/').at(-1) === name &&
      (isCode === undefined || ((table.perms[row] ?? 0) & PERM_EXEC) !== 0)
  )
}

const KB = 1024

/** Start of the first row, bytes. */
const firstStart = ({ table }: Capture, rows: readonly number[]): number =>
  Math.min(...rows.map((row) => mappingStart(table, row)))

/** Which of the 512 entries of a page table the first row's address chooses: nine bits, from `shift` on. */
const entry =
  (shift: number): RowsFact =>
  (capture, rows) =>
    rows.length === 0 ? undefined : Math.floor(firstStart(capture, rows) / 2 ** shift) % 512

const countPerms =
  (mask: number, wanted: number): RowsFact =>
  ({ table }, rows) =>
    rows.filter((row) => ((table.perms[row] ?? 0) & mask) === wanted).length

type RowsFact = (capture: Capture, rows: readonly number[]) => number | undefined

const ACCESS = PERM_READ | PERM_WRITE | PERM_EXEC

/** What is known of rows besides the sums of the kernel's own numbers. `low` and `high` are addresses in kB. */
export const ROWS_FACTS: ReadonlyMap<string, RowsFact> = new Map<string, RowsFact>([
  ['rows', (_capture, rows) => rows.length],
  ['Size', ({ table }, rows) => rows.reduce((sum, row) => sum + mappingKb(table, row), 0)],
  ['low', (capture, rows) => (rows.length === 0 ? undefined : firstStart(capture, rows) / KB)],
  [
    'high',
    ({ table }, rows) => (rows.length === 0 ? undefined : Math.max(...rows.map((row) => mappingEnd(table, row))) / KB)
  ],
  ['writable', countPerms(PERM_WRITE, PERM_WRITE)],
  ['readOnly', countPerms(ACCESS, PERM_READ)],
  ['executable', countPerms(PERM_EXEC, PERM_EXEC)],
  ['noAccess', countPerms(ACCESS, 0)],
  ['shared', countPerms(PERM_SHARED, PERM_SHARED)],
  ['named', ({ table }, rows) => rows.filter((row) => mappingName(table, row) !== '').length],
  ['inHeap', ({ table }, rows) => Number(rows.some((row) => mappingName(table, row) === '[heap]'))],
  // Pages of 4 KiB and tables of 512 entries, as on x86-64 (Documentation/arch/x86/x86_64/mm.rst).
  ['entry4', entry(39)],
  ['entry3', entry(30)],
  ['entry2', entry(21)],
  ['entry1', entry(12)]
])

function sumOfRows(capture: Capture, rows: readonly number[], property: string): number | undefined {
  const computed = ROWS_FACTS.get(property)
  if (computed !== undefined) return computed(capture, rows)
  const { table } = capture
  if (/^[a-z]{2}$/.test(property)) {
    if (table.flags === null) return undefined
    return rows.filter((row) => (flagsText(table, row) ?? '').split(' ').includes(property)).length
  }
  const field = findField(table, property)
  return field === undefined ? undefined : rows.reduce((sum, row) => sum + (fieldValue(table, field, row) ?? 0), 0)
}

/** A number of the last answer, or the step's page faults, which are those of all its commands together. */
function factOfReplies({ replies }: Moment, target: 'reply' | 'faults', property: string): number | undefined {
  if (target === 'faults') {
    const counts = replies.map((reply) => reply[property]).filter((count) => typeof count === 'number')
    return counts.length === 0 ? undefined : counts.reduce((sum, count) => sum + count, 0)
  }
  const last = replies.at(-1)
  if (last === undefined) return undefined
  const value = last[property]
  // A fault is there or not; everything else that the reply does not report is unknown.
  if (property === 'fault') return Number(value !== undefined)
  return typeof value === 'number' ? value : undefined
}

function factOf(moment: Moment, whose: FactOwner, target: string, property: string): number | undefined {
  if (target === 'reply' || target === 'faults') return factOfReplies(moment, target, property)
  if (target === 'machine') return property === 'page' ? moment.capture.pageSize / KB : moment.machine[property]
  const process = whose === 'child' ? moment.child : moment
  if (process === null) return undefined
  if (target === 'process') {
    if (property === 'pid') return process.capture.process.pid
    if (property === 'minflt') return process.capture.faults?.minor
    if (property === 'majflt') return process.capture.faults?.major
    return process.capture.status?.[property]
  }
  const amount = PAGE_AMOUNTS.find((name) => name === property)
  if (amount !== undefined) return process.pages.get(target)?.[amount]
  const rows = rowsOf(process, target)
  return rows === undefined ? undefined : sumOfRows(process.capture, rows, property)
}

/** Facts for the expressions of a step, over the moments before the lesson, before the step and after it. */
export function lookUpIn(first: Moment, before: Moment, after: Moment): LookUp {
  const moments = { first, before, after }
  return (target, property, when, whose) => factOf(moments[when], whose, target, property)
}
