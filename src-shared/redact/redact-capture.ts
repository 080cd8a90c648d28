import type { Capture } from '../memory/capture.ts'
import type { BackingList, MappingTable } from '../memory/mapping-table.ts'
import { textAt, textBytes, textCount, textListOf, type TextList } from '../memory/text-list.ts'
import { newU64Column, setU64, u64BigInt } from '../memory/u64-column.ts'
import { isSystemPath } from './public-names.ts'
import { NameRedactor, type Secrets } from './name-redactor.ts'
import { redactLabels } from './redact-labels.ts'
import { rebasedColumn, rebaseOf } from './rebase-addresses.ts'
import { isRedacting, type RedactionChoice, type Replacement } from './redaction.ts'

export interface Redacted {
  readonly captures: readonly Capture[]
  /** Every text that was replaced, once, and examples of what else is other than it was. */
  readonly replacements: readonly Replacement[]
}

/**
 * Captures without what is not to be given away; the same thing has the same made-up name in all of them. Numbers of the
 * process as a whole (status, rollup, pid, start time) stay.
 * @param hosts names of the machines that the captures come from
 */
export function redactCaptures(
  captures: readonly Capture[],
  choice: RedactionChoice,
  hosts: readonly string[]
): Redacted {
  if (!isRedacting(choice)) return { captures, replacements: [] }
  const users = captures.flatMap(({ user }) => (user === null ? [] : [user]))
  const secrets: Secrets = { users, hosts: hosts.flatMap((host) => [host, host.split('.')[0] ?? host]) }
  const names = new NameRedactor(choice, secrets)
  const programs = new Map<string, string>()
  const redacted = captures.map((capture) => redactCapture(capture, choice, names, programs))
  return { captures: redacted, replacements: [...names.replacements, ...examples(captures, redacted, choice, hosts)] }
}

function redactCapture(
  capture: Capture,
  choice: RedactionChoice,
  names: NameRedactor,
  programs: Map<string, string>
): Capture {
  const { rowCount } = capture.table
  const rebase = choice.addresses ? rebaseOf(capture.table.start, capture.table.end, rowCount) : null
  const named = withNames(capture.table, names, choice)
  const table: MappingTable =
    rebase === null
      ? named
      : {
          ...named,
          start: rebasedColumn(named.start, rowCount, rebase),
          end: rebasedColumn(named.end, rowCount, rebase)
        }
  const name = programName(capture, choice, names, programs)
  const isOwnTitle = capture.command.startsWith('[')
  return {
    ...capture,
    name,
    command: choice.commands || isOwnTitle ? `[${name}]` : names.text(capture.command),
    user: choice.users ? null : capture.user,
    startStack: capture.startStack === null || rebase === null ? capture.startStack : rebase(capture.startStack),
    table,
    classification: redactLabels(capture.classification, capture.table, table, names, choice),
    // Their details quote lines of the source.
    notes: capture.notes.map((note) => ({ ...note, detail: '' }))
  }
}

/** A process is called after its program; that name goes with the path it comes from. */
function programName(
  { name, table }: Capture,
  { paths }: RedactionChoice,
  names: NameRedactor,
  programs: Map<string, string>
): string {
  if (paths === 'none') return names.words(name)
  const { name: list } = table.backings
  const comes = (isSystem: boolean): boolean =>
    Array.from({ length: textCount(list) }, (_, index) => textAt(list, index)).some(
      (path) => isSystemPath(path) === isSystem && path.slice(path.lastIndexOf('/') + 1).startsWith(name)
    )
  if (paths === 'own' && comes(true) && !comes(false)) return names.words(name)
  const known = programs.get(name) ?? `program-${programs.size + 1}`
  programs.set(name, known)
  return known
}

function withNames(table: MappingTable, names: NameRedactor, choice: RedactionChoice): MappingTable {
  const { backings } = table
  const renamed = namesOf(backings.name, names)
  return {
    ...table,
    backings: choice.paths === 'none' ? { ...backings, name: renamed } : withoutInodes(backings, renamed),
    texts: table.texts.map((column) => ({ ...column, texts: textsOf(column.texts, names) }))
  }
}

/** Names are kept as the kernel's bytes wherever nothing in them is left out. */
function namesOf(list: TextList, names: NameRedactor): TextList {
  return textListOf(
    Array.from({ length: textCount(list) }, (_, index) => {
      const name = textAt(list, index)
      const other = names.mappingName(name)
      return other === name ? textBytes(list, index) : other
    })
  )
}

/** Lines beyond numbers are texts of programs (Android's `Name:`), written like the names of mappings. */
function textsOf(list: TextList, names: NameRedactor): TextList {
  return textListOf(
    Array.from({ length: textCount(list) }, (_, index) => {
      const text = textAt(list, index)
      if (text === '') return text
      const isWrapped = text.startsWith('[')
      const other = names.mappingName(isWrapped ? text : `[anon:${text}]`)
      return isWrapped ? other : other.slice('[anon:'.length, -1)
    })
  )
}

/** An inode is a name too: those of renamed files are numbered anew. */
function withoutInodes(backings: BackingList, renamed: TextList): BackingList {
  const count = textCount(renamed)
  const inode = newU64Column(count)
  const aliases = new Map<string, bigint>()
  for (let index = 0; index < count; index++) {
    const own = u64BigInt(backings.inode, index)
    const name = textAt(renamed, index)
    if (own === 0n || name === textAt(backings.name, index)) {
      setU64(inode, index, own)
      continue
    }
    const key = `${own} ${backings.major[index]} ${backings.minor[index]}`
    const alias = aliases.get(key) ?? BigInt(aliases.size + 1)
    aliases.set(key, alias)
    setU64(inode, index, alias)
  }
  return { ...backings, inode, name: renamed }
}

/** What is replaced besides names, one example each: where an address went, what happened to the command line. */
function examples(
  before: readonly Capture[],
  after: readonly Capture[],
  choice: RedactionChoice,
  hosts: readonly string[]
): Replacement[] {
  const found: Replacement[] = []
  before.forEach((was, index) => {
    const is = after[index]
    if (is === undefined) return
    if (was.command !== is.command) found.push({ what: 'commands', from: was.command, to: is.command })
    if (was.user !== null && is.user === null) found.push({ what: 'users', from: was.user, to: '' })
    if (choice.addresses && was.table.rowCount > 0) {
      const [from, to] = [was, is].map(({ table }) => u64BigInt(table.start, 0).toString(16))
      found.push({ what: 'addresses', from: from ?? '', to: to ?? '' })
    }
  })
  if (choice.host) found.push(...hosts.map((host) => ({ what: 'host', from: host, to: '' }) as const))
  return found
}
