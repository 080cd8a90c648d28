import { nameOfPmap, permsOfMode, type ForeignRow } from './pmap-row.ts'

/** Which columns of the kernel a pmap layout lacks. */
export type Absent = readonly ('offset' | 'device' | 'inode')[]

/** How rows of one table are to be read; found by its header, or by the first row where there is none (-q). */
export interface RowReader {
  readonly absent: Absent
  read(line: string): ForeignRow | null
}

const MODE = '([r-][w-][x-][sp-][R-]?-?)'
const DEFAULT_ROW = new RegExp(`^([0-9a-f]{8,16})\\s+(\\d+)K\\s+${MODE}(?:\\s+(.*))?$`)
const DEVICE_ROW = new RegExp(
  `^([0-9a-f]{8,16})\\s+(\\d+)\\s+${MODE}\\s+([0-9a-f]{8,16})\\s+([0-9a-f]{2,3}):([0-9a-f]{2,5})(?:\\s+(.*))?$`
)
const EXTENDED_ROW = new RegExp(`^([0-9a-f]{8,16})((?:\\s+(?:\\d+|-))+)\\s+${MODE}(?:\\s+(.*))?$`)

interface RowParts {
  readonly start: string
  readonly kb: string
  readonly mode: string
  readonly name: string | undefined
}

function foreignRow({ start, kb, mode, name }: RowParts, rest: Partial<ForeignRow>): ForeignRow {
  const from = BigInt(`0x${start}`)
  return {
    start: from,
    end: BigInt.asUintN(64, from + BigInt(kb) * 1024n),
    perms: permsOfMode(mode),
    offset: 0n,
    device: '00:00',
    ...nameOfPmap((name ?? '').trimEnd()),
    fields: [],
    flags: null,
    ...rest
  }
}

/** `pmap PID`. */
export const DEFAULT_READER: RowReader = {
  absent: ['offset', 'device', 'inode'],
  read(line) {
    const match = DEFAULT_ROW.exec(line)
    if (match === null) return null
    return foreignRow({ start: match[1]!, kb: match[2]!, mode: match[3]!, name: match[4] }, {})
  }
}

/** `pmap -d PID`; device as `008:00020` in all versions. */
export const DEVICE_READER: RowReader = {
  absent: ['inode'],
  read(line) {
    const match = DEVICE_ROW.exec(line)
    if (match === null) return null
    const [, start, kb, mode, offset, major, minor, name] = match
    const short = (digits: string): string => Number.parseInt(digits, 16).toString(16).padStart(2, '0')
    return foreignRow(
      { start: start!, kb: kb!, mode: mode!, name },
      { offset: BigInt(`0x${offset}`), device: `${short(major!)}:${short(minor!)}` }
    )
  }
}

/** Number columns of -x between Kbytes and Mode, by pmap's header words, as fields. */
const EXTENDED_FIELDS: Readonly<Record<string, string>> = {
  RSS: 'Rss',
  PSS: 'Pss',
  Dirty: 'Dirty',
  Anon: 'Anonymous',
  Locked: 'Locked',
  Swap: 'Swap'
}

/** `pmap -x PID`: RSS and Dirty, in old versions Anon and Locked, in toybox PSS, Dirty and Swap. A `-` is unknown. */
export function extendedReader(header: string): RowReader {
  const words = header.trim().split(/\s+/)
  const names = words.slice(words.indexOf('Kbytes') + 1, words.indexOf('Mode'))
  return {
    absent: ['offset', 'device', 'inode'],
    read(line) {
      const match = EXTENDED_ROW.exec(line)
      if (match === null) return null
      const [kb, ...numbers] = match[2]!.trim().split(/\s+/)
      if (kb === undefined || kb === '-') return null
      const fields = names.flatMap((name, index) => {
        const value = numbers[index]
        return value === undefined || value === '-' ? [] : [[EXTENDED_FIELDS[name] ?? name, value] as const]
      })
      return foreignRow({ start: match[1]!, kb, mode: match[3]!, name: match[4] }, { fields })
    }
  }
}

const LEADING = ['Address', 'Perm', 'Offset', 'Device', 'Inode']

/**
 * `pmap -X`, `-XX`, `-c`: columns are right-aligned under their names, so a column ends where its name ends; VmFlags and
 * Mapping hold blanks. Rows whose blanks were folded by a web page are read word by word.
 */
export function wideReader(header: string): RowReader {
  const names = header.trim().split(/\s+/)
  const ends = [...header.matchAll(/\S+/g)].map((match) => match.index + match[0].length)
  const hasMapping = names.at(-1) === 'Mapping'
  const columns = hasMapping ? names.slice(0, -1) : names

  function cellsByPlace(line: string): string[] | null {
    const cells = columns.map((_, index) => line.slice(index === 0 ? 0 : ends[index - 1], ends[index]).trim())
    const isAligned = columns.every((_, index) => {
      const next = line[ends[index]!]
      return next === undefined || next === ' '
    })
    return isAligned ? [...cells, line.slice((ends[columns.length - 1] ?? 0) + 1)] : null
  }

  function cellsByWord(line: string): string[] | null {
    const words = line.trim().split(' ').filter(Boolean)
    const flagsAt = columns.indexOf('VmFlags')
    if (flagsAt < 0) return [...words.slice(0, columns.length), words.slice(columns.length).join(' ')]
    let to = flagsAt
    while (to < words.length && /^[a-z]{2}$|^\?\?$/.test(words[to]!)) to++
    return [...words.slice(0, flagsAt), words.slice(flagsAt, to).join(' '), words.slice(to).join(' ')]
  }

  return {
    absent: LEADING.slice(2).flatMap((name) => (names.includes(name) ? [] : [name.toLowerCase() as 'offset'])),
    read(line) {
      const cells = cellsByPlace(line)
      const isWhole = cells !== null && /^[0-9a-f]{4,16}$/.test(cells[0] ?? '')
      const values = isWhole ? cells : cellsByWord(line)
      if (values === null || !/^[0-9a-f]{4,16}$/.test(values[0] ?? '')) return null
      const cell = (name: string): string | undefined =>
        columns.includes(name) ? values[columns.indexOf(name)] : undefined
      const numbers = columns.filter((name) => !LEADING.includes(name) && name !== 'VmFlags')
      const size = cell('Size')
      if (size === undefined || !/^\d+$/.test(size) || numbers.some((name) => !/^\d*$/.test(cell(name) ?? '')))
        return null
      const row = foreignRow(
        { start: values[0]!, kb: size, mode: cell('Perm') ?? '---p', name: values[columns.length] },
        {}
      )
      return {
        ...row,
        offset: BigInt(`0x${cell('Offset') || '0'}`),
        device: cell('Device') || '00:00',
        inode: cell('Inode') || row.inode,
        fields: numbers.flatMap((name) => (cell(name) === '' ? [] : [[name, cell(name)!] as const])),
        flags: cell('VmFlags') ?? null
      }
    }
  }
}

/** The reader that a header line asks for, or null when it is no header. */
export function readerOfHeader(line: string): RowReader | null {
  if (!/^\s*Address\s/.test(line)) return null
  if (/\bPerm\b|\bSize\b/.test(line)) return wideReader(line)
  if (/\bDevice\b/.test(line)) return DEVICE_READER
  return /\b(RSS|PSS)\b/.test(line) ? extendedReader(line) : /\bKbytes\b/.test(line) ? DEFAULT_READER : null
}

/** For tables without a header (-q), the reader that understands this row. */
export function readerOfRow(line: string): RowReader | null {
  const readers = [DEFAULT_READER, DEVICE_READER, extendedReader('Address Kbytes RSS Dirty Mode Mapping')]
  return readers.find((reader) => reader.read(line) !== null) ?? null
}
