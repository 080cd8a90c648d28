import { readFileSync } from 'node:fs'
import { crc32, deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { cellsOf } from '#test/support/expect-same-as-reference.ts'
import { generatedSmaps } from '#test/support/generated-smaps.ts'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import type { Capture } from '../../memory/capture.ts'
import { scanMappings } from '../../scan/mapping-scanner.ts'
import { openBytes } from '../index.ts'
import { writeSmaps } from './smaps-text.ts'
import { snapshotOfCaptures, type PackContext } from './snapshot-of-captures.ts'

const pack: PackContext = { deflateRaw: (bytes) => deflateRawSync(bytes), crc32: (bytes) => crc32(bytes) }
const smaps = readFileSync(new URL('../../../test/support/captures/sleep.smaps', import.meta.url), 'utf8')
const PROVENANCE = { tool: 'vmatlas test', hostName: 'here', kernel: '6.1.0', bootTime: 5, note: 'all of it' }

function textOf(capture: Capture): Uint8Array {
  const parts: Uint8Array[] = []
  writeSmaps(capture.table, (bytes) => parts.push(bytes.slice()))
  return Buffer.concat(parts)
}

it('writes a table as the kernel does, so that it is the same when it is read again', () => {
  fc.assert(
    fc.property(generatedSmaps, (text) => {
      const bytes = new TextEncoder().encode(text)
      const first = scanMappings(bytes)
      const parts: Uint8Array[] = []
      writeSmaps(first.table, (part) => parts.push(part.slice()))
      const { table } = scanMappings(Buffer.concat(parts))
      // A text that is empty in every row reports nothing and is not written.
      const texts = first.table.texts.filter(({ id }) =>
        id.subarray(0, first.table.rowCount).some((each) => each !== 0)
      )
      const rows = Array.from({ length: first.table.rowCount }, (_, row) => row)
      expect(table.rowCount).toBe(first.table.rowCount)
      expect(table.fields.map(({ name, unit }) => [name, unit])).toEqual(
        first.table.fields.map(({ name, unit }) => [name, unit])
      )
      expect(rows.map((row) => cellsOf(table, row))).toEqual(rows.map((row) => cellsOf({ ...first.table, texts }, row)))
    }),
    { numRuns: 100 }
  )
  expect(Buffer.from(textOf(captureOfText(smaps))).toString()).toBe(smaps)
})

it('brings back what it was given: moments, notes, names, numbers, what is unknown', () => {
  const first = captureOfText(smaps, {
    name: 'odd) 1\n2',
    command: 'odd --with "things"',
    user: 'alice',
    takenAt: 1000,
    startStack: 0x7ffd12350010n,
    rollup: { Rss: 12, Pss: 3 },
    status: { VmSize: 100, VmRSS: 12, Threads: 3 },
    faults: { minor: 812, major: 3 },
    verdict: { kind: 'stable' }
  })
  const second = captureOfText('1000-2000 r--p 00000000 00:00 0 ', {
    name: 'sleep',
    command: '[sleep]',
    user: null,
    absent: ['offset', 'device', 'inode']
  })
  const bytes = snapshotOfCaptures(
    [
      { takenAt: 1000, note: 'step one', captures: [first] },
      { takenAt: null, note: '', captures: [second] }
    ],
    PROVENANCE,
    pack
  )
  const { source, moments, notes } = openBytes(bytes, 'x.vmsnap', nodeFormatContext)
  expect(notes).toEqual([])
  expect(source).toMatchObject({ format: 'vmsnap', host: 'here', kernel: '6.1.0', note: 'all of it', bootTime: 5 })
  expect(moments.map(({ takenAt, note }) => [takenAt, note])).toEqual([
    [1000, 'step one'],
    [null, '']
  ])
  const MAPPINGS = { depth: 'maps', couldLookInside: null, cut: [], cost: null }
  const [one, two] = moments.map(({ processes }) => processes[0]!.capture())
  const { table, classification, ...rest } = one!
  const { table: _, classification: labels, ...expected } = first
  expect(rest).toEqual({ ...expected, cost: null, shmMinor: rest.shmMinor, looking: MAPPINGS })
  expect(classification).toEqual({ ...labels, isStored: true })
  expect(table).toEqual(first.table)
  expect(two).toMatchObject({ command: '[sleep]', user: null, detail: 'maps', absent: ['offset', 'device', 'inode'] })
})
