import { FailureError } from '../../contract/failure.ts'
import { named } from '../listing/copied-maps.ts'
import { takeJsonValues } from '../json-values.ts'
import { budgetOf, plainSource, type FormatContext, type ImportedMoment, type Importer } from '../importer.ts'
import type { ListedProcess } from '../listings.ts'
import { byNumberOrName, inMoments } from '../moments.ts'
import { isForeignCapture } from '../record/linux-list.ts'
import { asMapping, isMembers, type Members } from './mapping-objects.ts'
import { NamedProcesses } from './named-processes.ts'
import { NamedRows, type NamedValue } from './named-row.ts'
import { PASTE } from './unknown-text.ts'
import { linesOf } from '../unwrap/pasted-line.ts'

/** Parsed as a whole, JSON needs many times its size. */
const MOST_BYTES = 128 * 1024 * 1024
const MOST_KINDS = 1000
const LONGEST_LINE = 1024 * 1024
const DEEPEST = 12
const BEGINNING = /^\s*(?:\{\s*"|\[\s*(?:\{\s*"|\[\s*"|"))/
/** A list of `vmatlas export --format json` (pmap/export-formats.ts), one mapping a line. */
const OWN = /^\s*\{"processes":\[\r?\n \{"pid":/
const ROW_TEXT = /^[ \t]*[0-9a-f]{4,16}-[0-9a-f]{4,16} [r-][w-][x-][ps-] /im
/** Where logs keep the line itself: docker, journalctl -o json, most loggers. */
const LINE_MEMBERS = ['log', 'MESSAGE', 'message', 'msg', 'text', 'line', '_raw'] as const
/** The order in psutil's tuples (psutil, _pslinux.py). */
const PSUTIL =
  'addr perms path rss size pss shared_clean shared_dirty private_clean private_dirty referenced anonymous swap'.split(
    ' '
  )
const latin = new TextDecoder('latin1')
const decoder = new TextDecoder()
const encoder = new TextEncoder()

const isValue = (value: unknown): value is NamedValue =>
  value === null || typeof value === 'string' || typeof value === 'number'

/** A journal's numbers are texts. */
const isPid = (value: unknown): boolean => /^\d{1,10}$/.test(String(value)) && Number(value) < 0x7fffffff
const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/** The process that an object names as its own; systemd's journal has members of its own for one that dumped core. */
function ownerOf(members: Members, outer: ListedProcess): ListedProcess {
  const { cmdline, ph } = members
  const pid = members['COREDUMP_PID'] ?? members['pid']
  const words = Array.isArray(cmdline) ? cmdline.filter((word) => typeof word === 'string').join(' ') : textOf(cmdline)
  const title = textOf(members['COREDUMP_CMDLINE']) ?? textOf(members['command']) ?? words
  const isNumbered = isPid(pid) && (typeof pid === 'number' || members['COREDUMP_PID'] !== undefined)
  // Much has a name: a stream of a notebook, an event of a trace.
  const name = isNumbered && ph === undefined ? textOf(members['name']) : undefined
  const own = textOf(members['COREDUMP_COMM']) ?? textOf(members['comm']) ?? name
  if (!isNumbered && own === undefined && title === undefined) return outer
  return {
    ...outer,
    ...(isNumbered ? { pid: Number(pid) } : {}),
    ...(own === undefined ? (title === undefined ? {} : { name: programOf(title) }) : { name: own }),
    ...(title === undefined ? {} : { command: title })
  }
}

const programOf = (command: string): string => command.split(' ')[0]?.split('/').at(-1) ?? command

/** Names and values of a mapping's object; numbers may be in an object of their own, as vmatlas exports them. */
function valuesOf(members: Members): [names: string[], values: NamedValue[]] {
  const pairs = Object.entries(members).flatMap(([name, value]): [string, unknown][] => {
    if (name === 'vmFlags' && Array.isArray(value)) return [[name, value.join(' ')]]
    // Frida's ranges have their file as an object.
    if (name === 'file' && isMembers(value))
      return [
        ['file', value['path']],
        ['offset', value['offset']]
      ]
    return name === 'kb' && isMembers(value) ? Object.entries(value) : [[name, value]]
  })
  const plain = pairs.filter((pair): pair is [string, NamedValue] => isValue(pair[1]))
  return [plain.map(([name]) => name), plain.map(([, value]) => value)]
}

class JsonReader {
  readonly found: NamedProcesses
  /** What the texts in it hold, each with its moments. */
  readonly texts: ImportedMoment[][] = []
  readonly #context: FormatContext
  readonly #name: string
  readonly #known = new Map<string, NamedRows | null>()

  constructor(name: string, context: FormatContext) {
    this.found = new NamedProcesses(name)
    this.#context = context
    this.#name = name
  }

  #rowsOf(names: readonly string[], isOwn: boolean): NamedRows | null {
    const key = names.join('\0')
    const known = this.#known.get(key)
    if (known !== undefined) return known
    // As many kinds of objects as that are no table.
    if (this.#known.size >= MOST_KINDS) return null
    const rows = NamedRows.of(names, isOwn)
    this.#known.set(key, rows)
    return rows
  }

  /** @returns false when it is no mapping */
  mapping(value: unknown, owner: ListedProcess, line: number | null): boolean {
    if (Array.isArray(value)) return value.every(isValue) && this.#tuple(value, owner, line)
    if (!isMembers(value)) return false
    const members = asMapping(value)
    const [names, values] = valuesOf(members)
    const rows = this.#rowsOf(names, isMembers(members['kb']))
    if (rows === null) return false
    this.found.take(rows, values, owner, line, JSON.stringify(value))
    return true
  }

  /** psutil's tuple, which is a list in JSON; grouped by path, it has neither addresses nor permissions. */
  #tuple(values: readonly NamedValue[], owner: ListedProcess, line: number | null): boolean {
    const names = values.length === PSUTIL.length - 2 ? PSUTIL.slice(2) : PSUTIL
    const numbersFrom = names.indexOf('rss')
    const isTuple =
      values.length === names.length &&
      values.every((value, at) => typeof value === (at < numbersFrom ? 'string' : 'number')) &&
      (names !== PSUTIL || /^[0-9a-f]{4,16}-[0-9a-f]{4,16}$/.test(String(values[0])))
    const rows = isTuple ? this.#rowsOf(names, false) : null
    if (rows === null) return false
    this.found.take(rows, values, owner, line, String(values[0]))
    return true
  }

  walk(value: unknown, owner: ListedProcess, depth = 0): void {
    if (depth > DEEPEST) return
    if (typeof value === 'string') this.#text(value, owner)
    else if (Array.isArray(value)) this.#list(value, owner, depth)
    else if (isMembers(value) && !this.mapping(value, owner, null)) {
      const own = ownerOf(value, owner)
      for (const member of Object.values(value)) this.walk(member, own, depth + 1)
    }
  }

  #list(values: readonly unknown[], owner: ListedProcess, depth: number): void {
    const isText = values.length > 0 && values.every((value) => typeof value === 'string')
    if (isText) return this.#text(values.join('\n'), owner)
    if (values.length > 1) this.found.beginList(owner)
    for (const value of values) if (!this.mapping(value, owner, null)) this.walk(value, owner, depth + 1)
  }

  /** A copy of maps, pmap's output or the like, as one text. */
  #text(text: string, owner: ListedProcess): void {
    if (text.length < 40 || !ROW_TEXT.test(text)) return
    this.lines(encoder.encode(text), owner)
  }

  lines(text: Uint8Array, owner: ListedProcess): void {
    const imported = this.#context.openText?.(text, this.#name) ?? null
    if (imported === null) return
    this.found.notes.add(...imported.notes)
    this.texts.push(
      imported.moments.map((moment) => ({
        ...moment,
        processes: moment.processes.map((process) => named(process, owner))
      }))
    )
  }

  /** A single text has moments of its own; else everything is of one. */
  finish(): ImportedMoment[] {
    const own = this.found.finish()
    if (own.length === 0 && this.texts.length === 1) return this.texts[0]!
    return inMoments(
      [...own, ...this.texts.flat()].flatMap(({ processes }) => processes),
      byNumberOrName
    )
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Lines of which each is JSON of its own: a log, or vmatlas's export, which is laid out so that it can be read in steps. */
function readLineByLine(bytes: Uint8Array, reader: JsonReader, isOwn: boolean): void {
  const log: string[] = []
  let owner: ListedProcess = {}
  let number = 0
  for (const raw of linesOf(bytes, LONGEST_LINE)) {
    number++
    const line = raw.trim().replace(/,$/, '')
    if (isOwn && /^(?:\{"processes":\[|\]\}(?:\]\})?|)$/.test(line)) continue
    if (isOwn && line.endsWith('"mappings":[')) {
      const process = parsed(`${line}]}`)
      owner = isMembers(process) ? ownerOf(process, {}) : {}
      continue
    }
    // The last mapping of a process also ends its list.
    const value = parsed(line) ?? (isOwn && line.endsWith(']}') ? parsed(line.slice(0, -2)) : undefined)
    if (isMembers(value)) {
      const member = LINE_MEMBERS.map((key) => value[key]).find((text) => typeof text === 'string')
      if (reader.mapping(value, owner, number)) continue
      log.push(typeof member === 'string' ? member.replace(/\r?\n$/, '').replaceAll('\n', ' ') : '')
      if (typeof member !== 'string') reader.walk(value, owner)
    } else {
      log.push('')
      if (line !== '') reader.found.notes.line(number, line)
    }
  }
  if (log.some((line) => line !== '')) reader.lines(encoder.encode(`${log.join('\n')}\n`), {})
}

/** JSON that lists mappings: vmatlas's own, psutil's memory_maps, radare2's dmj, logs, and texts in strings. */
export const jsonRecords: Importer = {
  id: 'json',
  takes: 'table',
  detect: (head) => (BEGINNING.test(latin.decode(head.subarray(0, 4096))) ? 0.9 : 0),
  read(bytes, name, context) {
    const reader = new JsonReader(name, context)
    const head = latin.decode(bytes.subarray(0, 4096))
    const [first = '', second = ''] = head.split('\n').filter((line) => line.trim() !== '')
    if (OWN.test(head)) readLineByLine(bytes, reader, true)
    else if (second.startsWith('{') && isMembers(parsed(first))) readLineByLine(bytes, reader, false)
    else if (bytes.length > MOST_BYTES) throw new FailureError('too-large', name, 'it is JSON of more than 128 MiB')
    else {
      takeJsonValues(bytes, budgetOf(context), name)
      reader.walk(parsed(decoder.decode(bytes)), {})
    }
    const moments = reader.finish()
    const isForeign = moments.some(({ processes: [first] }) => first !== undefined && isForeignCapture(first.capture()))
    if (isForeign || moments.every(({ processes }) => processes.length === 0))
      throw new FailureError('bad-input', name, `this JSON holds no mappings; ${PASTE}`)
    return { source: plainSource('json', name), moments, notes: reader.found.notes.list }
  }
}
