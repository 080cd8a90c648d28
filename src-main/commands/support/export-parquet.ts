import { parquetOfTable, writeParquet, type ParquetContent } from '#main/output/parquet/parquet-file.ts'
import { GroupSpool } from '#main/output/parquet/group-spool.ts'
import type { FleetMoment } from '#shared/fleet/moments.ts'
import { VERSION } from '../version.ts'
import type { FleetSource, OnSkipped } from './fleet-source.ts'
import { TABLE_OF, type FileQuestion, type TableName } from './parquet-share.ts'
import { encodeInThreads, sharesOf } from './parquet-threads.ts'
import { BYTES_ARE, type Result } from './write-result.ts'

/** Called while it is written. */
export interface ParquetCallbacks {
  /** How many moments are written. */
  progress(done: number): void
  skipped: OnSkipped
  /** Names of columns for which there was no room. */
  leftOut(columns: readonly string[]): void
}

function resultOf(content: ParquetContent, callbacks: ParquetCallbacks): Result {
  return {
    bytes(sink) {
      const { leftOut } = writeParquet(content, `vmatlas ${VERSION}`, sink)
      if (leftOut.size > 0) callbacks.leftOut([...leftOut])
    },
    what: BYTES_ARE.parquet
  }
}

/** Moments as they come, with a report of progress for each. */
function* counted(source: FleetSource, callbacks: ParquetCallbacks): Generator<FleetMoment> {
  let done = 0
  for (const moment of source.moments()) {
    yield moment
    callbacks.progress(++done)
  }
}

/** A fleet's table as a Parquet file. */
export function parquetOf(source: FleetSource, table: TableName, callbacks: ParquetCallbacks): Result {
  return resultOf(parquetOfTable(TABLE_OF[table](counted(source, callbacks))), callbacks)
}

/**
 * The same of many files, which are read in threads. Row groups wait on the disk until all are there.
 * @param write takes the result while it is there
 * @returns false where there are so few files that nothing was done
 */
export async function writeParquetOfFiles(
  files: readonly string[],
  question: FileQuestion,
  callbacks: ParquetCallbacks,
  write: (result: Result) => void
): Promise<boolean> {
  const shares = sharesOf(files)
  if (shares.length < 2) return false
  const spool = new GroupSpool()
  try {
    const leftOut: string[] = []
    let done = 0
    await encodeInThreads(shares, question, (each) => {
      switch (each.kind) {
        case 'group':
          return spool.add(each.group)
        case 'moment':
          return callbacks.progress(++done)
        case 'skipped':
          return callbacks.skipped(each.file, each.why, each.isPart)
        case 'left-out':
          leftOut.push(...each.columns)
      }
    })
    const content: ParquetContent = {
      columns: TABLE_OF[question.table]([]).columns,
      writeGroups(add) {
        spool.each(add)
        return leftOut
      }
    }
    write(resultOf(content, callbacks))
    return true
  } finally {
    spool.close()
  }
}
