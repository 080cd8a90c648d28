import { FailureError } from '../../contract/failure.ts'
import type { Imported, Importer } from '../importer.ts'
import { isLeftOut } from '../listing/cut-marks.ts'
import type { ListedProcess } from '../listings.ts'
import { linesOf, pastedLine } from '../unwrap/pasted-line.ts'
import { boxesOf, ladderOf, withoutEdges } from './drawing.ts'
import { recordOfLine, recordsOfLines } from './line-records.ts'
import { listRows, nameCount, rowCount } from './list-rows.ts'
import { MOST_RECORDS, type TextRecord } from './record-value.ts'

/** No drawing by hand has more lines. */
const MOST_DRAWN = 10_000
/** One line alone is no list. */
const FEWEST = 2
const latin = new TextDecoder('latin1')
/** `Start memory map PID 1 (systemd)`, `process 42`, `pid=42` */
const PROCESS = /\b(?:pid|process)[ :=]{1,3}(\d{1,10})\b(?: \(([^()]{1,64})\))?/i

/** The process that a line names, or that of the lines above it. */
function ownerIn(line: string, above: ListedProcess): ListedProcess {
  const [, pid, name] = PROCESS.exec(line) ?? []
  if (pid === undefined || Number(pid) === above.pid || Number(pid) > 0x7fffffff) return above
  return { pid: Number(pid), ...(name === undefined ? {} : { name }) }
}

/** Rows in lines of any words, a line each; and in boxes. */
function found(name: string, lines: Iterable<string>): Imported | null {
  const records: TextRecord[] = []
  const drawn: string[] = []
  let owner: ListedProcess = {}
  let isCut = false
  for (const raw of lines) {
    const line = pastedLine(raw)
    const text = withoutEdges(line)
    if (drawn.length <= MOST_DRAWN) drawn.push(line)
    owner = ownerIn(line, owner)
    isCut ||= isLeftOut(text)
    const record = recordOfLine(text)
    if (record !== null) records.push({ ...record, owner })
    if (records.length > MOST_RECORDS) return null
  }
  const listed = (own: readonly TextRecord[]): Imported | null =>
    own.length < FEWEST ? null : listRows('lines', name, recordsOfLines(own), isCut)
  const inLines = listed(records)
  if (drawn.length > MOST_DRAWN) return inLines
  const owned = (own: readonly TextRecord[]): TextRecord[] => own.map((record) => ({ ...record, owner }))
  const inBoxes = listed(owned(boxesOf(drawn).flatMap((box) => recordOfLine(box) ?? [])))
  return better(inLines, inBoxes) ?? listed(owned(ladderOf(drawn)))
}

/** Of two readings the one with more rows, then the one with more names: in a box, the name may be on another line. */
function better(a: Imported | null, b: Imported | null): Imported | null {
  if (a === null || b === null) return a ?? b
  const [more, others] = [rowCount(b) - rowCount(a), nameCount(b) - nameCount(a)]
  return more > 0 || (more === 0 && others > 0) ? b : a
}

/** Lines and drawings that hold a range, permissions and a name in any order: what loops of scripts print, and people draw. */
export const lineList: Importer = {
  id: 'lines',
  takes: 'any',
  detect: (head) => (/[0-9a-f]{5}/i.test(latin.decode(head)) ? 0.08 : 0),
  read(bytes, name) {
    const imported = found(name, linesOf(bytes))
    if (imported === null) throw new FailureError('bad-input', name, 'its lines are no mappings of a Linux process')
    return imported
  }
}
