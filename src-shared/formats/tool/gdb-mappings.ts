import type { Importer } from '../importer.ts'
import { countLines, hexRange, readLines } from '../listing/line-importer.ts'

/**
 * ```
 *       Start Addr           End Addr       Size     Offset  Perms  objfile
 *   0x555555554000     0x555555555000     0x1000        0x0  r--p   /usr/bin/demo
 * ```
 * The permissions are there since gdb 12 (gdb 13.1, measured; gdb/linux-tdep.c for the old layout, which writes an offset of zero
 * without `0x`). Three letters instead of a file are the permissions of gef's list, which has the same shape.
 */
const ROW =
  /^\s*0x([0-9a-f]{1,16})\s+0x([0-9a-f]{1,16})\s+0x[0-9a-f]{1,16}\s+(?:0x([0-9a-f]{1,16})|0)(?:\s+([r-][w-][x-][ps-]))?(?:\s+(?![r-][w-][x-](?:\s|$))(\S.*)?)?$/i
const HAS_PERMS = /^\s*Start Addr.*Perms|0x[0-9a-f]+\s+[r-][w-][x-][ps-](?:\s|$)/

/** gdb's `info proc mappings` and `info proc all`, of one inferior or several. */
export const gdbMappings: Importer = {
  id: 'gdb-mappings',
  detect: (head) => (countLines(head, ROW) > 0 ? 0.9 : 0),
  read(bytes, name) {
    const hasPerms = countLines(bytes.subarray(0, 65536), HAS_PERMS) > 0
    return readLines('gdb-mappings', bytes, name, {
      limits: hasPerms ? null : 'this gdb prints no permissions',
      line(text, out) {
        const pid = /^process (\d{1,10})\s*$/.exec(text)?.[1]
        if (pid !== undefined) out.begin({ pid: Number(pid) })
        const exe = /^exe = '(.{1,4096})'\s*$/.exec(text)?.[1]
        if (exe !== undefined) out.report({ name: exe.split('/').at(-1) ?? exe, command: exe })
        const row = ROW.exec(text)
        const range = row === null ? null : hexRange(row[1] ?? '0', row[2] ?? '0')
        if (row === null || range === null) return false
        return out.mapping({
          ...range,
          perms: row[4],
          offset: BigInt(`0x${row[3] ?? '0'}`),
          name: row[5]?.trim() ?? ''
        })
      }
    })
  }
}
