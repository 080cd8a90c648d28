import type { Importer } from '../importer.ts'
import { countLines, hexRange, readLines } from '../listing/line-importer.ts'

/** `\t0x000000400000-0x000000401000\t/usr/bin/demo` (LLVM, sanitizer_common, DumpProcessMap). */
const ROW = /^\s*0x([0-9a-f]{1,16})-0x([0-9a-f]{1,16})(?:\s+(\S.*)?)?$/i
const BEGINNING = /Process memory map follows:/
const END = /End of process memory map/
/** A piece of such a list without its heading holds nothing but ranges with a path, or with nothing. */
const PLAIN_ROW = /^\s*0x[0-9a-f]{4,16}-0x[0-9a-f]{4,16}(?:\s+(?:\/.*|\[[^\]]+\])?)?$/i

/** What AddressSanitizer and its relatives print as "Process memory map follows:". */
export const sanitizerMap: Importer = {
  id: 'sanitizer-map',
  detect(head) {
    if (countLines(head, ROW) === 0) return 0
    if (countLines(head, BEGINNING) > 0) return 0.95
    return countLines(head, PLAIN_ROW) === countLines(head, ROW) ? 0.5 : 0
  },
  read(bytes, name) {
    const isWhole = countLines(bytes, BEGINNING) > 0
    let isInMap = !isWhole
    return readLines('sanitizer-map', bytes, name, {
      limits: 'a sanitizer reports neither permissions nor offsets',
      line(text, out) {
        const pid = /^==(\d{1,10})==\s*(?:ERROR|WARNING)?/.exec(text)
        if (BEGINNING.test(text)) {
          isInMap = true
          out.begin(pid === null ? undefined : { pid: Number(pid[1]) })
        } else if (END.test(text)) isInMap = !isWhole
        else if (pid !== null && !isInMap) out.begin({ pid: Number(pid[1]) })
        const row = isInMap ? ROW.exec(text) : null
        const range = row === null ? null : hexRange(row[1]!, row[2]!)
        // Reports of errors and stacks are around the map.
        if (row === null || range === null) return !isInMap
        return out.mapping({ ...range, name: row[3]?.trim() ?? '' })
      }
    })
  }
}
