import { pidText } from '../memory/process-key.ts'
import type { ByteWriter } from './byte-writer.ts'
import { DEFAULT_FORMAT, DEVICE_FORMAT, EXTENDED_FORMAT, writeNarrow, type NarrowFormat } from './narrow-formats.ts'
import type { PmapFormat } from './options.ts'
import { printableTitle, type TextRules } from './printable.ts'
import type { Report, ReportOptions } from './report.ts'
import { allColumns, importantColumns, writeWide } from './wide-format.ts'

/**
 * pmap's first line of a process, printed before its mappings are looked at. Where another tool's text reported no pid,
 * `?` is printed.
 * @param title see titleBytes in scan/command-line
 */
export function writeTitle(pid: number, title: Uint8Array, rules: TextRules, out: ByteWriter): void {
  out.ascii(`${pidText({ pid }) ?? '?'}:   `)
  out.bytes(printableTitle(title, rules))
  out.byte(10)
}

/** The formats that can be written while a process is still being read. */
export const NARROW_FORMATS: Readonly<Record<'default' | 'd' | 'x', NarrowFormat>> = {
  default: DEFAULT_FORMAT,
  d: DEVICE_FORMAT,
  x: EXTENDED_FORMAT
}

/** The mappings of one process in one of pmap's formats. @param rcColumns for the format `rc` */
export function writeReport(
  format: PmapFormat,
  report: Report,
  options: ReportOptions,
  rcColumns: ReadonlySet<string>,
  out: ByteWriter
): void {
  switch (format) {
    case 'default':
    case 'd':
    case 'x':
      return writeNarrow(NARROW_FORMATS[format], [report], options, out)
    case 'X':
      return writeWide(report, options, importantColumns, out)
    case 'XX':
      return writeWide(report, options, allColumns, out)
    case 'rc':
      return writeWide(report, options, (name) => rcColumns.has(name), out)
  }
}
