import { importedProcess } from '../capture-from-files.ts'
import { plainSource, type ImportedProcess, type Importer } from '../importer.ts'
import { linesOf } from '../unwrap/pasted-line.ts'
import { newShowmapReader } from '../listing/showmap.ts'
import { Listings, MOST_LISTS } from '../listings.ts'
import { SkippedNotes } from '../skipped-notes.ts'

const NEWLINE = 10
const latin = new TextDecoder('latin1')
/** `------ SHOW MAP 812: com.example.app (/system/bin/showmap -q 812) ------` and `------ SMAPS OF INIT (/proc/1/smaps: …) ------` (dumpstate). */
const SHOW_MAP = /^-{4,} SHOW MAP (\d{1,10}): ?(.*?) ----/
const SMAPS = /^-{4,} SMAPS OF ([^()]{0,200}) \(\/proc\/(\d{1,10})\/smaps.* ----/
const OTHER = /^-{4,} [^-\s].* -{4,}|^-{4,} \d+\.\d+s was the duration/

/** What stands below a heading: the mappings of a process. */
interface Part {
  readonly read: (part: Uint8Array, pid: number, command: string) => ImportedProcess | null
  readonly pid: number
  readonly command: string
  /** Where it begins in the report, bytes. */
  readonly from: number
}

/** What a heading begins; null where that is no list of mappings, undefined for any other line. */
function partBelow(line: string, from: number): Part | null | undefined {
  const list = SHOW_MAP.exec(line)
  // Behind the name, in brackets, is how it was asked.
  if (list !== null) return { read: ofShowmap, pid: Number(list[1]), command: list[2]!.split(' (', 1)[0]!.trim(), from }
  const whole = SMAPS.exec(line)
  if (whole !== null) return { read: ofSmaps, pid: Number(whole[2]), command: whole[1]!.trim(), from }
  return OTHER.test(line) ? null : undefined
}

/** The parts of an Android bug report that list mappings. */
export const androidBugreport: Importer = {
  id: 'android-bugreport',
  detect(head) {
    const text = latin.decode(head)
    return /^== dumpstate: /m.test(text) ? 0.98 : /^-{4,} (?:SHOW MAP \d|SMAPS OF )/m.test(text) ? 0.96 : 0
  },
  read(bytes, name) {
    const processes: ImportedProcess[] = []
    const seen = new Set<number>()
    let part: Part | null = null
    let hasMore = false
    const endPart = (at: number): void => {
      if (part === null || seen.has(part.pid)) return
      if (seen.size >= MOST_LISTS) {
        hasMore = true
        return
      }
      const process = part.read(bytes.subarray(part.from, at), part.pid, part.command)
      if (process === null) return
      seen.add(part.pid)
      processes.push(process)
    }
    let at = 0
    for (const line of linesOf(bytes)) {
      const from = at
      const newline = bytes.indexOf(NEWLINE, at)
      at = newline < 0 ? bytes.length : newline + 1
      const next = partBelow(line, at)
      if (next === undefined) continue
      endPart(from)
      part = next
    }
    endPart(bytes.length)
    const notes = new SkippedNotes()
    if (hasMore) notes.file(`processes behind the first ${MOST_LISTS} are left out`)
    return {
      source: plainSource('android-bugreport', name),
      moments: [{ takenAt: null, processes }],
      notes: notes.list
    }
  }
}

function ofShowmap(part: Uint8Array, pid: number, command: string): ImportedProcess | null {
  const reader = newShowmapReader(part)
  const out = new Listings(command)
  out.report({ pid, name: command, command })
  for (const line of linesOf(part)) reader.line(line.trimEnd(), out)
  return out.finish()[0]?.processes[0] ?? null
}

function ofSmaps(part: Uint8Array, pid: number, command: string): ImportedProcess | null {
  return part.length === 0 ? null : importedProcess({ smaps: part }, { pid, name: command, command })
}
