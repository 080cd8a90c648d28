import type { Capture } from '#shared/memory/capture.ts'
import { ByteWriter } from '#shared/pmap/byte-writer.ts'
import { EXPORT_FORMATS, writeExport, type ExportFormat } from '#shared/pmap/export-formats.ts'
import { writeReport, writeTitle } from '#shared/pmap/write-report.ts'

/** What the app exports: the formats of `vmatlas export`, and pmap's own text. */
export const SAVED_FORMATS = ['pmap', ...EXPORT_FORMATS] as const
export type SavedFormat = (typeof SAVED_FORMATS)[number]

const ENDINGS: Readonly<Record<SavedFormat, string>> = {
  pmap: 'txt',
  json: 'json',
  csv: 'csv',
  tsv: 'tsv',
  markdown: 'md'
}
/** To a file, names stay as the kernel wrote them. */
const RULES = { isUtf8: true, isTerminal: false }

function pmapText({ table, startStack, shmMinor, process, command, detail }: Capture, out: ByteWriter): void {
  const options = { isFullPath: true, usesKernelNames: false, rules: RULES, isQuiet: false, range: null }
  writeTitle(process.pid, new TextEncoder().encode(command), RULES, out)
  writeReport(detail === 'smaps' ? 'XX' : 'd', { table, startStack, shmMinor }, options, new Set(), out)
}

/** A capture as the bytes of a file in one of the formats. */
export function exportCapture(capture: Capture, format: SavedFormat): Uint8Array {
  const parts: Uint8Array[] = []
  let length = 0
  const out = new ByteWriter((bytes) => {
    parts.push(bytes.slice())
    length += bytes.length
  })
  if (format === 'pmap') pmapText(capture, out)
  else writeOther(capture, format, out)
  out.flush()
  const whole = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

function writeOther({ process, command, table, classification }: Capture, format: ExportFormat, out: ByteWriter): void {
  const encoder = new TextEncoder()
  writeExport(format, [{ pid: process.pid, command, table, classification }], (text) => out.bytes(encoder.encode(text)))
}

/** A plain file name for it. */
export function exportName({ name, process }: Capture, format: SavedFormat): string {
  return `${name.replaceAll(/[^\w.-]+/g, '_').slice(0, 40) || 'process'}-${process.pid}.${ENDINGS[format]}`
}

/** The command that prints the same, for the live process. */
export function exportCommand({ process }: Capture, format: SavedFormat): string {
  return format === 'pmap' ? `pmap -XX -p ${process.pid}` : `vmatlas export ${process.pid} --format ${format}`
}
