import type { FleetTable } from '#shared/fleet/columns.ts'
import { mappingTableOf } from '#shared/fleet/mapping-rows.ts'
import type { FleetMoment } from '#shared/fleet/moments.ts'
import { machineTableOf, processTableOf } from '#shared/fleet/process-rows.ts'
import { writeParquet } from '#main/output/parquet/parquet-file.ts'
import { VERSION } from '../version.ts'
import type { FleetSource } from './fleet-source.ts'
import type { Result } from './write-result.ts'

export const TABLES = ['mappings', 'processes', 'machine'] as const
export type TableName = (typeof TABLES)[number]

const TABLE_OF: Readonly<Record<TableName, (moments: Iterable<FleetMoment>) => FleetTable>> = {
  mappings: mappingTableOf,
  processes: processTableOf,
  machine: machineTableOf
}

/** Moments as they come, which tell how far they are. */
function* counted(source: FleetSource, progress: (done: number) => void): Generator<FleetMoment> {
  let done = 0
  for (const moment of source.moments()) {
    yield moment
    progress(++done)
  }
}

/**
 * A fleet's table as a Parquet file.
 * @param progress told of each moment that is written
 * @param tellLeftOut told the names of columns for which there was no room
 */
export function parquetOf(
  source: FleetSource,
  name: TableName,
  progress: (done: number) => void,
  tellLeftOut: (columns: readonly string[]) => void
): Result {
  const table = TABLE_OF[name](counted(source, progress))
  return {
    bytes(sink) {
      const { leftOut } = writeParquet(table, `vmatlas ${VERSION}`, sink)
      if (leftOut.size > 0) tellLeftOut([...leftOut])
    },
    what: 'a Parquet file'
  }
}
