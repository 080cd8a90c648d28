import { rowsOf } from '#shared/lesson/facts.ts'
import type { LookAt } from '#shared/lesson/lesson.ts'
import type { Moment, ProcessMoment } from '#shared/lesson/moment.ts'
import { fieldValue, findField, mappingKb, mappingName, permsText } from '#shared/memory/mapping-table.ts'
import { u64Hex } from '#shared/memory/u64-column.ts'

/** A marked mapping in both processes: kB of the step's column, null where a process does not have it. */
export interface SharedRow {
  /** File's own name, or the address where there is none. */
  readonly name: string
  readonly perms: string
  readonly first: number | null
  readonly second: number | null
}

/** More would not fit beside a lesson. */
const MOST_ROWS = 12

interface MarkedRow {
  readonly key: string
  readonly name: string
  readonly perms: string
  readonly kb: number | null
}

function markedRows(moment: ProcessMoment, { target, column }: LookAt): MarkedRow[] {
  const { table } = moment.capture
  const field = findField(table, column)
  const seen = new Map<string, number>()
  return (rowsOf(moment, target) ?? []).map((row) => {
    const name = mappingName(table, row).split('/').at(-1) ?? ''
    const perms = permsText(table.perms[row] ?? 0)
    // Two programs have the same file at other addresses; memory without a name is the same only where a fork left it.
    const like = name === '' ? u64Hex(table.start, row, 1) : `${name} ${perms}`
    const count = seen.get(like) ?? 0
    seen.set(like, count + 1)
    const kb =
      column === 'Size' ? mappingKb(table, row) : field === undefined ? undefined : fieldValue(table, field, row)
    return { key: `${like} ${count}`, name: name === '' ? u64Hex(table.start, row, 1) : name, perms, kb: kb ?? null }
  })
}

/** The marked mappings of both processes side by side; empty without a second process, or where everything is marked. */
export function bothProcesses(
  moment: Moment,
  lookAt: LookAt
): { readonly rows: readonly SharedRow[]; readonly left: number } {
  if (moment.child === null || lookAt.target === 'all') return { rows: [], left: 0 }
  const second = new Map(markedRows(moment.child, lookAt).map((row) => [row.key, row]))
  const rows = markedRows(moment, lookAt).map(({ key, name, perms, kb }): SharedRow => {
    const other = second.get(key)
    second.delete(key)
    return { name, perms, first: kb, second: other?.kb ?? null }
  })
  for (const { name, perms, kb } of second.values()) rows.push({ name, perms, first: null, second: kb })
  return { rows: rows.slice(0, MOST_ROWS), left: Math.max(0, rows.length - MOST_ROWS) }
}
