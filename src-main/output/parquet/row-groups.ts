import * as zlib from 'node:zlib'
import { ByteWriter } from 'hyparquet-writer'
import { snappyCompress } from 'hyparquet-writer/src/snappy.js'
import type { ColumnType, FleetBatch, FleetColumn } from '#shared/fleet/columns.ts'
import { withGaps, type Segment } from './group-column.ts'
import { IntegerEncoder } from './integer-chunk.ts'
import { writeChunk, type Chunk, type ChunkContent, type Codec } from './pages.ts'
import { TextColumnEncoder } from './text-chunk.ts'

/** Rows that are in memory at a time. */
const GROUP_ROWS = 65_536
/** Batches of a group: small ones cost memory too. */
const MOST_BATCHES = 4096
/** Fields of damaged or made-up files could make as many as there are rows. */
export const MOST_COLUMNS = 1000

/** A row group as bytes. `chunks` has one for each column; their offsets count from the beginning of `bytes`. Nothing in it is bound to a thread. */
export interface EncodedGroup {
  readonly rowCount: number
  readonly columns: readonly FleetColumn[]
  readonly chunks: readonly Chunk[]
  readonly bytes: Uint8Array
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

  /** Null where there is no room for it, or its name is that of a column of another type. */
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

/** Makes row groups of batches, one after the other. */
export class RowGroups {
  readonly #columns = new Columns()
  readonly #codec = codec()
  readonly #integers = new IntegerEncoder(GROUP_ROWS)
  readonly #texts = new TextColumnEncoder(GROUP_ROWS)
  readonly #writer = new ByteWriter(1024 * 1024)
  readonly #done: (group: EncodedGroup) => void
  #rows = 0
  #batches = 0

  /** @param done takes each group; its bytes are valid until it returns */
  constructor(done: (group: EncodedGroup) => void) {
    this.#done = done
  }

  /** Names of columns for which there was no room. */
  get leftOut(): ReadonlySet<string> {
    return this.#columns.leftOut
  }

  add({ rowCount, cells }: FleetBatch): void {
    for (let from = 0; from < rowCount;) {
      const count = Math.min(rowCount - from, GROUP_ROWS - this.#rows)
      for (const [column, each] of cells)
        this.#columns.of(column)?.segments.push({ at: this.#rows, cells: each, from, count })
      this.#rows += count
      from += count
      if (this.#rows === GROUP_ROWS || ++this.#batches === MOST_BATCHES) this.end()
    }
  }

  #contentOf({ name, type, segments }: Column, rowCount: number): ChunkContent {
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

  /** Ends the group that is under way. */
  end(): void {
    const rowCount = this.#rows
    if (rowCount === 0) return
    this.#writer.index = 0
    this.#writer.offset = 0
    // A column without rows is null in it; the writer of the groups knows all columns.
    const used = this.#columns.all.filter(({ segments }) => segments.length > 0)
    const chunks = used.map((column) => {
      const chunk = writeChunk(this.#writer, this.#contentOf(column, rowCount), this.#codec)
      column.segments = []
      return chunk
    })
    this.#rows = 0
    this.#batches = 0
    const columns = used.map(({ name, type }) => ({ name, type }))
    this.#done({ rowCount, columns, chunks, bytes: this.#writer.getBytes() })
  }
}
