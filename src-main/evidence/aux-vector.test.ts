import { readlinkSync, realpathSync } from 'node:fs'
import { expect, it } from 'vitest'
import { captureLive } from '#main/commands/support/capture-live.ts'
import { ProcFolder } from '#main/source/proc-folder.ts'
import { mappingName } from '#shared/memory/mapping-table.ts'
import { parseAuxVector, startedFrom } from './aux-vector.ts'

it('names the program and its loader, and the evidence of their mappings names them', () => {
  const folder = new ProcFolder(process.pid)
  const { table, classification } = captureLive(process.pid, 'maps', 'files')
  const { program, loader } = startedFrom(folder, table)
  folder.close()
  expect(program).toBe(readlinkSync('/proc/self/exe'))
  expect(loader).toBe(realpathSync(loader))
  expect(loader).toMatch(/\/ld-[^/]*\.so/)
  const keys = new Map<string, Set<string>>()
  for (let row = 0; row < table.rowCount; row++) {
    const { key } = classification.evidences[classification.evidence[row]!]!
    const name = mappingName(table, row)
    keys.set(name, (keys.get(name) ?? new Set()).add(key))
  }
  expect([...keys.get(program)!]).toEqual(['program'])
  expect([...keys.get(loader)!]).toEqual(['loader'])
})

it('takes what is not a vector for an empty one, and reads no further than its end', () => {
  expect(parseAuxVector(new Uint8Array(15)).size).toBe(0)
  const words = new BigUint64Array([3n, 5n, 0n, 0n, 7n, 9n])
  expect([...parseAuxVector(new Uint8Array(words.buffer))]).toEqual([[3n, 5n]])
})
