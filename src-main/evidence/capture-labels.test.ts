import { spawn } from 'node:child_process'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openBytes } from '#shared/formats/index.ts'
import { partOf, purposeOf } from '#shared/memory/purpose.ts'
import { collectSnapshot } from '#main/capture/collect-snapshot.ts'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import type { EvidenceDepth } from '#shared/memory/category.ts'

/** A block of malloc that only a look inside can tell from other memory. */
const PROGRAM =
  'globalThis.kept = Buffer.from(new ArrayBuffer(40e6)).fill(7); console.log("ready"); setInterval(() => {}, 1e6)'
const child = spawn(process.execPath, ['-e', PROGRAM], { stdio: ['ignore', 'pipe', 'inherit'] })
beforeAll(async () => {
  await new Promise((resolve) => child.stdout.once('data', resolve))
})
afterAll(() => child.kill())

async function purposesOf(evidence: EvidenceDepth): Promise<{ isStored: boolean; keys: Set<string> }> {
  const bytes = await collectSnapshot({
    root: '/proc',
    processes: [{ pid: child.pid!, startTime: 0 }],
    evidence,
    looksIntoOthers: true,
    pageSize: 4096,
    note: '',
    tool: 'test',
    progress: () => undefined,
    isCancelled: () => false
  })
  const opened = openBytes(bytes, 'x.vmsnap', nodeFormatContext)
  const { table, classification } = opened.moments[0]!.processes[0]!.capture()
  const rows = Array.from({ length: table.rowCount }, (_, row) => row)
  const own = rows.filter((row) => partOf(classification, row) === 'own')
  return { isStored: classification.isStored, keys: new Set(own.map((row) => purposeOf(classification, row).key)) }
}

it('a snapshot keeps what was found inside the living process', async () => {
  const { isStored, keys } = await purposesOf('inside')
  expect(isStored).toBe(true)
  expect(keys).toContain('malloc-block')
  expect(keys).toContain('stack-of')
})

it('and nothing where only mappings are to be looked at', async () => {
  const { isStored, keys } = await purposesOf('maps')
  expect(isStored).toBe(false)
  expect(keys).not.toContain('malloc-block')
})
