import { SystemMapReader } from '../../jvm/system-map.ts'
import type { Importer } from '../importer.ts'
import { countLines, hexRange, readLines } from '../listing/line-importer.ts'

/** `0x0000000000400000 - 0x0000000000401000         4096 r-xp         4096            0 4K    -      -      /usr/bin/java` */
const ROW = /^0x[0-9a-f]{1,16}\s*-\s*0x[0-9a-f]{1,16}\s+\d+\s+[r-][w-][x-][ps-]\s+\d{1,18}\s+\d{1,18}\s+\S+\s+\S+\s/

/** `jcmd PID System.map`. */
export const jvmSystemMap: Importer = {
  id: 'jvm-system-map',
  detect: (head) => (countLines(head, ROW) > 0 ? 0.95 : 0),
  read(bytes, name) {
    const reader = new SystemMapReader()
    return readLines('jvm-system-map', bytes, name, {
      limits: null,
      line(text, out) {
        if (/^\d{1,10}:$/.test(text)) out.begin({ name: 'java', pid: Number.parseInt(text, 10) })
        const row = reader.row(text)
        const range = row === null ? null : hexRange(row.from, row.to)
        // A legend is above the rows and sums below them.
        if (row === null || range === null) return !text.startsWith('0x')
        const isTaken = out.mapping({ ...range, perms: row.perms, name: row.file })
        out.field('Rss', Math.floor(row.rss / 1024))
        out.field('Private_Hugetlb', Math.floor(row.hugetlb / 1024))
        return isTaken
      }
    })
  }
}
