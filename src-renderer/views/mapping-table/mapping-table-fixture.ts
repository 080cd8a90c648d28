import type { Capture } from '#shared/memory/capture.ts'
import type { MappingTable } from '#shared/memory/mapping-table.ts'
import { textListOf } from '#shared/memory/text-list.ts'
import { newU64Column, setU64 } from '#shared/memory/u64-column.ts'

/**
 * For tests only: a table from the text of smaps, slowly and plainly, so that these tests do not stand or fall with the
 * scanner.
 */
export function tableOfSmaps(text: string): MappingTable {
  const blocks = text.split(/\n(?=[0-9a-f]+-[0-9a-f]+ )/).filter((block) => block.trim() !== '')
  const count = blocks.length
  const start = newU64Column(count)
  const end = newU64Column(count)
  const offset = newU64Column(count)
  const inode = newU64Column(count + 1)
  const major = new Uint32Array(count + 1)
  const minor = new Uint32Array(count + 1)
  const perms = new Uint8Array(count)
  const names: string[] = ['']
  const values = new Map<string, Float64Array>()
  const units = new Map<string, 'kB' | 'none'>()
  const flagSets: string[] = ['']
  blocks.forEach((block, row) => {
    const [head = '', ...fields] = block.trim().split('\n')
    const match = /^(\w+)-(\w+) (\S{4}) (\w+) (\w+):(\w+) (\d+) *(.*)$/.exec(head)!
    setU64(start, row, BigInt(`0x${match[1]!}`))
    setU64(end, row, BigInt(`0x${match[2]!}`))
    setU64(offset, row, BigInt(`0x${match[4]!}`))
    perms[row] = [...'rwx'].reduce((bits, letter, at) => bits | (match[3]!.includes(letter) ? 1 << at : 0), 0)
    if (match[3]!.endsWith('s')) perms[row] |= 8
    major[row + 1] = parseInt(match[5]!, 16)
    minor[row + 1] = parseInt(match[6]!, 16)
    setU64(inode, row + 1, BigInt(match[7]!))
    names.push(match[8]!)
    flagSets.push('')
    for (const line of fields) {
      const [name = '', value = ''] = line.split(/:\s*/)
      if (name === 'VmFlags') flagSets[row + 1] = value.trim()
      else {
        if (!values.has(name)) values.set(name, new Float64Array(count))
        values.get(name)![row] = parseInt(value, 10)
        units.set(name, value.endsWith('kB') ? 'kB' : 'none')
      }
    }
  })
  const rows = Uint32Array.from({ length: count }, (_, row) => row + 1)
  return {
    rowCount: count,
    start,
    end,
    offset,
    perms,
    backing: rows,
    backings: { major, minor, inode, name: textListOf(names) },
    fields: [...values].map(([name, column]) => ({
      name,
      unit: units.get(name)!,
      derived: null,
      values: column,
      stride: 1,
      missing: null,
      wide: null
    })),
    flags: values.size === 0 ? null : { sets: textListOf(flagSets), id: rows },
    texts: []
  }
}

/** For tests only: a capture of one process around a table; all mappings anonymous. */
export function captureOfTable(table: MappingTable, more: Partial<Capture> = {}): Capture {
  const { rowCount } = table
  return {
    process: { pid: 4242, startTime: 1 },
    name: 'demo',
    command: './demo',
    user: 'ada',
    takenAt: null,
    detail: 'smaps',
    table,
    classification: {
      category: new Uint8Array(rowCount).fill(6),
      confidence: new Uint8Array(rowCount),
      evidence: new Uint16Array(rowCount),
      evidences: [],
      group: new Uint32Array(rowCount),
      groups: []
    },
    rollup: null,
    status: null,
    startStack: null,
    shmMinor: null,
    pageSize: 4096,
    verdict: { kind: 'still' },
    cost: null,
    notes: [],
    ...more
  }
}
