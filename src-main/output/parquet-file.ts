import * as zlib from 'node:zlib'
import { ByteWriter, ParquetWriter } from 'hyparquet-writer'
import { COLUMNS_VERSION, type ColumnType, type ColumnValue, type FleetTable } from '#shared/fleet/columns.ts'

type Schema = ConstructorParameters<typeof ParquetWriter>[0]['schema']

/** Rows that are in memory at a time. */
const GROUP_ROWS = 20_000

/** Types that pandas, Spark, ClickHouse and DuckDB know: nothing newer than Parquet 2. */
function elementsOf(name: string, type: ColumnType): Schema {
  const optional = { name, repetition_type: 'OPTIONAL' } as const
  switch (type) {
    case 'text':
      return [{ ...optional, type: 'BYTE_ARRAY', converted_type: 'UTF8' }]
    case 'int':
      return [{ ...optional, type: 'INT64' }]
    case 'unsigned':
      return [{ ...optional, type: 'INT64', converted_type: 'UINT_64' }]
    case 'time':
      return [{ ...optional, type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' }]
    case 'texts':
      return [
        { ...optional, converted_type: 'LIST', num_children: 1 },
        { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
        { name: 'element', repetition_type: 'OPTIONAL', type: 'BYTE_ARRAY', converted_type: 'UTF8' }
      ]
  }
}

/** Most amounts are small and come again and again: one object for each, also where the writer looks for equal ones. */
const SMALL = Array.from({ length: 8192 }, (_, value) => BigInt(value))

/** As the writer wants it: 64-bit numbers as bigint, a time as a Date. */
function stored(type: ColumnType, value: ColumnValue): unknown {
  if (value === null) return null
  if (type === 'time') return new Date(Number(value))
  if (type !== 'int' || typeof value !== 'number') return value
  return SMALL[value] ?? BigInt(Math.round(value))
}

/** zstd where this Node has it, else snappy: both are read everywhere. */
function compression(): Partial<ConstructorParameters<typeof ParquetWriter>[0]> {
  if (typeof zlib.zstdCompressSync !== 'function') return { codec: 'SNAPPY' }
  const params = { [zlib.constants.ZSTD_c_compressionLevel]: 1 }
  return { codec: 'ZSTD', compressors: { ZSTD: (bytes) => new Uint8Array(zlib.zstdCompressSync(bytes, { params })) } }
}

/**
 * Writes a table as a Parquet file, one row group after the other, so that memory is bounded.
 * @returns how many rows there were
 */
export function writeParquet({ columns, rows }: FleetTable, tool: string, sink: (bytes: Uint8Array) => void): number {
  const writer = new ByteWriter(1024 * 1024)
  const flush = (): void => {
    sink(writer.getBytes())
    writer.index = 0
  }
  const file = new ParquetWriter({
    writer,
    schema: [
      { name: 'vmatlas', num_children: columns.length },
      ...columns.flatMap(({ name, type }) => elementsOf(name, type))
    ],
    ...compression(),
    kvMetadata: [{ key: 'vmatlas.columns', value: String(COLUMNS_VERSION) }],
    createdBy: tool
  })
  let group: unknown[][] = columns.map(() => [])
  let count = 0
  const writeGroup = (): void => {
    const length = group[0]?.length ?? 0
    if (length === 0) return
    void file.write({ columnData: columns.map(({ name }, at) => ({ name, data: group[at]! })), rowGroupSize: length })
    group = columns.map(() => [])
    flush()
  }
  for (const row of rows) {
    for (let at = 0; at < columns.length; at++) group[at]!.push(stored(columns[at]!.type, row[at] ?? null))
    if (++count % GROUP_ROWS === 0) writeGroup()
  }
  writeGroup()
  void file.finish()
  flush()
  return count
}
