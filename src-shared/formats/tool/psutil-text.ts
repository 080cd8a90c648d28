import { FailureError } from '../../contract/failure.ts'
import { plainSource, type Importer } from '../importer.ts'
import { NamedProcesses } from './named-processes.ts'
import { NamedRows, type NamedValue } from './named-row.ts'

const MOST_BYTES = 128 * 1024 * 1024
const TUPLE = /\bpmmap_(?:ext|grouped)\(\s*/g
/** `name=value` of a named tuple as Python prints it, with what parts it from the next one. */
const MEMBER = /(\w{1,40})=(?:'((?:[^'\\]|\\.){0,8192})'|"((?:[^"\\]|\\.){0,8192})"|(\d{1,20}))\s*(,|\))\s*/y
const latin = new TextDecoder('latin1')
const decoder = new TextDecoder()

/** The text of a string of Python's, as far as paths need it. */
const plain = (text: string): string =>
  text.replace(/\\(x[0-9a-f]{2}|u[0-9a-f]{4}|.)/g, (_, code: string) =>
    /^[xu]./.test(code) ? String.fromCharCode(Number.parseInt(code.slice(1), 16)) : code === 'n' ? '\n' : code
  )

/** What Python prints of psutil's `memory_maps()`: named tuples, bytes. */
export const psutilText: Importer = {
  id: 'psutil',
  takes: 'table',
  detect: (head) => (/\bpmmap_(?:ext|grouped)\(\w+=/.test(latin.decode(head)) ? 0.95 : 0),
  read(bytes, name) {
    if (bytes.length > MOST_BYTES) throw new FailureError('too-large', name, 'it is more than 128 MiB of text')
    const text = decoder.decode(bytes)
    const found = new NamedProcesses(name)
    const known = new Map<string, NamedRows | null>()
    let line = 1
    let newline = text.indexOf('\n')
    for (const tuple of text.matchAll(TUPLE)) {
      for (; newline >= 0 && newline < tuple.index; newline = text.indexOf('\n', newline + 1)) line++
      const names: string[] = []
      const values: NamedValue[] = []
      MEMBER.lastIndex = tuple.index + tuple[0].length
      for (let member = MEMBER.exec(text); member !== null; member = MEMBER.exec(text)) {
        names.push(member[1] ?? '')
        values.push(
          member[2] === undefined && member[3] === undefined ? member[4] : plain(member[2] ?? member[3] ?? '')
        )
        if (member[5] === ')') break
      }
      const key = names.join(' ')
      const rows = known.get(key) ?? NamedRows.of(names)
      if (known.size < 100) known.set(key, rows)
      const shown = text.slice(tuple.index, tuple.index + 80)
      if (rows === null) found.notes.line(line, shown)
      else found.take(rows, values, {}, line, shown)
    }
    const moments = found.finish()
    if (moments.length === 0) throw new FailureError('bad-input', name, 'it holds no mappings of psutil')
    return { source: plainSource('psutil', name), moments, notes: found.notes.list }
  }
}
