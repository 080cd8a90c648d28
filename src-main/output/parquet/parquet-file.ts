import { ByteWriter, ParquetWriter } from 'hyparquet-writer'
import { COLUMNS_VERSION, type FleetColumn, type FleetTable } from '#shared/fleet/columns.ts'
import { writeChunk, type Chunk, type ChunkContent } from './pages.ts'
import { MOST_COLUMNS, RowGroups, type EncodedGroup } from './row-groups.ts'

/*
 * The library writes the file's frame: page headers, schema, the index at the end. Columns are encoded here, because its own
 * way takes an object for each value and five passes over them: 12 s for a million mappings with 45 columns, which takes a
 * second so.
 */

type Schema = ParquetWriter['schema']
type MetaData = NonNullable<Chunk['meta_data']>

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

/** A column of nulls. */
function nullContent({ name, type }: FleetColumn, rowCount: number): ChunkContent {
  const isList = type === 'texts'
  return {
    path: isList ? [name, 'list', 'element'] : [name],
    type: isList || type === 'text' ? 'BYTE_ARRAY' : 'INT64',
    rowCount,
    valueCount: rowCount,
    nullCount: rowCount,
    repetition: isList ? { most: 1, values: 0 } : null,
    definition: { most: isList ? 3 : 1, values: 0 },
    values: { plain: new Uint8Array() },
    statistics: { null_count: BigInt(rowCount) }
  }
}

const NO_CODEC = { name: 'SNAPPY', press: (bytes: Uint8Array) => bytes } as const

function moved({ file_offset, meta_data, ...rest }: Chunk, by: bigint): Chunk {
  const { data_page_offset, dictionary_page_offset, ...more } = meta_data as MetaData
  return {
    ...rest,
    file_offset: file_offset + by,
    meta_data: {
      ...more,
      data_page_offset: data_page_offset + by,
      ...(dictionary_page_offset === undefined ? {} : { dictionary_page_offset: dictionary_page_offset + by })
    }
  }
}

/** A Parquet file that is put together of row groups. */
class ParquetFile {
  readonly leftOut = new Set<string>()
  readonly #writer = new ByteWriter(1024 * 1024)
  readonly #columns = new Map<string, FleetColumn>()
  readonly #groups: { readonly rowCount: number; readonly chunks: Map<string, Chunk> }[] = []
  readonly #file: ParquetWriter
  readonly #sink: (bytes: Uint8Array) => void

  constructor(tool: string, columns: readonly FleetColumn[], sink: (bytes: Uint8Array) => void) {
    this.#sink = sink
    this.#file = new ParquetWriter({
      writer: this.#writer,
      schema: [],
      kvMetadata: [{ key: 'vmatlas.columns', value: String(COLUMNS_VERSION) }],
      createdBy: tool
    })
    for (const column of columns) this.#has(column)
  }

  /** Whether there is this column, now. */
  #has(column: FleetColumn): boolean {
    const { name, type } = column
    const known = this.#columns.get(name)
    if (known !== undefined) return known.type === type
    if (this.#columns.size >= MOST_COLUMNS) this.leftOut.add(name)
    else this.#columns.set(name, column)
    return this.#columns.has(name)
  }

  #flush(): void {
    this.#sink(this.#writer.getBytes())
    this.#writer.index = 0
  }

  add({ rowCount, columns, chunks, bytes }: EncodedGroup): void {
    const at = BigInt(this.#writer.offset)
    this.#writer.appendBytes(bytes)
    this.#flush()
    const own = chunks.flatMap((chunk, index): [string, Chunk][] => {
      const column = columns[index]!
      return this.#has(column) ? [[column.name, moved(chunk, at)]] : []
    })
    this.#groups.push({ rowCount, chunks: new Map(own) })
  }

  /** Columns that are not in a group are null there; a chunk may be anywhere in the file. */
  #chunksOf({ rowCount, chunks }: { readonly rowCount: number; readonly chunks: ReadonlyMap<string, Chunk> }): Chunk[] {
    return [...this.#columns.values()].map(
      (column) => chunks.get(column.name) ?? writeChunk(this.#writer, nullContent(column, rowCount), NO_CODEC)
    )
  }

  end(): void {
    for (const group of this.#groups) {
      const columns = this.#chunksOf(group)
      const sum = (size: 'total_compressed_size' | 'total_uncompressed_size'): bigint =>
        columns.reduce((all, { meta_data }) => all + (meta_data?.[size] ?? 0n), 0n)
      this.#file.row_groups.push({
        columns,
        num_rows: BigInt(group.rowCount),
        total_byte_size: sum('total_uncompressed_size'),
        total_compressed_size: sum('total_compressed_size')
      })
      this.#file.num_rows += BigInt(group.rowCount)
    }
    const columns = [...this.#columns.values()]
    this.#file.schema.push({ name: 'vmatlas', num_children: columns.length }, ...columns.flatMap(elementsOf))
    void this.#file.finish()
    this.#flush()
  }
}

/** What a Parquet file is made of. */
export interface ParquetContent {
  /** Those that are there even without a row; groups may bring more. */
  readonly columns: readonly FleetColumn[]
  /** Gives each group to `add`, in order. @returns names of columns for which there was no room */
  writeGroups(add: (group: EncodedGroup) => void): Iterable<string>
}

/**
 * Writes a Parquet file, one row group after the other, so that memory is bounded.
 * @returns the names of columns for which there was no room
 */
export function writeParquet(
  content: ParquetContent,
  tool: string,
  sink: (bytes: Uint8Array) => void
): { readonly leftOut: ReadonlySet<string> } {
  const file = new ParquetFile(tool, content.columns, sink)
  const leftOut = content.writeGroups((group) => file.add(group))
  file.end()
  return { leftOut: new Set([...leftOut, ...file.leftOut]) }
}

/** A table as the content of a file. */
export function parquetOfTable({ columns, batches }: FleetTable): ParquetContent {
  return {
    columns,
    writeGroups(add) {
      const groups = new RowGroups(add)
      for (const batch of batches) groups.add(batch)
      groups.end()
      return groups.leftOut
    }
  }
}
