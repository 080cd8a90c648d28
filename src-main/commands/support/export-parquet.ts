import type { FleetTable } from '#shared/fleet/columns.ts'
import { FieldNames, mappingTableOf } from '#shared/fleet/mapping-rows.ts'
import type { FleetMoment } from '#shared/fleet/moments.ts'
import { machineTableOf, processTableOf } from '#shared/fleet/process-rows.ts'
import { writeParquet } from '#main/output/parquet-file.ts'
import { VERSION } from '../version.ts'
import type { FleetSource } from './fleet-source.ts'
import type { Result } from './write-result.ts'

export const TABLES = ['mappings', 'processes', 'machine'] as const
export type TableName = (typeof TABLES)[number]

/** The first pass over the files: which columns there are. */
function surveyed(source: FleetSource): { fields: FieldNames; labels: readonly string[] } {
  const fields = new FieldNames()
  const labels = new Set<string>()
  for (const moment of source.moments()) {
    for (const name of moment.labels.keys()) labels.add(name)
    moment.captures.forEach((capture) => fields.add(capture))
  }
  return { fields, labels: [...labels].sort() }
}

function tableOf(name: TableName, source: FleetSource, moments: Iterable<FleetMoment>): FleetTable {
  const { fields, labels } = surveyed(source)
  if (name === 'processes') return processTableOf(moments, labels)
  return name === 'machine' ? machineTableOf(moments, labels) : mappingTableOf(moments, fields, labels)
}

/** Moments as they come, which tell how far they are. */
function* counted(source: FleetSource, progress: (done: number) => void): Generator<FleetMoment> {
  let done = 0
  for (const moment of source.moments()) {
    yield moment
    progress(++done)
  }
}

/** A fleet's table as a Parquet file. @param progress told of each moment that is written */
export function parquetOf(source: FleetSource, name: TableName, progress: (done: number) => void): Result {
  const table = tableOf(name, source, counted(source, progress))
  return { bytes: (sink) => void writeParquet(table, `vmatlas ${VERSION}`, sink), what: 'a Parquet file' }
}
