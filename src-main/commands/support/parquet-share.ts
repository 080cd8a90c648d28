import type { RedactionChoice } from '#shared/redact/redaction.ts'
import { mappingTableOf } from '#shared/fleet/mapping-rows.ts'
import { machineTableOf, processTableOf } from '#shared/fleet/process-rows.ts'
import type { FleetTable } from '#shared/fleet/columns.ts'
import type { FleetMoment } from '#shared/fleet/moments.ts'
import { RowGroups, type EncodedGroup } from '#main/output/parquet/row-groups.ts'
import { fleetOfFiles } from './fleet-source.ts'

export const TABLES = ['mappings', 'processes', 'machine'] as const
export type TableName = (typeof TABLES)[number]

export const TABLE_OF: Readonly<Record<TableName, (moments: Iterable<FleetMoment>) => FleetTable>> = {
  mappings: mappingTableOf,
  processes: processTableOf,
  machine: machineTableOf
}

/** What is asked of files; plain data, as threads want it. */
export interface FileQuestion {
  readonly table: TableName
  readonly pids: readonly number[]
  readonly labels: ReadonlyMap<string, string>
  readonly choice: RedactionChoice
}

/** What is reported while files are read. */
export type ShareMessage =
  | { readonly kind: 'group'; readonly group: EncodedGroup }
  | { readonly kind: 'moment' }
  | { readonly kind: 'skipped'; readonly file: string; readonly why: string; readonly isPart: boolean }
  | { readonly kind: 'left-out'; readonly columns: readonly string[] }

/** Reads some of the files of a fleet and reports their row groups. */
export function encodeShare(
  files: readonly string[],
  { table, pids, labels, choice }: FileQuestion,
  report: (message: ShareMessage) => void
): void {
  const source = fleetOfFiles(files, pids, labels, choice, (file, why, isPart) =>
    report({ kind: 'skipped', file, why, isPart })
  )
  const groups = new RowGroups((group) => report({ kind: 'group', group }))
  const moments = function* (): Generator<FleetMoment> {
    for (const moment of source.moments()) {
      yield moment
      report({ kind: 'moment' })
    }
  }
  for (const batch of TABLE_OF[table](moments()).batches) groups.add(batch)
  groups.end()
  if (groups.leftOut.size > 0) report({ kind: 'left-out', columns: [...groups.leftOut] })
}
