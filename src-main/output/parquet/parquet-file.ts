import * as zlib from 'node:zlib'
import { ByteWriter, ParquetWriter } from 'hyparquet-writer'
import { snappyCompress } from 'hyparquet-writer/src/snappy.js'
import {
  COLUMNS_VERSION,
  type ColumnType,
  type FleetBatch,
  type FleetColumn,
  type FleetTable
} from '#shared/fleet/columns.ts'
import { withGaps, type Segment } from './group-column.ts'
import { IntegerEncoder } from './integer-chunk.ts'
import { writeChunk, type Chunk, type ChunkContent, type Codec } from './pages.ts'
import { TextColumnEncoder } from './text-chunk.ts'

/*
 * The library writes the file's frame: page headers, schema, the index at the end. Columns are encoded here, because its own
 * way takes an object for each value and five passes over them: 12 s for a million mappings with 45 columns, which takes a
 * second so.
 */

type Schema = ParquetWriter['schema']

/** Rows that are in memory at a time. */
const GROUP_ROWS = 65_536
/** Batches of a group: small ones cost memory too. */
const MOST_BATCHES = 4096
/** Fields of damaged or made-up files could make as many as there are rows. */
const MOST_COLUMNS = 1000

/** Types that pandas, Spark, ClickHouse and DuckDB know: nothing newer than Parquet 2. */
function elementsOf({ name, type }: FleetColumn): Schema {
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

/** zstd where this Node has it, else snappy: both are read everywhere. */
function codec(): Codec {
  if (typeof zlib.zstdCompressSync !== 'function') return { name: 'SNAPPY', press: snappyCompress }
  const params = { [zlib.constants.ZSTD_c_compressionLevel]: 1 }
  return { name: 'ZSTD', press: (bytes) => zlib.zstdCompressSync(bytes, { params }) }
}

interface Column {
  readonly name: string
  readonly type: ColumnType
  segments: Segment[]
}

/** The columns so far, by name. */
class Columns {
  readonly all: Column[] = []
  readonly leftOut = new Set<string>()
  readonly #byName = new Map<string, Column | null>()

  /** Null where there is no room for it, or its name stands for values of another type. */
  of({ name, type }: FleetColumn): Column | null {
    let column = this.#byName.get(name)
    if (column === undefined) {
      column = this.all.length < MOST_COLUMNS ? { name, type, segments: [] } : null
      if (column === null) this.leftOut.add(name)
      else this.all.push(column)
      this.#byName.set(name, column)
    }
    return column?.type === type ? column : null
  }
}

/** A Parquet file that grows by row groups. */
class GrowingFile {
  readonly columns = new Columns()
  readonly #codec = codec()
  readonly #integers = new IntegerEncoder(GROUP_ROWS)
  readonly #texts = new TextColumnEncoder(GROUP_ROWS)
  readonly #writer = new ByteWriter(1024 * 1024)
  readonly #file: ParquetWriter
  readonly #sink: (bytes: Uint8Array) => void
  #rows = 0
  #batches = 0

  constructor(tool: string, sink: (bytes: Uint8Array) => void) {
    this.#sink = sink
    this.#file = new ParquetWriter({
      writer: this.#writer,
      schema: [],
      kvMetadata: [{ key: 'vmatlas.columns', value: String(COLUMNS_VERSION) }],
      createdBy: tool
    })
  }

  add({ rowCount, cells }: FleetBatch): void {
    for (let from = 0; from < rowCount;) {
      const count = Math.min(rowCount - from, GROUP_ROWS - this.#rows)
      for (const [column, each] of cells)
        this.columns.of(column)?.segments.push({ at: this.#rows, cells: each, from, count })
      this.#rows += count
      from += count
      if (this.#rows === GROUP_ROWS || ++this.#batches === MOST_BATCHES) this.#endGroup()
    }
  }

  #contentOf({ name, type }: Column, segments: readonly Segment[], rowCount: number): ChunkContent {
    const all = withGaps(segments, rowCount)
    switch (type) {
      case 'text':
        return this.#texts.chunk(name, all, rowCount)
      case 'texts':
        return this.#texts.listChunk(name, all, rowCount)
      case 'int':
      case 'unsigned':
      case 'time':
        return this.#integers.chunk(name, type, all, rowCount)
    }
  }

  #write(column: Column, segments: readonly Segment[], rowCount: number): Chunk {
    return writeChunk(this.#writer, this.#contentOf(column, segments, rowCount), this.#codec)
  }

  #flush(): void {
    this.#sink(this.#writer.getBytes())
    this.#writer.index = 0
  }

  #endGroup(): void {
    const rows = this.#rows
    if (rows === 0) return
    const columns = this.columns.all.map((column) => {
      const chunk = this.#write(column, column.segments, rows)
      column.segments = []
      return chunk
    })
    this.#file.row_groups.push({ columns, num_rows: BigInt(rows), total_byte_size: 0n })
    this.#file.num_rows += BigInt(rows)
    this.#rows = 0
    this.#batches = 0
    this.#flush()
  }

  /** Columns that came later are null in the groups before; a chunk may stand anywhere in the file. */
  #completeGroups(): void {
    for (const group of this.#file.row_groups) {
      const missing = this.columns.all.slice(group.columns.length)
      group.columns.push(...missing.map((column) => this.#write(column, [], Number(group.num_rows))))
      const sum = (size: 'total_compressed_size' | 'total_uncompressed_size'): bigint =>
        group.columns.reduce((all, { meta_data }) => all + (meta_data?.[size] ?? 0n), 0n)
      group.total_byte_size = sum('total_uncompressed_size')
      group.total_compressed_size = sum('total_compressed_size')
    }
  }

  end(): void {
    this.#endGroup()
    this.#completeGroups()
    const columns = this.columns.all
    this.#file.schema.push({ name: 'vmatlas', num_children: columns.length }, ...columns.flatMap(elementsOf))
    void this.#file.finish()
    this.#flush()
  }
}

/**
 * Writes a table as a Parquet file, one row group after the other, so that memory is bounded.
 * @returns the names of columns for which there was no room
 */
export function writeParquet(
  { columns, batches }: FleetTable,
  tool: string,
  sink: (bytes: Uint8Array) => void
): { readonly leftOut: ReadonlySet<string> } {
  const file = new GrowingFile(tool, sink)
  for (const column of columns) file.columns.of(column)
  for (const batch of batches) file.add(batch)
  file.end()
  return { leftOut: file.columns.leftOut }
}
