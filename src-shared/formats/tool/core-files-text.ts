import type { Importer } from '../importer.ts'
import { countLines, hexRange, readLines } from '../listing/line-importer.ts'

/** `                 Start                 End         Page Offset` (readelf -n, binutils) */
const HEADING = /^\s*Start\s+End\s+Page Offset\s*$/
/** `    0x0000000000400000  0x0000000000401000  0x0000000000000000`, with its file in the next line. */
const ROW = /^\s*0x([0-9a-f]{1,16})\s+0x([0-9a-f]{1,16})\s+0x([0-9a-f]{1,16})(?:\s+(\S.*)?)?$/i
const PAGE = /^\s*Page size: (\d{4,8})\s*$/

/** What `readelf -n` prints of a core file's list of mapped files (NT_FILE). */
export const coreFilesText: Importer = {
  id: 'core-files-text',
  detect: (head) => (countLines(head, HEADING) > 0 && countLines(head, ROW) > 0 ? 0.92 : 0),
  read(bytes, name) {
    let pageSize = 4096n
    return readLines('core-files-text', bytes, name, {
      limits: 'this list of a core file holds mapped files only, without permissions',
      line(text, out) {
        const page = PAGE.exec(text)?.[1]
        if (page !== undefined) pageSize = BigInt(page)
        if (HEADING.test(text)) out.begin()
        const [, start, end = '0', offset = '0', file = ''] = ROW.exec(text) ?? []
        const range = start === undefined ? null : hexRange(start, end)
        return range !== null && out.mapping({ ...range, offset: BigInt(`0x${offset}`) * pageSize, name: file.trim() })
      }
    })
  }
}
