import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { bigEndianCore } from '#test/support/big-endian-core.ts'
import { madeCore } from '#test/support/made-core.ts'
import { failureOf } from '../../contract/failure.ts'
import { readParts } from '../file-reading.ts'
import { coreWithoutMemory } from './core-without-memory.ts'
import { coreHeaders } from './elf-core-headers.ts'
import { elfCore } from './elf-core.ts'

const FIXTURE = new Uint8Array(
  readFileSync(new URL('../../../test/fixtures/captures/waiting.core-head', import.meta.url))
)

function without(core: Uint8Array): Uint8Array {
  return readParts(coreWithoutMemory(core.subarray(0, 2048)), ({ from, length }) => core.subarray(from, from + length))
}

/** All that is known of a core file, or why nothing is. */
function contentOf(bytes: Uint8Array): unknown {
  try {
    const { moments, notes } = elfCore.read(bytes, 'core', nodeFormatContext)
    return [moments.map(({ processes }) => processes.map((process) => process.capture())), notes]
  } catch (error) {
    return failureOf(error, '').detail
  }
}

it.each(['first', 'last'] as const)('has what the core file has, notes %s', (notes) => {
  const { head, tail, tailAt } = madeCore(200, { size: 1_000_000, notes })
  const core = new Uint8Array(1_000_000)
  core.set(head)
  core.set(tail, tailAt)
  const small = without(core)
  expect(small.length).toBeLessThan(20_000)
  expect(contentOf(small)).toEqual(contentOf(core))
})

it('has what the core file has, wherever that is cut off and whatever is damaged', () => {
  const damage = fc.array(fc.tuple(fc.nat(FIXTURE.length - 1), fc.nat(255)), { maxLength: 4 })
  fc.assert(
    fc.property(fc.integer({ min: 64, max: FIXTURE.length }), damage, (length, bytes) => {
      const core = FIXTURE.slice(0, length)
      // What makes it a core file stays.
      for (const [at, value] of bytes) if (at >= 18 && at < length) core[at] = value
      const [small, whole] = [contentOf(without(core)), contentOf(core)]
      const said = JSON.stringify(whole, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))
      // Nothing can follow a table that is cut off, and so no note either.
      if (said.includes('the file ends after') && said.includes('the notes are cut off')) expect(small).toBeDefined()
      else expect(small).toEqual(whole)
    }),
    { numRuns: 300 }
  )
})

it('counts few headers by the file header, whatever stands behind', () => {
  const { head, tail, tailAt } = madeCore(3, { size: 10_000, notes: 'first' })
  const core = new Uint8Array(10_000)
  core.set(head)
  core.set(tail, tailAt)
  new DataView(core.buffer).setUint32(10_000 - 64 + 44, 2, true)
  expect(contentOf(without(core))).toEqual(contentOf(core))
  expect(coreHeaders(without(core)).count).toBe(4)
})

it('says what a core file of 32 bits says, the greatest byte first', () => {
  const core = new Uint8Array(1_000_000)
  core.set(bigEndianCore())
  expect(without(core).length).toBeLessThan(1000)
  expect(contentOf(without(core))).toEqual(contentOf(core))
})

it('holds more than 65,534 headers', () => {
  const MANY = 70_000
  for (const notes of ['first', 'last'] as const) {
    const { head, tail, tailAt } = madeCore(MANY, { size: 64 + (MANY + 1) * 56 + 100_000, notes })
    const core = new Uint8Array(tailAt + tail.length)
    core.set(head)
    core.set(tail, tailAt)
    const small = without(core)
    expect(coreHeaders(small).count).toBe(MANY + 1)
    // The file header, the note, a section header and the table.
    expect(small.length).toBe(64 + (12 + 8 + 136) + 64 + (MANY + 1) * 56)
    // Without what counts them at its end, they are counted by what follows them.
    expect(coreHeaders(without(core.subarray(0, -30))).count).toBe(coreHeaders(core.subarray(0, 2048)).count)
  }
})
