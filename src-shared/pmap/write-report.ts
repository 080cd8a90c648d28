import type { ByteWriter } from './byte-writer.ts'
import { writeDefault, writeDevice, writeExtended } from './narrow-formats.ts'
import type { PmapFormat } from './options.ts'
import { printableTitle, type TextRules } from './printable.ts'
import type { Report, ReportOptions } from './report.ts'
import { allColumns, importantColumns, writeWide } from './wide-format.ts'

/** pmap's first line of a process, printed before its mappings are looked at. @param title see titleBytes in scan/command-line */
export function writeTitle(pid: number, title: Uint8Array, rules: TextRules, out: ByteWriter): void {
  out.ascii(`${pid}:   `)
  out.bytes(printableTitle(title, rules))
  out.byte(10)
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
      return writeDefault(report, options, out)
    case 'd':
      return writeDevice(report, options, out)
    case 'x':
      return writeExtended(report, options, out)
    case 'X':
      return writeWide(report, options, importantColumns, out)
    case 'XX':
      return writeWide(report, options, allColumns, out)
    case 'rc':
      return writeWide(report, options, (name) => rcColumns.has(name), out)
  }
}
