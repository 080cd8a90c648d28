import { importedProcess } from '../capture-from-files.ts'
import { plainSource, type ImportedProcess, type Importer } from '../importer.ts'
import { linesOf } from '../unwrap/pasted-line.ts'
import { newShowmapReader } from '../listing/showmap.ts'
import { Listings, MOST_LISTS } from '../listings.ts'
import { SkippedNotes } from '../skipped-notes.ts'

const NEWLINE = 10
const latin = new TextDecoder('latin1')
/** `------ SHOW MAP 812: com.example.app (/system/bin/showmap -q 812) ------` and `------ SMAPS OF INIT (/proc/1/smaps: …) ------` (dumpstate). */
const SHOW_MAP = /^-{4,} SHOW MAP (\d{1,10}): ?(.*)$/
const SMAPS = /^-{4,} SMAPS OF ([^()]{0,200}) \(\/proc\/(\d{1,10})\/smaps.*$/
/** What ends the line of a heading. */
const RULE = ' ----'
const OTHER = /^-{4,} [^-\s].* -{4,}|^-{4,} \d+\.\d+s was the duration/

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
    let close = (_to: number): void => undefined
    let hasMore = false
    let at = 0
    for (const raw of linesOf(bytes)) {
      const from = at
      const newline = bytes.indexOf(NEWLINE, at)
      at = newline < 0 ? bytes.length : newline + 1
      if (!raw.startsWith('----')) continue
      const isRuled = raw.includes(RULE)
      const list = isRuled ? SHOW_MAP.exec(raw) : null
      const whole = isRuled && list === null ? SMAPS.exec(raw) : null
      if (list === null && whole === null && !OTHER.test(raw)) continue
      close(from)
      const pid = Number(list?.[1] ?? whole?.[2] ?? 0)
      const title = titleOf(list?.[2] ?? whole?.[1] ?? '')
      const part = at
      close = (to) => {
        if ((list === null && whole === null) || seen.has(pid)) return
        if (seen.size >= MOST_LISTS) {
          hasMore = true
          return
        }
        const process =
          list === null
            ? ofSmaps(bytes.subarray(part, to), pid, title)
            : ofShowmap(bytes.subarray(part, to), pid, title)
        if (process === null) return
        seen.add(pid)
        processes.push(process)
      }
    }
    close(bytes.length)
    const notes = new SkippedNotes()
    if (hasMore) notes.file(`processes behind the first ${MOST_LISTS} are left out`)
    return {
      source: plainSource('android-bugreport', name),
      moments: [{ takenAt: null, processes }],
      notes: notes.list
    }
  }
}

/** Of `com.example.app (/system/bin/showmap -q 812) ------`, the name. */
function titleOf(text: string): string {
  return (text.split(RULE, 1)[0] ?? '').split(' (', 1)[0]?.trim() ?? ''
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
