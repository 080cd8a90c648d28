/**
 * `0x0000000000400000 - 0x0000000000401000         4096 r-xp         4096            0 4K    -      -      /usr/bin/java`:
 * range, size, permissions, resident and hugetlb bytes, page size, notes, what the JVM uses it for, file.
 */
const ROW =
  /^0x([0-9a-f]{1,16})\s*-\s*0x([0-9a-f]{1,16})\s+\d+\s+([r-][w-][x-][ps-])\s+(\d{1,18})\s+(\d{1,18})\s+\S+\s+\S+\s+(\S.*|)$/
const MOST_ROWS = 1_000_000

/** A row of the text, as it is there. */
export interface SystemMapRow {
  /** Hexadecimal digits. */
  readonly from: string
  readonly to: string
  readonly perms: string
  /** Bytes. */
  readonly rss: number
  readonly hugetlb: number
  /** The JVM's words for what it uses it for; empty where it has none. Untrusted. */
  readonly info: string
  /** Empty for anonymous memory. */
  readonly file: string
}

/** Reads rows of `jcmd PID System.map` (JDK 25, measured). The line above them shows in which column the files are. */
export class SystemMapReader {
  #fileAt = -1

  /** Null for any line that is no row. */
  row(line: string): SystemMapRow | null {
    if (line.startsWith('from ')) this.#fileAt = line.search(/\bfile\s*$/)
    const row = ROW.exec(line)
    if (row === null) return null
    const rest = row[6]!
    // Where a name is longer than its column, the file is what is last.
    const fileAt = this.#fileAt - (line.length - rest.length)
    const isInColumn = fileAt > 0 && /\s/.test(rest[fileAt - 1] ?? ' ')
    const cut = isInColumn ? fileAt : rest.trimEnd().lastIndexOf(' ') + 1
    const dashless = (text: string): string => (text.trim() === '-' ? '' : text.trim())
    return {
      from: row[1]!,
      to: row[2]!,
      perms: row[3]!,
      rss: Number(row[4]),
      hugetlb: Number(row[5]),
      info: dashless(rest.slice(0, cut)),
      file: dashless(rest.slice(cut))
    }
  }
}

/** Addresses with the JVM's words for what it uses them for. */
export interface SystemMapUse {
  readonly start: number
  /** First address after it. */
  readonly end: number
  /** One, or several where the kernel joined memory for several purposes. */
  readonly uses: readonly string[]
}

/** The mappings of a System.map of which the JVM knows what they are: it does where it counts its native memory. */
export function readSystemMap(text: string): SystemMapUse[] {
  const reader = new SystemMapReader()
  const found: SystemMapUse[] = []
  for (const line of text.split('\n')) {
    if (found.length >= MOST_ROWS) break
    const row = reader.row(line)
    if (row === null || row.info === '') continue
    const [start, end] = [Number(`0x${row.from}`), Number(`0x${row.to}`)]
    if (end > start && end <= Number.MAX_SAFE_INTEGER) found.push({ start, end, uses: usesOf(row.info) })
  }
  return found
}

/** The JVM's words of its legend; a stack has the number and the name of its thread, with dashes for blanks. */
const WORDS = new Set('CARDTBL CDS CLASS CODE GC INTERN JAVAHEAP JDK META POLL STACK TEST'.split(' '))

/** The different words of a list; unknown ones are passed over. */
function usesOf(info: string): string[] {
  const words = info.split(/[\s,;/]+/).map((word) => word.replace(/^STACK-.*/, 'STACK'))
  return [...new Set(words.filter((word) => WORDS.has(word)))]
}
