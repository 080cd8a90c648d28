import { gluedRow } from './glued-row.ts'
import { roleOf, type Role } from './member-role.ts'
import { isKernelName } from './record-name.ts'
import type { TextRecord } from './record-value.ts'

/*
 * Lines that hold a range, permissions and a name in any order, between any words: what loops over mappings print, in scripts
 * of debuggers, tracers and logs.
 */

const LONGEST = 2000
/** Two addresses side by side, with what people put between and around them. */
const RANGE =
  /(?<![0-9a-z_./-])(?:0x)?([0-9a-f]{4,16})(?:\s{0,3}(?:-{1,2}>?|–|—|→|~|\.{2,3}|,|:|to)\s{0,3}|\s{1,12})(?:0x)?([0-9a-f]{4,16})(?![0-9a-z_./])/i
/** An address and a size with its unit. */
const SIZED = /(?<![0-9a-z_./-])(?:0x)?([0-9a-f]{5,16})[\s,:+(]{1,8}(\d{1,12} ?(?:[kKMG]i?B?|bytes))(?![0-9a-z_./])/i
const PERMISSIONS = /(?<![\w/.-])([r-][w-][x-](?:,?[ps-])?)(?![\w/.-])/
/** A number without a name, right behind the permissions: an offset as in maps, or a size. */
const BEHIND = /\u0001[\s,|)\]'"]{1,8}(0x[0-9a-f]{1,16}|[0-9a-f]{8,16})(?![\w./])/i
const WORDED = /(?<![\w/.-])(?:PROT|VM)_[A-Z]{4,5}(?:\s?[|+,]\s?(?:PROT|VM|MAP)_[A-Z]{4,12}){0,8}/
const PATH = /(?<![\w.])(?:\/|(?:anon_inode|memfd|socket|pipe):)[^\s"'`<>|]{1,4096}(?: \(deleted\))?/
const OWN = /\[\s?[a-z][\w:. -]{1,100}\s?\]/
/** What else is given by its name: `offset=0x2000`, `inode: 11`. */
const NAMED = /(?<![\w.])([A-Za-z_][\w-]{0,30})(?:\s?[=:]\s?|\s(?=0x))("[^"]{0,400}"|'[^']{0,400}'|[^\s,;()]{1,400})/g
/** Device and inode behind the offset, as in maps. */
const DEVICE = /\u0001[\s,|)\]'"]{1,8}([0-9a-f]{2,4}:[0-9a-f]{2,6})[\s,|'"]{1,20}(\d{1,20})(?![\w./])/i
/** What counts when it is given by name. */
const KNOWN_BY_NAME: ReadonlySet<Role | null> = new Set<Role>([
  'offset',
  'inode',
  'device',
  'file',
  'pid',
  'size',
  'pages'
])
const SIZE = /\(?\b(\d{1,12}(?:\.\d{1,3})? ?(?:[kKMG]i?B?|bytes|pages))\)?/
const OBJECT = /(?<![\w./-])[\w+-]{1,80}\.so(?:\.\d{1,6}){0,4}(?![\w/])/
const BARE_OWN = /(?<![\w./-])(?:heap|stack|vdso|vvar|vsyscall)(?![\w./-])/i
/** Permissions as the kernel's own numbers, right behind the addresses. */
const BITS = /\u0001[\s,:|]{1,8}((?:0x)?[0-9a-f]{2,10})(?=[\s,|]|$)/i

/** VM_MAYREAD and its like are always among them. */
const isOfKernel = (digits: string): boolean => {
  const value = Number.parseInt(digits, 16)
  return (value & 0x70) !== 0 && value < 2 ** 39
}

/** Digits with the mark of hexadecimal ones. */
const marked = (digits: string): string => `0x${digits.replace(/0x/i, '')}`

/** What is in a line behind, before and between its known parts, each of them taken out. */
class Rest {
  text: string

  constructor(text: string) {
    this.text = text
  }

  /** Takes the first match out. @returns its group, or the whole */
  take(pattern: RegExp): string | null {
    const found = pattern.exec(this.text)
    if (found === null) return null
    this.text = `${this.text.slice(0, found.index)} \u0001 ${this.text.slice(found.index + found[0].length)}`
    return found[1] ?? found[0]
  }
}

function nameIn(rest: Rest): string {
  const path = rest.take(PATH)
  if (path !== null) return path.endsWith(' (deleted)') ? path : path.replace(/[,;:)]$/, '')
  const own = rest.take(OWN)
  const plain = own?.replace(/(?<=\[)\s|\s(?=\])/g, '')
  if (plain !== undefined && (isKernelName(plain) || plain === '[anon]')) return plain
  return rest.take(OBJECT) ?? rest.take(BARE_OWN) ?? ''
}

/** Names for the numbers behind the permissions, until all lines show what they are. */
const [FIRST, SECOND] = ['first number', 'second number']

/** Records of all lines, their nameless numbers by what they are: the size of each range, else an offset. */
export function recordsOfLines(records: readonly TextRecord[]): TextRecord[] {
  const valueOf = ({ members }: TextRecord, key: string): bigint | null => {
    const value = members.find(([own]) => own === key)?.[1]
    return typeof value === 'string' ? BigInt(value) : null
  }
  const areSizes = records.every((record) => {
    const [start, end, first] = ['start', 'end', FIRST].map((key) => valueOf(record, key))
    return start != null && end != null && first != null && end - start === first
  })
  const offset = areSizes ? SECOND : FIRST
  return records.map(({ owner, members }) => ({
    owner,
    members: members
      .filter(([key]) => key === offset || (key !== FIRST && key !== SECOND))
      .map(([key, value]) => [key === offset ? 'offset' : key, value] as const)
  }))
}

/** A size instead of an end: a number that is no higher than the start. */
function sizeOf(start: string, second: string, isMarked: boolean): string | null {
  if (BigInt(`0x${second}`) > BigInt(`0x${start}`)) return null
  if (isMarked) return `0x${second}`
  return /^\d+$/.test(second) && BigInt(second) % 4096n === 0n ? `${second} bytes` : `0x${second}`
}

/** Reads a line part by part; what was understood is taken out of the rest. */
class LineReader {
  readonly members: [key: string, value: string][] = []
  readonly #line: string
  readonly #rest: Rest

  constructor(line: string) {
    this.#line = line
    this.#rest = new Rest(line)
  }

  /** @returns false when there is none */
  range(): boolean {
    const range = RANGE.exec(this.#line)
    const [pattern, found] = range === null ? [SIZED, SIZED.exec(this.#line)] : [RANGE, range]
    if (found === null) return false
    const [start, second] = [found[1]!, found[2]!]
    this.#rest.take(pattern)
    const size = range === null ? second : sizeOf(start, second, /0x[0-9a-f]+$/i.test(found[0]))
    this.members.push(['start', `0x${start}`], size === null ? ['end', `0x${second}`] : ['size', size])
    return true
  }

  /** Letters, words, or the kernel's bits right behind the range. @returns false when there are none */
  permissions(): boolean {
    const permissions = this.#rest.take(PERMISSIONS) ?? this.#rest.take(WORDED)
    if (permissions !== null) {
      this.members.push(['perms', permissions.replace(',', '')])
      return true
    }
    const bits = BITS.exec(this.#rest.text)?.[1]
    if (bits === undefined || !isOfKernel(bits)) return false
    this.#rest.take(BITS)
    this.members.push(['vm_flags', marked(bits)])
    return true
  }

  /** Numbers behind the permissions that have no name. */
  numbers(): void {
    for (const key of [FIRST, SECOND]) {
      const number = this.#rest.take(BEHIND)
      if (number !== null) this.members.push([key, marked(number)])
    }
    const found = DEVICE.exec(this.#rest.text)
    if (found === null) return
    this.#rest.take(DEVICE)
    this.members.push(['device', found[1]!], ['inode', found[2]!])
  }

  /** What has a name: `offset=0x2000`, `file: /usr/bin/demo`; a size with its unit; and the mapping's own name. */
  named(): void {
    const named = [...this.#rest.text.matchAll(NAMED)].flatMap(([, key = '', value = '']): [string, string][] => {
      const { role, field } = roleOf(key)
      const isKnown = field !== null || KNOWN_BY_NAME.has(role)
      return isKnown ? [[key, value.replace(/^["']|["']$/g, '')]] : []
    })
    const size = this.#rest.take(SIZE)
    const hasSize = this.members.some(([key]) => key === 'size')
    if (!hasSize && size !== null) this.members.push(['size', size])
    this.members.push(...named.filter(([key]) => size === null || roleOf(key).role !== 'size'))
    if (!named.some(([key]) => roleOf(key).role === 'file')) this.members.push(['name', nameIn(this.#rest)])
  }
}

/** What a line reports of a mapping; null when it has no range, or no permissions. */
export function recordOfLine(line: string): TextRecord | null {
  if (line.length > LONGEST) return null
  const glued = gluedRow(line)
  if (glued !== null) return glued
  const reader = new LineReader(line)
  if (!reader.range() || !reader.permissions()) return null
  reader.numbers()
  reader.named()
  return { owner: {}, members: reader.members }
}
