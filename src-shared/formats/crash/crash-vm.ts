import { importedProcess } from '../capture-from-files.ts'
import { plainSource, type Importer } from '../importer.ts'
import { couldBeMapping, countLines, hexRange } from '../listing/line-importer.ts'
import { linesOf, pastedLine } from '../unwrap/pasted-line.ts'
import { SkippedNotes } from '../skipped-notes.ts'
import { MOST_LISTS } from '../listings.ts'
import { MappingList } from '../mapping-list.ts'

/** `PID: 4242   TASK: ffff8801b5f2a1c0  CPU: 3   COMMAND: "bash"` */
const TITLE = /^\s*PID: (\d{1,10})\s+TASK: [0-9a-f]+\s.*COMMAND: "(.*)"/
const HEADING = /^\s*VMA\s+START\s+END\s+FLAGS(?:\s+FILE)?\s*$/
/** The prompt ends a list. */
const PROMPT = /^crash> /
const ROW = /^\s*([0-9a-f]{8,16})\s+([0-9a-f]{4,16})\s+([0-9a-f]{4,16})\s+([0-9a-f]{1,16})(?:\s+(\S.*)?)?$/
/** VM_READ, VM_WRITE, VM_EXEC and VM_SHARED (include/linux/mm.h). */
const [READ, WRITE, EXEC, SHARED] = [1n, 2n, 4n, 8n]

function permsOf(flags: bigint): string {
  const has = (bit: bigint, letter: string): string => ((flags & bit) === 0n ? '-' : letter)
  return `${has(READ, 'r')}${has(WRITE, 'w')}${has(EXEC, 'x')}${(flags & SHARED) === 0n ? 'p' : 's'}`
}

/** `vm` of the crash utility, also `foreach vm`: mappings of the processes in a kernel's dump. */
export const crashVm: Importer = {
  id: 'crash-vm',
  detect: (head) => (countLines(head, HEADING) > 0 ? 0.95 : 0),
  read(bytes, name) {
    const notes = new SkippedNotes()
    const found: { pid: number; name: string; out: MappingList }[] = []
    let isInList = false
    let number = 0
    for (const raw of linesOf(bytes)) {
      number++
      const line = pastedLine(raw)
      const title = TITLE.exec(line)
      if (title !== null && found.length >= MOST_LISTS) {
        notes.file(`processes behind the first ${MOST_LISTS} are left out`)
        break
      }
      if (title !== null) found.push({ pid: Number(title[1]), name: title[2]!, out: new MappingList() })
      if (title !== null || HEADING.test(line) || PROMPT.test(line)) {
        isInList = HEADING.test(line)
        continue
      }
      const row = isInList ? ROW.exec(line) : null
      const range = row === null ? null : hexRange(row[2]!, row[3]!)
      if (row !== null && range !== null) {
        if (found.length === 0) found.push({ pid: 0, name, out: new MappingList() })
        const perms = permsOf(BigInt(`0x${row[4]!}`))
        const { out } = found.at(-1)!
        out.mapping({ ...range, perms, name: row[5]?.trim() ?? '' })
        if (out.fault !== null) notes.fault(number, out.fault, line)
      } else if (isInList && couldBeMapping(line)) notes.line(number, line)
    }
    const processes = found
      .filter(({ out }) => out.isListing)
      .map(({ pid, name: program, out }) =>
        importedProcess({ rows: out.finish() }, { pid, name: program, command: program, absent: out.absent })
      )
    return { source: plainSource('crash-vm', name), moments: [{ takenAt: null, processes }], notes: notes.list }
  }
}
