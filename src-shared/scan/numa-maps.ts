import { mappingStart, type MappingTable, type TextColumn } from '../memory/mapping-table.ts'
import { textListOf } from '../memory/text-list.ts'

/** A line of /proc/PID/numa_maps (Documentation/filesystems/proc.rst). */
export interface NumaRow {
  /** First address of the mapping; exact as a double. */
  readonly start: number
  /** Memory policy: `default`, `bind:0-1`, `prefer (many):0`. */
  readonly policy: string
  /** kB by node number, ascending. */
  readonly nodesKb: ReadonlyMap<number, number>
  /** The file, as the kernel escapes it, `heap` or `stack`; empty where it reports none. Untrusted. */
  readonly name: string
}

/** A machine has at most so many nodes (CONFIG_NODES_SHIFT of the kernel is at most 10). */
const MOST_NODES = 1024
const LINE = /^([0-9a-f]{1,16}) ([a-z]\S{0,4000}(?: \(many\)\S{0,4000})?)(?: (.*))?$/
const NEWLINE = 10
/** A line with a number for each of so many nodes is shorter. */
const LONGEST_LINE = 32 * 1024
const decoder = new TextDecoder()

/** A line taken apart; null where it is not one. */
export function numaRow(line: string): NumaRow | null {
  const [, start, policy, rest = ''] = LINE.exec(line.trim()) ?? []
  if (start === undefined || policy === undefined) return null
  const words = rest.split(' ')
  const pageKb = Number(/^kernelpagesize_kB=(\d{1,9})$/.exec(words.at(-1) ?? '')?.[1] ?? 4)
  const pages = words.flatMap((word): [number, number][] => {
    const [, node, count] = /^N(\d{1,4})=(\d{1,15})$/.exec(word) ?? []
    return node === undefined || Number(node) >= MOST_NODES ? [] : [[Number(node), Number(count) * pageKb]]
  })
  const file = words.find((word) => word.startsWith('file='))?.slice(5)
  const own = words.find((word) => word === 'heap' || word === 'stack')
  return {
    start: Number(`0x${start}`),
    policy,
    nodesKb: new Map(pages.sort(([a], [b]) => a - b)),
    name: file ?? (own === undefined ? '' : `[${own}]`)
  }
}

/** Rows that are kept; the kernel lets a process have 65,530 mappings (vm.max_map_count) by default. */
export const MOST_NUMA_ROWS = 200_000

/** The lines of numa_maps, at most `MOST_NUMA_ROWS` of them. */
export function parseNumaMaps(bytes: Uint8Array): NumaRow[] {
  const rows: NumaRow[] = []
  for (let at = 0; at < bytes.length && rows.length < MOST_NUMA_ROWS;) {
    const newline = bytes.indexOf(NEWLINE, at)
    const end = newline < 0 ? bytes.length : newline
    const row = numaRow(decoder.decode(bytes.subarray(at, Math.min(end, at + LONGEST_LINE))))
    if (row !== null) rows.push(row)
    at = end + 1
  }
  return rows
}

const nodesText = ({ nodesKb }: NumaRow): string => Array.from(nodesKb, ([node, kb]) => `N${node}=${kb}kB`).join(' ')

/** A text by row; rows without a line have none. */
function textColumn(name: string, table: MappingTable, textOf: (row: number) => string | undefined): TextColumn {
  const texts = new Map<string, number>([['', 0]])
  const id = new Uint32Array(table.rowCount)
  for (let row = 0; row < table.rowCount; row++) {
    const text = textOf(row) ?? ''
    const known = texts.get(text) ?? texts.size
    texts.set(text, known)
    id[row] = known
  }
  return { name, texts: textListOf([...texts.keys()]), id }
}

/**
 * The table with what numa_maps reports of its mappings, as two more columns: on which nodes their memory lies, and by which
 * policy. Mappings are matched by their start.
 */
export function withNumaColumns(table: MappingTable, rows: readonly NumaRow[]): MappingTable {
  if (rows.length === 0) return table
  const byStart = new Map(rows.map((row) => [row.start, row]))
  const of = (row: number): NumaRow | undefined => byStart.get(mappingStart(table, row))
  const columns = [
    textColumn('NumaNodes', table, (row) => {
      const known = of(row)
      return known === undefined ? undefined : nodesText(known)
    }),
    textColumn('NumaPolicy', table, (row) => of(row)?.policy)
  ]
  return { ...table, texts: [...table.texts, ...columns] }
}
