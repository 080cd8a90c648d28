import type { Capture } from '#shared/memory/capture.ts'
import { tableOfRows } from '#shared/memory/table-of-rows.ts'
import { ByteWriter } from '#shared/pmap/byte-writer.ts'
import { writeReport, writeTitle } from '#shared/pmap/write-report.ts'
import type { Preset } from '#shared/contract/settings.ts'

/** What the clipboard holds is text in Unicode and no terminal. */
const RULES = { isUtf8: true, isTerminal: false }

/**
 * The rows as pmap prints them with the options of the preset (-x for the usual columns): title, columns, and the totals of
 * these rows.
 * @param columnIds columns of a set of one's own; pmap shows such a set through an rc file
 */
export function pmapText(
  capture: Capture,
  rows: Uint32Array,
  preset: Preset,
  columnIds: readonly string[],
  isFullPath: boolean
): string {
  const decoder = new TextDecoder()
  let text = ''
  const out = new ByteWriter((bytes) => {
    text += decoder.decode(bytes, { stream: true })
  })
  writeTitle(capture.process.pid, new TextEncoder().encode(capture.command), RULES, out)
  const report = {
    table: tableOfRows(capture.table, rows),
    startStack: capture.startStack,
    shmMinor: capture.shmMinor,
    absent: capture.absent
  }
  const options = { isFullPath, usesKernelNames: false, rules: RULES, isQuiet: false, range: null }
  const format = preset === 'custom' ? 'rc' : preset === 'what' ? 'x' : preset
  writeReport(format, report, options, new Set(columnIds), out)
  out.flush()
  return text
}
