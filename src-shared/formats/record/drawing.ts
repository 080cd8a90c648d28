import { isLeftOut } from '../listing/cut-marks.ts'
import { isKernelName } from './record-name.ts'
import { recordOfLine } from './line-records.ts'
import type { TextRecord } from './record-value.ts'

/*
 * Address spaces as people draw them: boxes one above the other, with ranges in them or addresses at their edges.
 */

/** What boxes and trees are drawn with. */
const EDGES = /[\u2500-\u259f]/g
/** A border: `+-----+`, `├────┤`, `=====`. */
const BORDER = /(?:[+|#*]?[-=_~]{4,400}[+|#*]?|[\u2500-\u257f]{4,400})/
const ADDRESS = /(?<![\w.])(?:0x[0-9a-f]{4,16}|[0-9a-f]{8,16})(?![\w.])/gi
const PERMISSIONS = /(?<![\w/.-])[r-][w-][x-](?:,?[ps-])?(?![\w/.-])/
const OWN = /\[[a-z][\w:. -]{1,100}\]/
/** Two addresses in one line. */
const RANGE = /(?<![\w.])(?:0x)?[0-9a-f]{5,16}\s{0,3}[-–]\s{0,3}(?:0x)?[0-9a-f]{5,16}(?![\w.])/i
/** What is in a box that is no mapping. */
const EMPTY =
  /^(?:|[.…⋮:~ ]{1,400}|[([<]?[. ]{0,5}(?:sparse|null trap|unmapped|unused|free|gap|hole|nothing|empty|not mapped|no mapping|unallocated|未映射|空闲|空洞)(?![\w/])[^/]{0,200})$/i

/** A line without what it is drawn with. */
export const withoutEdges = (line: string): string =>
  line
    .replace(EDGES, ' ')
    .replace(/^[\s|+*#>~]{1,80}(?:-\s)?/, '')
    .replace(/(?<![\s|+*#~])[\s|+*#~]{1,400}$/, '')

/** Texts of the boxes, each with its lines joined. */
export function boxesOf(lines: readonly string[]): string[] {
  const boxes: string[] = []
  let open = ''
  for (const line of lines) {
    if (BORDER.test(line) && !/[0-9a-z]{3}/i.test(line.replace(ADDRESS, ''))) {
      boxes.push(open)
      open = ''
    } else open = open.length > 4000 ? open : `${open} ${withoutEdges(line)}`
  }
  boxes.push(open)
  return boxes.map((box) => box.trim()).filter((box) => box !== '')
}

interface Edge {
  readonly address: bigint
  /** What is below it, down to the next one. */
  text: string
  /** Rows were left out below it. */
  isCut: boolean
  /** Other addresses are below it. */
  isOdd: boolean
}

const addressOf = (text: string): bigint => BigInt(text.startsWith('0x') ? text : `0x${text}`)

function edgesOf(lines: readonly string[]): Edge[] {
  const edges: Edge[] = []
  for (const line of lines) {
    const addresses = line.match(ADDRESS) ?? []
    const last = edges.at(-1)
    if (BORDER.test(line) && addresses.length === 1)
      edges.push({ address: addressOf(addresses[0]), text: '', isCut: false, isOdd: false })
    else if (last !== undefined && !BORDER.test(line)) {
      const text = withoutEdges(line)
      last.isCut ||= isLeftOut(text) && !/^[|\u2502~]/.test(line.trim())
      last.isOdd ||= RANGE.test(text)
      last.text = `${last.text} ${text}`.trim().slice(0, 1000)
    }
  }
  return edges
}

/** Boxes with an address at each edge. @returns none where one of them holds what is neither a mapping nor a gap */
export function ladderOf(lines: readonly string[]): TextRecord[] {
  const edges = edgesOf(lines)
  const records: TextRecord[] = []
  for (const [at, { address, text, isCut, isOdd }] of edges.slice(0, -1).entries()) {
    if (isOdd) return []
    if (EMPTY.test(text)) continue
    const next = edges[at + 1]!.address
    const length = lengthIn(text)
    // Where boxes were left out, only a size reports how far this one goes.
    if (isCut && length === null) continue
    const behind = length === null ? next : address < next ? min(next, address + length) : max(next, address - length)
    const own = recordBetween(address, behind, text)
    if (own === null) return []
    records.push(own)
  }
  return records
}

const min = (a: bigint, b: bigint): bigint => (a < b ? a : b)
const max = (a: bigint, b: bigint): bigint => (a > b ? a : b)

/** The size in a box, bytes; null where there is none, or a rounded one. */
function lengthIn(text: string): bigint | null {
  const kb = /(?<![\w.])(\d{1,12}) ?(?:K|KB|KiB|kB)(?!\w)/.exec(text)?.[1]
  return kb === undefined ? null : BigInt(kb) * 1024n
}

function recordBetween(first: bigint, second: bigint, text: string): TextRecord | null {
  const [start, end] = first < second ? [first, second] : [second, first]
  const range = `0x${start.toString(16)}-0x${end.toString(16)}`
  const name = OWN.exec(text)?.[0]
  // A box with the kernel's own name needs no permissions.
  if (!PERMISSIONS.test(text) && name !== undefined && isKernelName(name))
    return {
      owner: {},
      members: [
        ['range', range],
        ['name', name]
      ]
    }
  return PERMISSIONS.test(text) ? recordOfLine(`${range} ${text}`) : null
}
