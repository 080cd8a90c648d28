import type { Importer } from '../importer.ts'
import { countLines, hexRange, readLines } from '../listing/line-importer.ts'

/**
 * `1 init 0x400000 0x409000 r-x 0x0 8 1 167245 /sbin/init`: pid, name, range, permissions, offset, device, inode, file. linux_proc_maps of
 * Volatility 2 has the address of the task in front, older versions no name; linux.proc.Maps of Volatility 3 has a last
 * column for files that were written.
 */
const ROW =
  /^[\s*|]{0,20}(?:0x[0-9a-f]{8,16}\s+)?(\d{1,10})\s+(?:(?!0x)(\S.{0,30}?)\s+)?0x([0-9a-f]{1,16})\s+0x([0-9a-f]{1,16})\s+([r-][w-][x-])\s+0x([0-9a-f]{1,16})\s+(\d{1,8})\s+(\d{1,8})\s+(\d{1,20})(?:\s+(\S.*)?)?$/i
const OUTPUT = /[ \t](?:Disabled|Enabled|Error outputting file|pid\.\S{1,200})$/
const hex = (decimal: string): string => Number(decimal).toString(16).padStart(2, '0')

/** Mappings in a dump of a machine's memory, as Volatility lists them. */
export const volatilityMaps: Importer = {
  id: 'volatility',
  // The number before each row would be taken for that of a line.
  takes: 'table',
  detect: (head) => (countLines(head, ROW) > 0 ? 0.95 : 0),
  read(bytes, name) {
    let last = ''
    return readLines('volatility', bytes, name, {
      limits: 'Volatility does not report whether mappings are shared',
      line(text, out) {
        const [
          ,
          pid,
          own,
          start = '0',
          end = '0',
          perms = '---',
          offset = '0',
          major = '0',
          minor = '0',
          inode,
          file = ''
        ] = ROW.exec(text) ?? []
        const range = pid === undefined ? null : hexRange(start, end)
        if (pid === undefined || range === null) return false
        if (pid !== last) out.begin({ pid: Number(pid), ...(own === undefined ? {} : { name: own, command: own }) })
        last = pid
        const path = file.replace(OUTPUT, '').trim()
        return out.mapping({
          ...range,
          perms,
          offset: BigInt(`0x${offset}`),
          device: `${hex(major)}:${hex(minor)}`,
          inode,
          name: path === 'Anonymous Mapping' || path === '-' ? '' : path
        })
      }
    })
  }
}
