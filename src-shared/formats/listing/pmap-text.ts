import { plainSource, type Imported, type Importer } from '../importer.ts'
import { Listings } from '../listings.ts'
import { SkippedNotes } from '../skipped-notes.ts'
import { joinedLines } from './joined-lines.ts'
import { isLeftOut, totalOf } from './cut-marks.ts'
import { couldBeMapping, headLines } from './line-importer.ts'
import { readPmapRow, shortLayout, wideLayout, type PmapLayout } from './pmap-row.ts'

/** `1013:   /usr/sbin/demod -n`; `?` where vmatlas printed it of a text without the number. */
const TITLE = /^\s*(\d{1,10}|\?):\s+(\S.*)$/
/** `demo(86)`, before procps 3. */
const OLD_TITLE = /^([^\s()]{1,64})\((\d{1,10})\)\s*$/
/** A name alone with a number occurs elsewhere, too: `12345:   678`. */
const NO_TITLE = /^\s*\d+:\s+\d+/
const SHORT: PmapLayout = { kind: 'short', fields: null, hasSize: true }

function nameOf(command: string): string {
  const program = command.split(' ')[0] ?? ''
  return program.replace(/^-/, '').split('/').at(-1)?.replace(/:$/, '') ?? program
}

/** The process that a title names; null for other lines. */
function titled(line: string): { pid?: number; name: string; command: string } | null {
  const [, pid, command = ''] = TITLE.exec(line) ?? []
  if (pid !== undefined) {
    return { ...(pid === '?' ? {} : { pid: Number(pid) }), name: nameOf(command), command: command.trim() }
  }
  const [, name = '', number] = OLD_TITLE.exec(line) ?? []
  return number === undefined ? null : { pid: Number(number), name, command: name }
}

/** What pmap prints: default, -d, -x, -X and -XX, of procps 3 and 4 and of others, of several processes, also pasted from a page. */
export const pmapText: Importer = {
  id: 'pmap-text',

  detect(head) {
    const probe = new Listings('')
    let layout: PmapLayout = SHORT
    let titles = 0
    for (const line of headLines(head)) {
      const found = wideLayout(line) ?? shortLayout(line)
      if (found !== null) layout = found
      else if (!readPmapRow(line, layout, probe) && titled(line) !== null && !NO_TITLE.test(line)) titles++
    }
    if (probe.rowCount === 0) return 0
    return titles > 0 ? 0.95 : 0.7
  },

  read(bytes, name): Imported {
    const notes = new SkippedNotes()
    const out = new Listings(name)
    out.expectTotals()
    let layout: PmapLayout = SHORT
    for (const { number, text } of joinedLines(bytes)) {
      if (text.trim() === '') continue
      const found = wideLayout(text) ?? shortLayout(text)
      if (found !== null) {
        layout = found
        if (found.kind === 'short' && !found.hasSize) notes.limit('its heading has no sizes: they are unknown')
        continue
      }
      out.fault = null
      const isRow = readPmapRow(text, layout, out)
      if (out.isFull) break
      if (isRow) continue
      const total = out.rowCount === 0 ? null : totalOf(text)
      if (total !== null) {
        out.total(layout.kind === 'short' && layout.hasSize ? total : NaN)
        continue
      }
      const process = titled(text)
      if (process !== null) {
        layout = SHORT
        out.begin(process)
      } else if (out.fault !== null) notes.fault(number, out.fault, text)
      else if (couldBeMapping(text)) {
        notes.line(number, text)
        if (isLeftOut(text)) out.leaveOut()
      }
    }
    const moments = out.finish()
    out.reportLeftOut(notes)
    return { source: plainSource('pmap-text', name), moments, notes: notes.list }
  }
}
