import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { FailureError } from '#shared/contract/failure.ts'
import type { FormatContext, Imported, ImportedProcess } from '#shared/formats/importer.ts'
import { openBytes } from '#shared/formats/index.ts'
import type { MadeZipEntry } from './made-archives.ts'

/** A line of maps. */
export const MAPS = '00001000-00002000 r--p 00000000 00:00 0 \n'

/** The entry of a process that has as many mappings as its number. */
export const proc = (pid: number, more: Partial<MadeZipEntry> = {}): MadeZipEntry => ({
  path: `proc/${pid}/maps`,
  content: MAPS.repeat(pid),
  ...more
})

export const open = (bytes: Uint8Array, context: FormatContext = nodeFormatContext): Imported =>
  openBytes(bytes, 'x', context)

export const rowsOf = (bytes: Uint8Array, context?: FormatContext): [pid: number, rows: number][] =>
  (open(bytes, context).moments[0]?.processes ?? []).map((one) => [one.process.pid, one.capture().table.rowCount])

export const notesOf = (bytes: Uint8Array): string[] => open(bytes).notes.map(({ detail }) => detail)

/** What comes of looking at each process: its rows, or why there are none. */
export const looked = (processes: readonly ImportedProcess[] = []): (number | string)[] =>
  processes.map((process) => {
    try {
      return process.capture().table.rowCount
    } catch (error) {
      return error instanceof FailureError ? error.message : 'a bug'
    }
  })
