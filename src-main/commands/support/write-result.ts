import { checkWritable, writeFileWhole } from '#main/output/write-file.ts'
import type { CommandIo } from '../command.ts'
import { UsageError } from './report-errors.ts'

/** Characters that are written at a time. */
const PIECE = 64 * 1024

/** What a command made: lines of text, or bytes of a format that is not text. */
export type Result =
  | { text(sink: (text: string) => void): void }
  | { bytes(sink: (bytes: Uint8Array) => void): void; readonly what: string }

/** What the formats are that no terminal can show. */
export const BYTES_ARE = { parquet: 'a Parquet file', html: 'a page', vmsnap: 'a snapshot' } as const

const isFile = (file: string | undefined): file is string => file !== undefined && file !== '-'

function refuseTerminal(io: CommandIo, what: string): void {
  if (!io.stdout.isTerminal) return
  throw new UsageError(`this would write ${what} to the terminal: give -o FILE, or send it to a file or a program`)
}

/**
 * Finds out whether a result can be written, before the work that makes it.
 * @param format of what will be written
 * @throws UsageError where bytes would go to a terminal, WriteError
 */
export function checkOutput(file: string | undefined, io: CommandIo, format: string): void {
  if (isFile(file)) return checkWritable(file)
  const what = Object.entries(BYTES_ARE).find(([name]) => name === format)?.[1]
  if (what !== undefined) refuseTerminal(io, what)
}

/** Joins small pieces to larger ones, so that a row costs no write. */
function writePieces(text: (sink: (text: string) => void) => void, write: (text: string) => void): void {
  let waiting = ''
  text((more) => {
    waiting += more
    if (waiting.length < PIECE) return
    write(waiting)
    waiting = ''
  })
  if (waiting !== '') write(waiting)
}

/**
 * Writes a result to a file, or to standard output where none or `-` is given.
 * @throws UsageError where bytes would go to a terminal, WriteError
 */
export function writeResult(file: string | undefined, io: CommandIo, result: Result): void {
  if ('bytes' in result) {
    if (isFile(file)) return writeFileWhole(file, (sink) => result.bytes(sink))
    refuseTerminal(io, result.what)
    return result.bytes((bytes) => io.stdout.bytes(bytes))
  }
  if (!isFile(file))
    return writePieces(
      (sink) => result.text(sink),
      (text) => io.stdout.data(text)
    )
  writeFileWhole(file, (sink) =>
    writePieces(
      (more) => result.text(more),
      (text) => sink(Buffer.from(text))
    )
  )
}
