import { readFileSync } from 'node:fs'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import type { Imported, ImportedProcess } from '#shared/formats/importer.ts'
import { openBytes } from '#shared/formats/index.ts'
import type { Capture } from '#shared/memory/capture.ts'
import { columnsById } from '#shared/memory/columns.ts'
import { fieldValue, findField, mappingKb, mappingName, mappingStart, permsText } from '#shared/memory/mapping-table.ts'
import { u64Number } from '#shared/memory/u64-column.ts'

/** A file of `test/fixtures/captures`. */
export const fixture = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../fixtures/captures/${name}`, import.meta.url)))

/** Opens bytes, or a text as UTF-8, as a dropped file. */
export const open = (bytes: Uint8Array | string): Imported =>
  openBytes(typeof bytes === 'string' ? Buffer.from(bytes) : bytes, 'file', nodeFormatContext)

export const processesOf = (bytes: Uint8Array | string, moment = 0): readonly ImportedProcess[] =>
  open(bytes).moments[moment]?.processes ?? []

/** The first process of the first moment. */
export function first(bytes: Uint8Array | string): Capture {
  const process = processesOf(bytes)[0]
  if (process === undefined) throw new Error('no process')
  return process.capture()
}

/** Rows as `start kB permissions name`. */
export const rows = ({ table }: Capture): string[] =>
  Array.from(
    { length: table.rowCount },
    (_, row) =>
      `${mappingStart(table, row).toString(16)} ${mappingKb(table, row)} ${permsText(table.perms[row] ?? 0)} ${mappingName(table, row)}`
  )

/** Where each row begins in its file, bytes. */
export const offsets = ({ table }: Capture): number[] =>
  Array.from({ length: table.rowCount }, (_, row) => u64Number(table.offset, row))

/** A field's value of a row, undefined where the source has none. */
export function number({ table }: Capture, field: string, row: number): number | undefined {
  const column = findField(table, field)
  return column && fieldValue(table, column, row)
}

/** The text of a row's cell in a column of the list; null where it is not known. */
export const cell = (capture: Capture, id: string, row: number): string | null | undefined =>
  columnsById(capture.table, [id])[0]?.text(capture, row, { style: 'wide', fullPath: true })

/** Each process of the first moment with its number, name, command and rows. */
export const listed = (bytes: Uint8Array | string): unknown[] =>
  processesOf(bytes).map(({ process, name, command, capture }) => [process.pid, name, command, rows(capture())])
