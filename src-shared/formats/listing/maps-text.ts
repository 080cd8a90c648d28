import { FailureError } from '../../contract/failure.ts'
import { mappingName } from '../../memory/mapping-table.ts'
import { scanMappings } from '../../scan/mapping-scanner.ts'
import { importedProcess } from '../capture-from-files.ts'
import { plainSource, type Imported, type Importer, type SkippedNote } from '../importer.ts'
import { splitProcesses } from './concatenated-maps.ts'
import { linesOf, pastedLine } from '../unwrap/pasted-line.ts'
import { withoutStrangers } from './strange-lines.ts'

const HEADER = /^\s*[0-9a-f]{1,16}-[0-9a-f]{1,16}\s+[r-][w-][x-][ps-]\s+[0-9a-f]+\s+[0-9a-f]+:[0-9a-f]+\s+\d+/i
const encoder = new TextEncoder()
const decoder = new TextDecoder()

/** A row whose parts stand in columns of a spreadsheet, or whose letters are capitals. */
const LOOSE =
  /^([0-9a-f]{1,16}-[0-9a-f]{1,16})[ \t]+([r-][w-][x-][ps-])[ \t]+([0-9a-f]+)[ \t]+([0-9a-f]+:[0-9a-f]+)[ \t]+(\d+)(?:[ \t]+([^ \t].*)?)?$/i

/** As the kernel lays a row out. */
function tidied(line: string): string {
  const row = LOOSE.exec(line)
  if (row === null) return line
  const [start, perms, ...rest] = row.slice(1, 5).map((part) => part.toLowerCase())
  return `${[start, perms, ...rest, row[5]].join(' ')} ${row[6] ?? ''}`
}

/** The same lines without quotes, entities and indents; line numbers stay what they were. */
function unpasted(bytes: Uint8Array): Uint8Array {
  const lines: string[] = []
  for (const line of linesOf(bytes)) lines.push(tidied(pastedLine(line).trimStart()))
  return encoder.encode(`${lines.join('\n')}\n`)
}

/** The text of maps or smaps, also with other text around it: mails, shell sessions, hs_err files (its "Dynamic libraries"). */
export const mapsText: Importer = {
  id: 'maps-text',

  detect(head) {
    let hits = 0
    let lines = 0
    for (const raw of linesOf(head)) {
      const line = pastedLine(raw)
      if (HEADER.test(line)) hits++
      else if (line.trim() !== '' && !/^\w+:\s/.test(line)) lines++
    }
    if (hits === 0) return 0
    return hits > lines ? 0.9 : 0.6
  },

  read(bytes, name): Imported {
    let text = bytes
    let scanned = scanMappings(bytes)
    if (scanned.skippedCount > 0) {
      const plain = unpasted(bytes)
      const again = scanMappings(plain)
      if (again.table.rowCount > scanned.table.rowCount || again.skippedCount < scanned.skippedCount) {
        text = plain
        scanned = again
      }
    }
    const strangers: SkippedNote[] = []
    const own = withoutStrangers(text, scanned.table, HEADER, strangers)
    if (own !== text) {
      text = own
      scanned = scanMappings(own)
    }
    const notes = scanned.skipped.map(({ line, text: words }): SkippedNote => ({
      kind: 'line',
      line,
      // What stands before the text of a binary profile is not to be shown as it is.
      detail: decoder.decode(words).replace(/[\0-\x08]+/g, '·')
    }))
    if (scanned.table.rowCount === 1 && mappingName(scanned.table, 0) === '[rollup]') {
      const told = 'it is smaps_rollup, which has sums only; maps or smaps of the process tell its mappings'
      throw new FailureError('bad-input', name, told)
    }
    const parts = scanned.table.rowCount === 0 ? [] : splitProcesses(text, scanned.table, HEADER)
    const processes = parts.map((smaps, index) =>
      // Their numbers are not known; something has to tell them apart.
      importedProcess({ smaps }, parts.length === 1 ? { name } : { name: `${name} ${index + 1}`, startTime: index + 1 })
    )
    return {
      source: plainSource('maps-text', name),
      moments: [{ takenAt: null, processes }],
      notes: [...notes, ...strangers]
    }
  }
}
