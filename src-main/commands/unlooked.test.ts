import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { recordedIo } from '#test/support/command-io.ts'
import { openBytes } from '#shared/formats/index.ts'
import { shareCaptures } from '#shared/formats/snapshot/share-captures.ts'
import type { Looking } from '#shared/memory/capture.ts'
import { EVERYTHING } from '#shared/redact/redaction.ts'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import type { RunCommand } from './command.ts'
import { capture } from './capture.ts'
import { compare } from './compare.ts'
import { exportMappings } from './export.ts'
import { grew } from './grew.ts'
import { NODE_PACK } from './support/export-shared.ts'

const folder = mkdtempSync(join(tmpdir(), 'vmatlas-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function run(command: RunCommand, ...args: string[]): Promise<{ printed: string; errors: string }> {
  const { io, said, complained } = recordedIo()
  await command(args, io)
  return { printed: said(), errors: complained() }
}

/** A snapshot of two moments, at the second of which there was no time for stacks. */
function saved(): string {
  const file = join(folder, 'cut.vmsnap')
  const momentOf = (takenAt: number, cut: Looking['cut']) => {
    const made = captureOfText(`1000-${takenAt + 1}000 rw-p 00000000 00:00 0 \nRss: ${takenAt * 4} kB\n`)
    const looking: Looking = { depth: 'inside', couldLookInside: true, cut, cost: null }
    return { takenAt, note: '', captures: [{ ...made, process: { pid: 7, startTime: 1 }, looking }] }
  }
  const provenance = { tool: 'test', hostName: null, kernel: null, privileged: false, note: '' }
  const moments = [momentOf(1, []), momentOf(2, ['stacks'])]
  writeFileSync(
    file,
    shareCaptures({ moments, format: 'vmsnap', redaction: EVERYTHING, provenance, viewer: null }, NODE_PACK)
  )
  return file
}
const CUT = 'when this was captured there was not enough time to look at all of: stacks of threads\n'
const LOOKED = { depth: 'inside', couldLookInside: true, cut: ['stacks'] }

it.each(['json', 'csv', 'markdown', 'vmsnap'])(
  'what was not looked at is reported with an export as %s',
  async (format) => {
    const { errors } = await run(exportMappings, '--from', saved(), '-f', format, '-o', join(folder, 'out'))
    expect(errors).toContain(`vmatlas export: process 7: ${CUT}`)
  }
)

it('and is in the JSON of it, also where something is left out', async () => {
  const { printed } = await run(exportMappings, '--from', saved())
  expect(JSON.parse(printed)).toMatchObject({ processes: [{ looked: LOOKED }] })
  const { printed: redacted } = await run(exportMappings, '--from', saved(), '--redact', 'users')
  expect(JSON.parse(redacted)).toMatchObject({ processes: [{ looked: LOOKED }] })
})

it('what grew reports it for any of its moments', async () => {
  expect((await run(grew, saved())).errors).toBe(`vmatlas grew: ${CUT}`)
  const { printed } = await run(grew, saved(), '--json')
  expect(JSON.parse(printed)).toMatchObject({ looked: LOOKED })
})

it('a comparison reports it for the side that it is true of', async () => {
  expect((await run(compare, saved())).errors).toBe(`vmatlas compare: process 7: ${CUT}`)
})

it('where there is no memory to look into, that is reported', async () => {
  const denied = join(folder, 'proc', '4711')
  mkdirSync(denied, { recursive: true })
  for (const name of ['stat', 'status', 'smaps', 'cmdline']) {
    writeFileSync(join(denied, name), readFileSync(`/proc/self/${name}`, 'latin1').replace(/^\d+ /, '4711 '), 'latin1')
  }
  const { printed, errors } = await run(exportMappings, '--from', join(folder, 'proc'), '4711')
  expect(errors).toContain('the memory of the process could not be looked into')
  expect(JSON.parse(printed)).toMatchObject({ processes: [{ looked: { depth: 'inside', couldLookInside: false } }] })
})

it('a snapshot of a living process contains how closely it was looked at', async () => {
  const file = join(folder, 'self.vmsnap')
  const { printed } = await run(capture, String(process.pid), '-o', file, '--json', '--evidence', 'files')
  expect(JSON.parse(printed)).toMatchObject({ looked: [{ pid: process.pid, depth: 'files', couldLookInside: null }] })
  const [moment] = openBytes(new Uint8Array(readFileSync(file)), file, nodeFormatContext).moments
  expect(moment?.processes[0]?.capture().looking).toEqual({
    depth: 'files',
    couldLookInside: null,
    cut: [],
    cost: null
  })
})
