import { importedProcess } from '../capture-from-files.ts'
import { plainSource, type ImportedMoment, type Importer } from '../importer.ts'
import { countLines, hexRange } from '../listing/line-importer.ts'
import { linesOf } from '../unwrap/pasted-line.ts'
import { SkippedNotes } from '../skipped-notes.ts'
import { MOST_LISTS } from '../listings.ts'
import { MappingList } from '../mapping-list.ts'

const PREFIX = String.raw`^--(\d{1,10})(?::\d+)?(?::\s*aspacem|--)\s+`
/** `--8042:1:aspacem  <<< SHOW_SEGMENTS: out_of_memory (20 segments)` */
const HEADING = new RegExp(`${PREFIX}<<< SHOW_SEGMENTS: (.*)$`)
/** What is behind a heading's title. */
const COUNT = / \(\d{1,10} segments[^()]{0,80}\)$/
/** `--8042:1:aspacem  (1,47,7) /tmp/demo/waiting`: number, offset and use of a name. */
const NAME = new RegExp(String.raw`${PREFIX}\((\d+(?:,\d+)?)(?:,\d+)?\) (.*)$`)
/**
 * `--8042:1:aspacem    1: file 0000400000-0000400fff    4096 r-x-- d=0x801 i=131     o=0       (1,47)`: number, kind, range with
 * its last byte, size, permissions, then device, inode and offset in decimal, and which name (coregrind/m_aspacemgr).
 */
const ROW = new RegExp(
  String.raw`${PREFIX}\d+: (FILE|ANON|SHM |file|anon|shm |RSVN|    )\s*([0-9a-f]{4,16})-([0-9a-f]{4,16})\s+\d+[a-z]?(?:\s+([r-][w-][x-])(.*))?$`
)
const DETAILS = /d=0x([0-9a-f]{1,8})\s+i=(\d{1,20})\s+o=(\d{1,20})\s+\((\d+(?:,\d+)?)\)/
const LINE = new RegExp(PREFIX)
const LIMITS = 'ranges that valgrind only keeps free or reserves for itself are left out'

/** Names of one list; valgrind has room for 6,000 (coregrind/m_aspacemgr, VG_N_SEGNAMES). */
const MOST_NAMES = 50_000

const hex2 = (value: number): string => value.toString(16).padStart(2, '0')

/** A row as a mapping. @returns false when it is a damaged one */
function takeRow(row: RegExpExecArray, names: ReadonlyMap<string, string>, out: MappingList): boolean {
  const [, , kind, start, last, perms, more] = row
  const range = hexRange(start!, last!, true)
  if (kind!.trim() === '' || kind === 'RSVN') return true
  if (range === null || perms === undefined) return false
  const [, device, inode, offset, name] = DETAILS.exec(more!) ?? []
  const number = device === undefined ? 0 : Number.parseInt(device, 16)
  return out.mapping({
    ...range,
    perms,
    // Two bytes as stat(2) had them before numbers became larger.
    device: device === undefined ? undefined : `${hex2(number >> 8)}:${hex2(number & 0xff)}`,
    inode,
    offset: offset === undefined ? undefined : BigInt(offset),
    name: name === undefined ? '' : (names.get(name) ?? '')
  })
}

/** Lists of segments in a log of `valgrind -d`: each is a moment. */
export const valgrindSegments: Importer = {
  id: 'valgrind-segments',
  detect: (head) => (countLines(head, HEADING) > 0 ? 0.95 : 0),
  read(bytes, name) {
    const notes = new SkippedNotes()
    notes.limit(LIMITS)
    const moments: ImportedMoment[] = []
    let open: { pid: number; title: string; names: Map<string, string>; out: MappingList } | null = null
    const close = (): void => {
      if (open !== null && open.out.isListing) {
        const { pid, title, out } = open
        const process = importedProcess({ rows: out.finish() }, { pid, name, absent: out.absent })
        moments.push({ takenAt: null, note: title, processes: [process] })
      }
      open = null
    }
    let number = 0
    for (const line of linesOf(bytes)) {
      number++
      const heading = HEADING.exec(line)
      if (heading !== null) {
        close()
        if (moments.length >= MOST_LISTS) {
          notes.file(`lists behind the first ${MOST_LISTS} are left out`)
          break
        }
        open = {
          pid: Number(heading[1]),
          title: heading[2]!.trimEnd().replace(COUNT, ''),
          names: new Map(),
          out: new MappingList()
        }
      }
      if (heading !== null || open === null || !LINE.test(line)) continue
      if (/>>>\s*$/.test(line)) {
        close()
        continue
      }
      const { names, out }: { names: Map<string, string>; out: MappingList } = open
      const named = NAME.exec(line)
      if (named !== null && names.size < MOST_NAMES) names.set(named[2]!, named[3]!.trim())
      const row = named === null ? ROW.exec(line) : null
      const isKnown =
        named !== null ||
        (row !== null && takeRow(row, names, out)) ||
        !/\s\d{1,10}: [A-Za-z]{0,8}\s{0,40}[0-9a-f]{4,16}-/.test(line)
      if (!isKnown) notes.line(number, line)
    }
    close()
    return { source: plainSource('valgrind-segments', name), moments, notes: notes.list }
  }
}
