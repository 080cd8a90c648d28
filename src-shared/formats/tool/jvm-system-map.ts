import type { Importer } from '../importer.ts'
import { countLines, hexRange, readLines } from '../listing/line-importer.ts'

/** `jcmd PID System.map`: range, size, permissions, resident and hugetlb bytes, page size, notes, what the JVM uses it for, file (JDK 25, measured). */
const ROW =
  /^0x([0-9a-f]{1,16})\s*-\s*0x([0-9a-f]{1,16})\s+\d+\s+([r-][w-][x-][ps-])\s+(\d{1,18})\s+(\d{1,18})\s+(\S+)\s+(\S+)\s+(\S.*|)$/

export const jvmSystemMap: Importer = {
  id: 'jvm-system-map',
  detect: (head) => (countLines(head, ROW) > 0 ? 0.95 : 0),
  read(bytes, name) {
    let fileAt = -1
    return readLines('jvm-system-map', bytes, name, {
      limits: null,
      line(text, out) {
        if (/^\d{1,10}:$/.test(text)) out.begin({ name: 'java', pid: Number.parseInt(text, 10) })
        if (text.startsWith('from ')) fileAt = text.search(/\bfile\s*$/)
        const row = ROW.exec(text)
        const range = row === null ? null : hexRange(row[1] ?? '0', row[2] ?? '0')
        // A legend stands above the rows and sums below them.
        if (row === null || range === null) return !text.startsWith('0x')
        const file = (fileAt > 0 ? text.slice(fileAt) : (row[8]?.split(/\s+/).at(-1) ?? '')).trim()
        const isTaken = out.mapping({ ...range, perms: row[3] ?? '---p', name: file === '-' ? '' : file })
        out.field('Rss', Math.floor(Number(row[4]) / 1024))
        out.field('Private_Hugetlb', Math.floor(Number(row[5]) / 1024))
        return isTaken
      }
    })
  }
}
