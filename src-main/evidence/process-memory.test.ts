import { expect, it } from 'vitest'
import { ProcFolder } from '#main/source/proc-folder.ts'
import { FULL_PACE, readMappings } from '#main/source/read-mappings.ts'
import { mappingBytes, mappingName, mappingStart } from '#shared/memory/mapping-table.ts'
import { ProcessMemory } from './process-memory.ts'

it('what is in memory is the same whenever it is asked, also when the code is optimised', () => {
  const folder = new ProcFolder(process.pid)
  const { table } = readMappings(folder, 'maps', FULL_PACE)
  const heap = Array.from({ length: table.rowCount }, (_, row) => row).find(
    (row) => mappingName(table, row) === '[heap]'
  )!
  const start = mappingStart(table, heap)
  const end = start + Math.min(mappingBytes(table, heap), 64 * 1024)
  for (let turn = 0; turn < 5000; turn++) {
    const memory = ProcessMemory.open(folder, 4096)!
    const bytes = memory.residentBytes(start, end, { left: 100 })
    memory.close()
    if (bytes === 0) expect(`nothing in turn ${turn}`).toBe('something')
  }
  folder.close()
})
