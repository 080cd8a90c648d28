import type { CaptureMeta } from '../capture-from-files.ts'
import type { FormatContext, Imported, ImportedProcess } from '../importer.ts'
import { mapsText } from './maps-text.ts'

const NEWLINE = 10

/** How many lines begin before this offset. */
export function linesBefore(bytes: Uint8Array, end: number): number {
  let count = 0
  for (let at = bytes.indexOf(NEWLINE); at >= 0 && at < end; at = bytes.indexOf(NEWLINE, at + 1)) count++
  return count
}

/** A copy of maps inside a report, with the numbers that its lines have in the report. */
export function readCopiedMaps(
  format: string,
  report: Uint8Array,
  [from, to]: readonly [from: number, to: number],
  name: string,
  context: FormatContext,
  meta: CaptureMeta
): Imported {
  const { source, moments, notes } = mapsText.read(report.subarray(from, to), name, context)
  const before = linesBefore(report, from)
  const hasRows = moments.some(({ processes }) => processes.length > 0)
  const files = moments.flatMap(({ processes }) => processes)
  // A copy of several processes does not report which of them crashed.
  const process = files.length === 1 ? [named(files[0]!, meta)] : files
  return {
    source: { ...source, format },
    moments: hasRows ? [{ takenAt: null, processes: process }] : [],
    notes: notes.map((note) => ({ ...note, line: note.line === null ? null : note.line + before }))
  }
}

/** The same process under what is known of it besides. */
export function named<Of extends ImportedProcess>(of: Of, { pid, name, command }: CaptureMeta): Of {
  const identity = {
    process: { ...of.process, ...(pid === undefined ? {} : { pid }) },
    name: name ?? of.name,
    command: command ?? name ?? of.command
  }
  return { ...of, ...identity, capture: () => ({ ...of.capture(), ...identity }) }
}
