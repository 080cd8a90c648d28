import { readFileSync } from 'node:fs'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { Budget } from '../budget.ts'
import { bytesToNotes } from '../crash/elf-core-headers.ts'
import type { FormatContext, SkippedNote } from '../importer.ts'
import { adviceFor, BYTES_OF_PACKED_CORE, isPackedCore, unpackedFile } from './packed-file.ts'

const TEXT = Buffer.from('0123456789'.repeat(100))
const CUT_OFF: SkippedNote = {
  kind: 'file',
  line: null,
  detail: 'its packed data is damaged or cut off; what could be unpacked is shown'
}
const HEAD = readFileSync(new URL('../../../test/fixtures/captures/waiting.core-head', import.meta.url))
const CORE = Buffer.concat([HEAD, Buffer.alloc(500_000, 'memory')])

/** Bytes that packing makes no shorter, the same in every run. */
const noise = (length: number): Buffer => {
  let state = 1
  return Buffer.from(Uint8Array.from({ length }, () => (state = (state * 48_271) % 0x7fffffff)))
}

/** The head of a core file whose notes lie far behind its headers. */
function coreWithFarNotes(distance: number): Buffer {
  const core = Buffer.concat([HEAD, noise(distance), HEAD])
  const headers = Number(core.readBigUInt64LE(32))
  // The kernel's first program header is that of the notes; its offset is behind kind and flags.
  expect(core.readUInt32LE(headers)).toBe(4)
  core.writeBigUInt64LE(core.readBigUInt64LE(headers + 8) + BigInt(HEAD.length + distance), headers + 8)
  return core
}

const opened = (bytes: Uint8Array, context: Partial<FormatContext> = {}) => {
  const notes: SkippedNote[] = []
  const unpacked = unpackedFile(bytes, 'file', { ...nodeFormatContext, ...context }, notes)
  return { unpacked: Buffer.from(unpacked), notes }
}

it('a file that is not packed is the same', () => {
  for (const own of [TEXT, Buffer.from([0x1f, 0x8c, 1]), Buffer.from([0x1e, 0x8b]), CORE])
    expect(unpackedFile(own, 'file', nodeFormatContext, [])).toBe(own)
})

describe.each([
  ['gzip', (bytes: Uint8Array) => gzipSync(bytes)],
  ['zstd', (bytes: Uint8Array) => zstdCompressSync(bytes)]
])('%s', (_, pack) => {
  it('is unpacked, and what came out is taken from what may be opened', () => {
    const budget = new Budget({ bytes: 5000, unpacked: 7000 })
    expect(opened(pack(TEXT), { budget })).toEqual({ unpacked: TEXT, notes: [] })
    expect([budget.left('bytes'), budget.left('unpacked')]).toEqual([4000, 6000])
  })

  it('is unpacked to the smaller limit and not beyond it', () => {
    for (const limits of [{ bytes: 1000 }, { unpacked: 1000 }])
      expect(opened(pack(TEXT), { budget: new Budget(limits) }).unpacked).toHaveLength(1000)
    for (const limits of [{ bytes: 999 }, { unpacked: 999 }])
      expect(() => opened(pack(TEXT), { budget: new Budget(limits) })).toThrow('it unpacks to more than 999 bytes')
  })

  it('cut off, gives what is complete, with a note', () => {
    const packed = pack(Buffer.concat([TEXT, noise(300_000)]))
    const { unpacked, notes } = opened(packed.subarray(0, 200_000))
    expect(notes).toEqual([CUT_OFF])
    expect(unpacked.length).toBeGreaterThan(100_000)
    expect(unpacked.subarray(0, TEXT.length)).toEqual(TEXT)
    expect(() => opened(packed.subarray(0, 12))).toThrow('damaged or cut off')
  })

  it('of a core file, gives what is before its memory', () => {
    const { unpacked, notes } = opened(pack(CORE))
    expect(unpacked).toEqual(CORE.subarray(0, bytesToNotes(HEAD)))
    expect(notes).toEqual([])
  })

  it('of a core file whose notes are far, goes on as far as they are', () => {
    const core = coreWithFarNotes(300_000)
    expect(opened(pack(Buffer.concat([core, CORE]))).unpacked).toEqual(core.subarray(0, bytesToNotes(core)))
    const cut = opened(pack(core).subarray(0, 200_000))
    expect(cut.notes).toEqual([CUT_OFF])
    expect(cut.unpacked.length).toBeGreaterThan(100_000)
  })

  it('is known as a packed core file by its beginning, also where its memory gets no shorter', () => {
    const beginning = pack(Buffer.concat([HEAD, noise(400_000)])).subarray(0, BYTES_OF_PACKED_CORE)
    expect(isPackedCore(beginning, nodeFormatContext)).toBe(true)
    expect(isPackedCore(pack(CORE), nodeFormatContext)).toBe(true)
    expect(isPackedCore(pack(TEXT), nodeFormatContext)).toBe(false)
  })
})

it('a core file that is not packed is no packed one', () => {
  expect(isPackedCore(CORE, nodeFormatContext)).toBe(false)
  expect(isPackedCore(Buffer.alloc(0), nodeFormatContext)).toBe(false)
})

it('without partial unpacking, a gzip file is all or nothing', () => {
  const { gunzip, inflateRaw } = nodeFormatContext
  const whole = (bytes: Uint8Array): Uint8Array => unpackedFile(bytes, 'file', { gunzip, inflateRaw }, [])
  expect(Buffer.from(whole(gzipSync(CORE)))).toEqual(CORE)
  expect(() => whole(gzipSync(TEXT).subarray(0, -9))).toThrow('damaged or cut off')
  expect(isPackedCore(gzipSync(CORE), {})).toBe(false)
})

it('a zstd window that no program asks for by itself is refused with the way out', () => {
  const packed = Buffer.from('28b52ffd00a8010000', 'hex')
  expect(() => opened(packed)).toThrow('its zstd window is too large: unpack it first (zstd -d FILE)')
})

it('there is advice for kinds of files by all their first bytes', () => {
  const advice = (hex: string): string | null => adviceFor(Buffer.from(hex, 'hex'))
  expect(advice('fd377a585a00')).toContain('xz -d')
  expect(advice('25504446')).toContain('PDF')
  for (const other of ['fd377a585a', 'fd377a585a01', '', '26504446']) expect(advice(other)).toBeNull()
})
