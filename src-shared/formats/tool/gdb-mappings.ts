import type { Importer } from '../importer.ts'
import { countLines, hexRange, readLines } from '../listing/line-importer.ts'

/**
 * Start, end, size, offset, since gdb 12 the rights, then the file (gdb 13.1, measured; gdb/linux-tdep.c for the old layout).
 * Three letters in place of a file are the rights of gef's list, which has the same shape.
 */
const ROW =
  /^\s*0x([0-9a-f]{1,16})\s+0x([0-9a-f]{1,16})\s+0x[0-9a-f]{1,16}\s+0x([0-9a-f]{1,16})(?:\s+([r-][w-][x-][ps-]))?(?:\s+(?![r-][w-][x-](?:\s|$))(\S.*)?)?$/i

/** gdb's `info proc mappings`. */
export const gdbMappings: Importer = {
  id: 'gdb-mappings',
  detect: (head) => (countLines(head, ROW) > 0 ? 0.9 : 0),
  read(bytes, name) {
    let pid = 0
    const hasRights =
      countLines(bytes.subarray(0, 65536), /^\s*Start Addr.*Perms|0x[0-9a-f]+\s+[r-][w-][x-][ps-](?:\s|$)/) > 0
    return readLines('gdb-mappings', bytes, name, {
      limits: hasRights ? null : 'this gdb told no rights',
      meta: () => (pid === 0 ? {} : { pid }),
      line(text, out) {
        const process = /^process (\d{1,10})\s*$/.exec(text)
        if (process !== null) pid = Number(process[1])
        const row = ROW.exec(text)
        const range = row === null ? null : hexRange(row[1] ?? '0', row[2] ?? '0')
        if (row === null || range === null)
          return process !== null || /^\s*(?:Mapped address spaces|Start Addr)/.test(text)
        out.mapping({
          ...range,
          perms: row[4],
          offset: BigInt(`0x${row[3] ?? '0'}`),
          name: row[5]?.trim() ?? ''
        })
        return true
      }
    })
  }
}
