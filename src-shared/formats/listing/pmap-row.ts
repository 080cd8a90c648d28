import type { Listings } from '../listings.ts'

/** How the rows below a title are laid out. */
export type PmapLayout =
  | {
      readonly kind: 'short'
      /** Fields of the numbers after the size, by the header; null without one. */
      readonly fields: readonly string[] | null
      /** False where the heading states that the first number is something else. */
      readonly hasSize: boolean
    }
  | {
      readonly kind: 'wide'
      readonly names: readonly string[]
      /** Where the names of mappings begin in a line; −1 where they are not aligned, or the heading has no such column. */
      readonly mappingAt: number
    }

const MODE = '[r-][w-][x-][sp?-][R-]?-?'
/** In some languages, addresses are filled with zeros to the width of their heading. */
const ADDRESS = '0{0,32}([0-9a-f]{4,16})'
/** `00110000   1480K r-x--  /usr/lib/libdemo.so.1`; SUSE's pmap and psutil's have more numbers of that kind. */
const PLAIN = new RegExp(`^${ADDRESS}\\s+((?:(?:\\d{1,18}|\\?)K\\s+){1,8})(${MODE})(?:\\s+(\\S.*)?)?$`, 'i')
/** `08048000 (4 KB)        r-xp (00:0a 33243002)   /usr/bin/demo`: pmap before procps 3. */
const OLD = new RegExp(
  `^${ADDRESS}\\s+\\((\\d{1,18}) KB\\)\\s+(${MODE})\\s+\\(([0-9a-f]{1,8}:[0-9a-f]{1,8}) (\\d{1,20})\\)(?:\\s+(\\S.*)?)?$`,
  'i'
)
/** `0000000000400000       4 r-x-- 0000000000000000 008:00001 demo`: -d. */
const DEVICE = new RegExp(
  `^${ADDRESS}\\s+(\\d+|\\?)\\s+(${MODE})\\s+([0-9a-f]{1,16}|\\?)\\s+([0-9a-f]{2,}:[0-9a-f]{2,}|\\?)(?:\\s+(\\S.*)?)?$`,
  'i'
)
/** `0000000000400000       4       4       0 r-x-- demo`: -x. */
const EXTENDED = new RegExp(
  `^${ADDRESS}\\s+(\\d+|\\?)\\s+(\\d+|[-?])\\s+(\\d+|[-?])(?:\\s+(\\d+|[-?]))?\\s+(${MODE})(?:\\s+(\\S.*)?)?$`,
  'i'
)
/** Fields of smaps that are no sizes. */
export const UNITLESS = /^(?:THPeligible|ProtectionKey)$/

/** What procps calls a stack and memory without a file in the languages that it speaks (4.0.2, measured). */
const STACKS = new Set(['stack', 'pila', 'pile', 'pilha', 'stos', 'stivă', 'стек', 'ngăn xếp'])
const ANONS = new Set(['anon', 'anôn', 'анон', 'vô danh'])

const permsOf = (mode: string): string => `${mode.slice(0, 3)}${mode[3] === 's' || mode[3] === '?' ? mode[3] : 'p'}`

/** Where x86-64 has it in every process (Documentation/arch/x86/x86_64/mm.rst); older pmap calls it `[ anon ]`. */
const VSYSCALL = 0xffffffffff600000n

/** pmap's own names for what the kernel calls otherwise. */
export function kernelName(name: string, start: bigint): string {
  const text = name.trim()
  if (/^\[ ?anon ?\]$/.test(text)) return start === VSYSCALL ? '[vsyscall]' : ''
  const own = /^\[ (\S.{0,20}\S) +\]$/.exec(text)?.[1]?.trim()
  if (own !== undefined && ANONS.has(own)) return start === VSYSCALL ? '[vsyscall]' : ''
  if (own !== undefined && STACKS.has(own)) return '[stack]'
  if (own !== undefined && /^(?:heap|vdso|vvar|vsyscall)$/.test(own)) return `[${own}]`
  // A file's name without its path. The mark shows that the path is unknown, and that it still is a file.
  return text === '' || text.startsWith('[') || /\/|:\[/.test(text) ? text : `…/${text}`
}

export const deviceOf = (text: string): string =>
  text
    .split(':')
    .map((part) => parseInt(part, 16).toString(16).padStart(2, '0'))
    .join(':')

const range = (start: string, kb: string): { start: bigint; end: bigint } => {
  const from = BigInt(`0x${start}`)
  return { start: from, end: from + BigInt(kb) * 1024n }
}

/** What tools call the kernel's fields. */
export const SHORT_NAMES: Readonly<Record<string, string>> = {
  RSS: 'Rss',
  PSS: 'Pss',
  Anon: 'Anonymous',
  Dirty: 'Dirty',
  Locked: 'Locked',
  Swap: 'Swap'
}

/** SUSE's pmap writes its heading in capitals. */
const CAPITAL_NAMES: Readonly<Record<string, string>> = { DIRTY: 'Dirty', SWAP: 'Swap', ANON: 'Anonymous' }
/** Words of headings for where a mapping begins, how large it is, its permissions and its name. */
const [STARTS, SIZES, PERMS] = [/^(?:address|start)$/i, /^(?:kbytes|bytes|size)$/i, /^(?:mode|perm)$/i]

/**
 * The columns of a heading above short rows: RSS and Dirty in procps, PSS, Dirty and Swap in busybox and toybox, all of them in
 * SUSE's pmap, RSS alone in psutil's; null for other lines.
 */
export function shortLayout(line: string): PmapLayout | null {
  const words = line.trim().split(/\s+/, 20)
  if (!STARTS.test(words[0] ?? '')) return null
  const permsAt = words.findIndex((word) => PERMS.test(word))
  if (permsAt < 1 || words.includes('Offset')) return null
  const listed = words.slice(1, permsAt)
  const hasSize = SIZES.test(listed[0] ?? '')
  const names = (hasSize ? listed.slice(1) : listed).map((word) => SHORT_NAMES[word] ?? CAPITAL_NAMES[word] ?? word)
  if (names.length === 0 || names.includes('Size')) return null
  // The column beside PSS is what is dirty and private only (busybox, procps/pmap.c).
  const isBusybox = names.includes('Pss') && words[0] === 'Address'
  return {
    kind: 'short',
    fields: names.map((name) => (name === 'Dirty' && isBusybox ? 'Private_Dirty' : name)),
    hasSize
  }
}

/**
 * The same in another language: pmap translates the first five names and the last one, each of which may be several words,
 * but not the kernel's own.
 */
function translatedLayout(words: readonly string[]): PmapLayout | null {
  const from = words.indexOf('Size')
  const isOther = (word: string): boolean => !/^[A-Za-z][A-Za-z_()]*$/.test(word)
  const rest = words.slice(from)
  const end = rest.findIndex(isOther)
  // Where the last name is in ASCII, it is one word.
  const fields = rest.slice(0, end < 0 ? -1 : end)
  if (from < 5 || !fields.includes('Rss') || !fields.includes('Pss')) return null
  const names = ['Address', 'Perm', 'Offset', 'Device', 'Inode', ...fields, 'Mapping']
  // Where the names are depends on how wide the letters are.
  return { kind: 'wide', names, mappingAt: -1 }
}

/** The columns of a -X or -XX header, or null when the line is not one. */
export function wideLayout(line: string): PmapLayout | null {
  // Some versions of procps 3.3 print the last two names as one word.
  const names = line
    .trim()
    .replace(/VmFlagsMapping$/, 'VmFlags Mapping')
    .split(/\s+/)
  if (names[0] !== 'Address' && names.includes('Size') && !/\d/.test(line)) return translatedLayout(names)
  if (names[0] !== 'Address' || !names.includes('Size') || !(names.includes('Mapping') || names.includes('Perm')))
    return null
  // Where no two blanks follow each other, some were lost on the way, and nothing is aligned.
  const isAligned = /\S {2,}\S/.test(line)
  return { kind: 'wide', names, mappingAt: isAligned ? line.indexOf('Mapping') : -1 }
}

function wideRow(line: string, names: readonly string[], mappingAt: number, out: Listings): boolean {
  const words = line.trim().split(/\s+/)
  const values = new Map<string, string>()
  let at = 0
  for (const name of names) {
    if (name === 'VmFlags' || name === 'Mapping') break
    values.set(name, words[at++] ?? '')
  }
  const { Address: address = '', Size: size = '' } = Object.fromEntries(values)
  if (!/^[0-9a-f]{4,16}$/i.test(address) || !/^\d{1,20}$/.test(size)) return false
  // A column may be left out by a configuration file, and be unknown in what vmatlas printed of another tool's text.
  const known = (name: string): string | undefined => (values.get(name) === '?' ? undefined : values.get(name))
  const [perms, offset, device, inode] = ['Perm', 'Offset', 'Device', 'Inode'].map(known)
  if (perms !== undefined && !/^[r-][w-][x-][ps?-]$/.test(perms)) return false
  if (offset !== undefined && !/^[0-9a-f]{1,16}$/i.test(offset)) return false
  if (inode !== undefined && !/^\d{1,20}$/.test(inode)) return false
  const rest = words.slice(at)
  let flags = ''
  let name = rest.join(' ')
  if (names.includes('VmFlags')) {
    // pmap aligns the names below their header; in a row that is not aligned, two-letter words are flags.
    const aligned = line[mappingAt - 1] === ' ' ? line.slice(mappingAt).trim() : null
    let count = 0
    while (/^(?:[a-z]{2}|\?\?)$/.test(rest[count] ?? '')) count++
    name = aligned !== null && name.endsWith(aligned) ? aligned : rest.slice(count).join(' ')
    flags = rest
      .join(' ')
      .slice(0, rest.join(' ').length - name.length)
      .trim()
  }
  const bounds = range(address, size)
  const isTaken = out.mapping({
    ...bounds,
    perms,
    offset: offset === undefined ? undefined : BigInt(`0x${offset}`),
    device: device !== undefined && /^[0-9a-f]+:[0-9a-f]+$/i.test(device) ? deviceOf(device) : undefined,
    inode,
    name: kernelName(name, bounds.start)
  })
  if (!isTaken) return false
  for (const [field, value] of values) {
    if (['Address', 'Perm', 'Offset', 'Device', 'Inode'].includes(field) || !/^\d{1,20}$/.test(value)) continue
    out.field(field, value, UNITLESS.test(field) ? 'none' : 'kB')
  }
  if (flags !== '') out.flags(flags)
  return true
}

/**
 * Without a header: three numbers are size, RSS and Dirty (procps 3.2.8 and later); four are of busybox or toybox, since
 * older procps, which had RSS, Anon and Locked there, knew none of them; five are of SUSE's.
 */
const FIELDS_BY_COUNT: readonly (readonly string[])[] = [
  [],
  [],
  ['Rss', 'Dirty'],
  ['Pss', 'Private_Dirty', 'Swap'],
  ['Rss', 'Pss', 'Dirty', 'Swap']
]

interface ShortRow {
  readonly start: string
  /** Size and whatever is behind it; `-` is unknown. */
  readonly numbers: readonly string[]
  readonly mode: string
  readonly offset?: string | undefined
  readonly device?: string | undefined
  readonly inode?: string | undefined
  readonly name: string
}

function shortRowOf(line: string): ShortRow | null {
  const plain = PLAIN.exec(line)
  if (plain !== null) {
    const [, start, numbers, mode, name = ''] = plain
    return { start: start!, numbers: numbers!.split(/K\s+/).slice(0, -1), mode: mode!, name }
  }
  const inDevice = DEVICE.exec(line)
  if (inDevice !== null) {
    const [, start, kb, mode, offset, device, name = ''] = inDevice
    return { start: start!, numbers: [kb!], mode: mode!, offset, device, name }
  }
  const extended = EXTENDED.exec(line)
  if (extended !== null) {
    const [, start, kb, first, second, third, mode, name = ''] = extended
    const numbers = [kb, first, second, third].filter((number) => number !== undefined)
    return { start: start!, numbers, mode: mode!, name }
  }
  const old = OLD.exec(line)
  if (old === null) return null
  const [, start, kb, mode, device, inode, name = ''] = old
  return { start: start!, numbers: [kb!], mode: mode!, device, inode, name }
}

function shortRow(line: string, { fields: names, hasSize }: PmapLayout & { kind: 'short' }, out: Listings): boolean {
  const row = shortRowOf(line)
  if (row === null) return false
  const [listed = '0', ...rest] = hasSize ? row.numbers : ['?', ...row.numbers]
  // What vmatlas printed of a source without sizes.
  const isSizeUnknown = listed === '?'
  const kb = isSizeUnknown ? '0' : listed
  if (kb.length > 18 || kb === '-') return false
  const bounds = range(row.start, kb)
  const { offset, device } = row
  const isTaken = out.mapping({
    ...bounds,
    isSizeUnknown,
    perms: permsOf(row.mode),
    offset: offset === undefined || offset === '?' ? undefined : BigInt(`0x${offset}`),
    device: device === undefined || device === '?' ? undefined : deviceOf(device),
    inode: row.inode,
    name: kernelName(row.name, bounds.start)
  })
  if (!isTaken) return false
  const fields = names?.length === rest.length ? names : FIELDS_BY_COUNT[rest.length]
  rest.forEach((number, at) => {
    const field = fields?.[at]
    if (field !== undefined && number !== '-' && number !== '?') out.field(field, number)
  })
  return true
}

/** Takes one line of pmap's output as a mapping. @returns false when it is not one */
export function readPmapRow(line: string, layout: PmapLayout, out: Listings): boolean {
  return layout.kind === 'wide'
    ? wideRow(line, layout.names, layout.mappingAt, out)
    : shortRow(line.trim(), layout, out)
}
