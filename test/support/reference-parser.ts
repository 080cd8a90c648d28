/** A row as the plain parser reads it. Names, flags and texts are Latin-1 strings: one character a byte. */
export interface ReferenceRow {
  readonly start: bigint
  readonly end: bigint
  /** Four letters of r w x and p or s. */
  readonly perms: string
  readonly offset: bigint
  readonly major: number
  readonly minor: number
  readonly inode: bigint
  readonly name: string
  readonly numbers: Map<string, bigint>
  readonly texts: Map<string, string>
  flags: string
}

export interface Reference {
  readonly rows: ReferenceRow[]
  /** Numeric fields in order of appearance, true for those in kB. */
  readonly fields: Map<string, boolean>
  readonly textNames: Set<string>
  /** Numbers of the lines that were not understood, from 1. */
  readonly skipped: number[]
}

/** A line of this many bytes or more is skipped. */
const TOO_LONG = 128 * 1024
const MOST_FIELDS = 256
const HEADER =
  /^([0-9a-f]+)-([0-9a-f]+) ([r-][w-][x-])([pPsS-]) ([0-9a-f]+) ([0-9a-f]+):([0-9a-f]+) ([0-9]{1,20})(?:[ \t]+([^]*))?$/i

const isBelow = (value: bigint, bits: number): boolean => value < 1n << BigInt(bits)

function readHeader(line: string): ReferenceRow | null {
  const match = HEADER.exec(line)
  if (match === null) return null
  const [start, end, offset, major, minor] = [1, 2, 5, 6, 7].map((at) => BigInt(`0x${match[at]!}`)) as [
    bigint,
    bigint,
    bigint,
    bigint,
    bigint
  ]
  const inode = BigInt(match[8]!)
  if (![start, end, offset, inode].every((value) => isBelow(value, 64)) || end < start) return null
  if (!isBelow(major, 32) || !isBelow(minor, 32)) return null
  // Letters of permissions are lower case; the kind may be written in either.
  if (/[RWX]/.test(match[3]!) || match[4] === 'P') return null
  return {
    start,
    end,
    perms: match[3]! + (match[4]!.toLowerCase() === 's' ? 's' : 'p'),
    offset,
    major: Number(major),
    minor: Number(minor),
    inode,
    name: match[9] ?? '',
    numbers: new Map(),
    texts: new Map(),
    flags: ''
  }
}

/** Reads a line below a maps line. `skip`: not understood; `leave`: it and what follows belong to a mapping that was lost. */
function readField(line: string, row: ReferenceRow, found: Reference, isCutOff: boolean): 'taken' | 'skip' | 'leave' {
  const match = /^([\w-]{1,65}):[ \t]*([^]*?)[ \t]*$/.exec(line)
  if (match === null) return 'skip'
  const name = match[1]!
  const value = match[2]!
  const number = /^([0-9]{1,20})([ \t]+kB)?$/.exec(value)
  const isKb = number?.[2] !== undefined
  if (isCutOff && (name === 'VmFlags' || !isKb)) return 'skip'
  if (name === 'VmFlags') {
    if (row.flags !== '') return 'leave'
    row.flags = value
    return 'taken'
  }
  const unit = found.fields.get(name)
  if (unit === undefined && (number === null || found.textNames.has(name))) {
    if (!found.textNames.has(name) && found.textNames.size >= MOST_FIELDS) return 'skip'
    found.textNames.add(name)
    row.texts.set(name, value)
    return 'taken'
  }
  if (number === null || (unit === undefined && found.fields.size >= MOST_FIELDS)) return 'skip'
  if (unit === undefined) found.fields.set(name, isKb)
  else if (unit !== isKb) return 'skip'
  if (row.numbers.has(name)) return 'leave'
  row.numbers.set(name, BigInt(number[1]!))
  return 'taken'
}

/** Reads maps or smaps in the plainest way: strings, patterns and objects. What the scanner must agree with. */
export function referenceParse(bytes: Uint8Array): Reference {
  const found: Reference = { rows: [], fields: new Map(), textNames: new Set(), skipped: [] }
  const lines = Buffer.from(bytes).toString('latin1').split('\n')
  let row: ReferenceRow | null = null
  lines.forEach((whole, at) => {
    const isCutOff = at === lines.length - 1
    const line = whole.endsWith('\r') ? whole.slice(0, -1) : whole
    if (line === '') return
    const skip = (): unknown => found.skipped.push(at + 1)
    const isHeader = /^[0-9a-f]+-[0-9a-f]/i.test(line)
    if (whole.length >= TOO_LONG) {
      if (isHeader) row = null
      skip()
    } else if (isHeader) {
      const read = readHeader(line)
      if (isCutOff && (read === null || (read.name === '' && read.inode !== 0n))) return skip()
      row = read
      if (row === null) return skip()
      found.rows.push(row)
    } else if (row === null) skip()
    else {
      const outcome = readField(line, row, found, isCutOff)
      if (outcome !== 'taken') skip()
      if (outcome === 'leave') row = null
    }
  })
  return found
}
