import type { Importer } from '../importer.ts'
import { countLines, hexRange, readLines } from '../listing/line-importer.ts'

/** A range and a file, with a tab in front of each (LLVM, sanitizer_common, DumpProcessMap). */
const ROW = /^\s*0x([0-9a-f]{1,16})-0x([0-9a-f]{1,16})(?:\s+(\S.*)?)?$/i

/** What AddressSanitizer and its relatives print as "Process memory map follows:". */
export const sanitizerMap: Importer = {
  id: 'sanitizer-map',
  detect: (head) =>
    countLines(head, ROW) === 0 ? 0 : countLines(head, /Process memory map follows:/) > 0 ? 0.95 : 0.5,
  read(bytes, name) {
    let pid = 0
    let isInMap = countLines(bytes, /Process memory map follows:/) === 0
    return readLines('sanitizer-map', bytes, name, {
      limits: 'a sanitizer told neither rights nor offsets',
      meta: () => (pid === 0 ? {} : { pid }),
      line(text, out) {
        const process = /^==(\d{1,10})==/.exec(text)
        if (pid === 0 && process !== null) pid = Number(process[1])
        if (/Process memory map follows:/.test(text)) isInMap = true
        else if (/End of process memory map/.test(text)) isInMap = false
        const row = isInMap ? ROW.exec(text) : null
        const range = row === null ? null : hexRange(row[1] ?? '0', row[2] ?? '0')
        // Reports of errors and stacks stand around the map.
        if (row === null || range === null) return !isInMap || /rocess memory map/.test(text)
        out.mapping({ ...range, name: row[3]?.trim() ?? '' })
        return true
      }
    })
  }
}
