import { ByteWriter } from 'hyparquet-writer'
import { writePageHeader } from 'hyparquet-writer/src/datapage.js'
import type { ParquetWriter } from 'hyparquet-writer'
import { runLengthBytes, type Repeated } from './run-length.ts'

type RowGroup = ParquetWriter['row_groups'][number]
export type Chunk = RowGroup['columns'][number]
type Schema = ParquetWriter['schema']
type Statistics = NonNullable<NonNullable<Chunk['meta_data']>['statistics']>

/** Compresses bytes with the codec of the file. */
export interface Codec {
  readonly name: 'ZSTD' | 'SNAPPY'
  press(bytes: Uint8Array): Uint8Array
}

/** Levels of nesting, one a value: how much of its path is there, and where a list continues. */
export interface Levels {
  readonly most: number
  /** A number is the same in all. */
  readonly values: Repeated | number
}

/** What a column chunk holds. */
export interface ChunkContent {
  readonly path: readonly string[]
  readonly type: NonNullable<Schema[number]['type']>
  readonly rowCount: number
  /** Values and nulls. */
  readonly valueCount: number
  readonly nullCount: number
  readonly repetition: Levels | null
  readonly definition: Levels
  /** The different values in plain encoding, and which of them each known value is; or all known values, plain. */
  readonly values:
    | { readonly dictionary: Uint8Array; readonly size: number; readonly codes: Repeated }
    | { readonly plain: Uint8Array }
  readonly statistics: Statistics | undefined
}

/** Smaller ones gain nothing from compression. */
const LEAST_TO_PRESS = 64

const bitsFor = (most: number): number => 32 - Math.clz32(most)

function levelsOf({ most, values }: Levels, count: number): Uint8Array {
  if (count === 0) return new Uint8Array()
  const repeated =
    typeof values === 'number' ? { values: Uint8Array.of(values), counts: Uint32Array.of(count) } : values
  return runLengthBytes(repeated, bitsFor(most))
}

function indexes(codes: Repeated, size: number): Uint8Array {
  const width = bitsFor(size - 1)
  const packed = runLengthBytes(codes, width)
  const bytes = new Uint8Array(1 + packed.length)
  bytes[0] = width
  bytes.set(packed, 1)
  return bytes
}

/** Writes a column of a row group: its dictionary, if it has one, and a page. @returns its description for the file's end */
export function writeChunk(writer: ByteWriter, content: ChunkContent, codec: Codec): Chunk {
  const { values, rowCount, valueCount, nullCount } = content
  const begin = writer.offset
  const page = 'plain' in values ? values.plain : indexes(values.codes, values.size)
  const dictionary = 'plain' in values ? null : values.dictionary
  const isPressed = page.length + (dictionary?.length ?? 0) >= LEAST_TO_PRESS
  const pressed = (bytes: Uint8Array): Uint8Array => (isPressed ? codec.press(bytes) : bytes)
  let plainSize = 0
  const write = (header: Parameters<typeof writePageHeader>[1], parts: readonly Uint8Array[]): void => {
    const at = writer.offset
    writePageHeader(writer, header)
    plainSize += writer.offset - at + header.uncompressed_page_size
    for (const part of parts) writer.appendBytes(part)
  }
  if (dictionary !== null) {
    const bytes = pressed(dictionary)
    const sizes = { uncompressed_page_size: dictionary.length, compressed_page_size: bytes.length }
    const size = 'plain' in values ? 0 : values.size
    write({ type: 'DICTIONARY_PAGE', ...sizes, dictionary_page_header: { num_values: size, encoding: 'PLAIN' } }, [
      bytes
    ])
  }
  const dataBegin = writer.offset
  const repetition = content.repetition === null ? new Uint8Array() : levelsOf(content.repetition, valueCount)
  const definition = levelsOf(content.definition, valueCount)
  const bytes = pressed(page)
  const levels = repetition.length + definition.length
  const encoding = dictionary === null ? 'PLAIN' : 'RLE_DICTIONARY'
  write(
    {
      type: 'DATA_PAGE_V2',
      uncompressed_page_size: levels + page.length,
      compressed_page_size: levels + bytes.length,
      data_page_header_v2: {
        num_values: valueCount,
        num_nulls: nullCount,
        num_rows: rowCount,
        encoding,
        definition_levels_byte_length: definition.length,
        repetition_levels_byte_length: repetition.length,
        is_compressed: isPressed
      }
    },
    [repetition, definition, bytes]
  )
  return {
    file_offset: BigInt(begin),
    meta_data: {
      type: content.type,
      encodings: dictionary === null ? ['PLAIN', 'RLE'] : ['PLAIN', 'RLE', 'RLE_DICTIONARY'],
      path_in_schema: [...content.path],
      codec: isPressed ? codec.name : 'UNCOMPRESSED',
      num_values: BigInt(valueCount),
      total_uncompressed_size: BigInt(plainSize),
      total_compressed_size: BigInt(writer.offset - begin),
      data_page_offset: BigInt(dataBegin),
      ...(dictionary === null ? {} : { dictionary_page_offset: BigInt(begin) }),
      ...(content.statistics === undefined ? {} : { statistics: content.statistics })
    }
  }
}
