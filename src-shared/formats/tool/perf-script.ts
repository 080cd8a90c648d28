import { importedProcess } from '../capture-from-files.ts'
import { plainSource, type Importer } from '../importer.ts'
import { countLines } from '../listing/line-importer.ts'
import { linesOf } from '../unwrap/pasted-line.ts'
import { SkippedNotes } from '../skipped-notes.ts'
import { MOST_LISTS } from '../listings.ts'
import { MappingList, type ListedMapping } from '../mapping-list.ts'

/**
 * `demo 42 10.000000: PERF_RECORD_MMAP2 42/42: [0x400000(0x1000) @ 0 08:02 11 0]: r-xp /usr/bin/demo`; a build id may replace
 * device, inode and generation, and PERF_RECORD_MMAP reports no permissions (tools/perf/util/event.c).
 */
const MMAP =
  /PERF_RECORD_MMAP(2?) (-?\d{1,10})\/-?\d{1,10}: \[0x([0-9a-f]{1,16})\(0x([0-9a-f]{1,16})\) @ (?:0x)?([0-9a-f]{1,16})([^\]]{0,120})\]: (\S{1,4})(?: ([^]*))?$/
/** Device and inode of a file, where no build id stands for them. */
const DEVICE_AND_INODE = /^ ([0-9a-f]+:[0-9a-f]+) (\d+)/
/** `PERF_RECORD_COMM exec: demo:42/42` */
const COMM = /^PERF_RECORD_COMM( exec)?: (.*):(\d{1,10})\/\d{1,10}\s*$/
/** What follows the program's name, which is first in a line of `perf script`: numbers, processor, time. */
const AFTER_NAME = /\s\d{1,10}(?:\/\d{1,10})?\s+(?:\[\d{1,10}\]\s+)?[\d.]{1,40}:/
/** `0x238 [0x70]: PERF_RECORD_MMAP2 …` of `perf report -D`, which has no name in front. */
const RAW_EVENT = /^(?:\d{1,20} )?0x[0-9a-f]{1,16} \[0x[0-9a-f]{1,8}\]: /
const nameIn = (line: string): string | null => {
  const before = line.slice(0, Math.max(0, line.indexOf('PERF_RECORD_')))
  const end = RAW_EVENT.test(line) ? 0 : (AFTER_NAME.exec(before)?.index ?? 0)
  return line.slice(0, end).trim() || null
}
/** Events that are kept; of a whole day on a busy machine there are fewer. */
const MOST_EVENTS = 400_000

interface Seen {
  name: string
  rows: ListedMapping[]
}

const LIMITS =
  'perf records mappings when they are made, usually of executable ones only: others are missing, and what was unmapped is still listed'

/** A later mapping replaces those that it covers. */
function latest(rows: readonly ListedMapping[]): ListedMapping[] {
  const kept: ListedMapping[] = []
  const sorted = rows
    .map((row, at) => ({ row, at }))
    .sort((a, b) => (a.row.start < b.row.start ? -1 : a.row.start > b.row.start ? 1 : a.at - b.at))
  for (const { row } of sorted) {
    if (kept.at(-1)?.start === row.start) kept.pop()
    kept.push(row)
  }
  return kept
}

/** `perf script --show-mmap-events`, and the same events in `perf report -D`. */
export const perfScript: Importer = {
  id: 'perf-script',
  detect: (head) => (countLines(head, MMAP) > 0 ? 0.95 : 0),
  read(bytes, name) {
    const seen = new Map<number, Seen>()
    let hasPerms = true
    let [events, lost] = [0, 0]
    for (const line of linesOf(bytes)) {
      if (!line.includes('PERF_RECORD_')) continue
      const comm = COMM.exec(line.slice(Math.max(0, line.indexOf('PERF_RECORD_COMM'))))
      if (comm !== null) {
        const pid = Number(comm[3])
        if (seen.size >= MOST_LISTS && !seen.has(pid)) continue
        // A new program begins with nothing of the old one.
        if (comm[1] !== undefined || !seen.has(pid)) seen.set(pid, { name: comm[2]!, rows: [] })
        continue
      }
      const event = MMAP.exec(line)
      // -1 is the kernel.
      if (event === null || Number(event[2]) < 0) continue
      const isNew = event[1] === '2'
      const pid = Number(event[2])
      if (events >= MOST_EVENTS || (seen.size >= MOST_LISTS && !seen.has(pid))) {
        lost++
        continue
      }
      events++
      const [file, perms, path] = [event[6]!, event[7]!, event[8]]
      const from = BigInt(`0x${event[3]!}`)
      const end = from + BigInt(`0x${event[4]!}`)
      if (end <= from || end > 0xffffffffffffffffn) continue
      const own = seen.get(pid) ?? { name: nameIn(line) ?? name, rows: [] }
      seen.set(pid, own)
      if (!isNew) hasPerms = false
      const ids = DEVICE_AND_INODE.exec(file)
      own.rows.push({
        start: from,
        end,
        perms: isNew && /^[r-][w-][x-][ps]$/.test(perms) ? perms : undefined,
        offset: BigInt(`0x${event[5]!}`),
        device: ids?.[1],
        inode: ids?.[2],
        name: path === undefined || path === '//anon' ? '' : path
      })
    }
    const notes = new SkippedNotes()
    notes.limit(LIMITS)
    if (lost > 0) notes.file(`${lost} events are left out: they are too many, or of too many processes`)
    if (!hasPerms) notes.limit('some events are of an old kind, which has no permissions')
    const processes = [...seen].flatMap(([pid, { name: program, rows }]) => {
      const out = new MappingList()
      for (const row of latest(rows)) out.mapping(row)
      if (!out.isListing) return []
      return [importedProcess({ rows: out.finish() }, { pid, name: program, command: program, absent: out.absent })]
    })
    return { source: plainSource('perf-script', name), moments: [{ takenAt: null, processes }], notes: notes.list }
  }
}
