import type { Importer } from '../importer.ts'
import { countLines, hexRange, readLines } from './line-importer.ts'

/** A link of `ls -l /proc/PID/map_files` (Documentation/filesystems/proc.rst); busybox puts quotes around names, too. */
const ROW = /^\s*l[r-][w-][x-]\S* .*\s'?([0-9a-f]{1,16})-([0-9a-f]{1,16})'? -> ([^]*)$/

/** The list of /proc/PID/map_files: mappings of files, by name. */
export const mapFilesList: Importer = {
  id: 'map-files',
  detect: (head) => (countLines(head, ROW) > 0 ? 0.9 : 0),
  read: (bytes, name) =>
    readLines('map-files', bytes, name, {
      limits: 'map_files lists mappings of files only, without permissions',
      line(text, out) {
        const row = ROW.exec(text)
        if (row === null) return false
        const range = hexRange(row[1]!, row[2]!)
        return range !== null && out.mapping({ ...range, name: row[3]!.trim() })
      }
    })
}
