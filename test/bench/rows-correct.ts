import { readdirSync, readFileSync } from 'node:fs'
import { exactFieldValue, mappingName, permsText } from '#shared/memory/mapping-table.ts'
import { u64Hex } from '#shared/memory/u64-column.ts'
import { scanMappings } from '#shared/scan/mapping-scanner.ts'
import { spreadOf } from './measure.ts'
import type { BenchRow } from './row.ts'

/** Rows of one smaps that the product reads otherwise than a plain line-by-line reader. */
function wrongRows(bytes: Uint8Array): number {
  const { table } = scanMappings(bytes)
  const fields = new Map(table.fields.map((field) => [field.name, field]))
  let row = -1
  let wrong = new Set<number>()
  for (const line of Buffer.from(bytes).toString('latin1').split('\n')) {
    const header = /^([0-9a-f]+)-([0-9a-f]+) (\S{4}) ([0-9a-f]+) \S+ \d+ *(.*)$/.exec(line)
    if (header) {
      row++
      const ours = [
        u64Hex(table.start, row, 8),
        u64Hex(table.end, row, 8),
        permsText(table.perms[row]!),
        u64Hex(table.offset, row, 8)
      ]
      const name = Buffer.from(mappingName(table, row)).toString('latin1')
      if (ours.join() !== header.slice(1, 5).join() || name !== header[5]) wrong = wrong.add(row)
      continue
    }
    const value = /^(\w+):\s+(\d+)(?: kB)?$/.exec(line)
    const field = fields.get(value?.[1] ?? '')
    if (value && (field === undefined || exactFieldValue(table, field, row) !== BigInt(value[2]!)))
      wrong = wrong.add(row)
  }
  return wrong.size + Math.abs(table.rowCount - (row + 1))
}

/** Row 12: every process of the machine and a large one, against a plain reader. */
export const correctRow: BenchRow = async ({ workloads }) => {
  const workload = await workloads.start('mappings', 20_000)
  let wrong = wrongRows(readFileSync(`/proc/${workload.pid}/smaps`))
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      wrong += wrongRows(readFileSync(`/proc/${pid}/smaps`))
    } catch {
      // Gone, or not ours to read.
    }
  }
  await workload.stop()
  return [
    {
      id: '12',
      what: 'rows wrong against a plain reader, all processes here',
      measured: spreadOf([wrong]),
      must: 0,
      stretch: 0,
      direction: 'most',
      unit: ''
    }
  ]
}
