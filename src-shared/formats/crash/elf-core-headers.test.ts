import { describe, expect, it } from 'vitest'
import { bigEndianCore } from '#test/support/big-endian-core.ts'
import { madeCore } from '#test/support/made-core.ts'
import { first, rows } from '#test/support/opened-files.ts'
import { joinBytes } from '../../base/join-bytes.ts'
import { bytesToNotes, coreHeaders, infoOffset, isCore, isElf, programHeader, PT_LOAD } from './elf-core-headers.ts'

const MANY = 70_000
const TABLE_END = 64 + (MANY + 1) * 56

it('a core file is an ELF file of that type, with a whole header', () => {
  const { head } = madeCore(1, { size: 4096, notes: 'first' })
  const changed = (at: number, byte: number): Uint8Array =>
    Uint8Array.from(head, (own, index) => (index === at ? byte : own))
  expect([isElf(head), isCore(head), isElf(head.subarray(0, 64)), isElf(head.subarray(0, 63))]).toEqual([
    true,
    true,
    true,
    false
  ])
  for (const at of [0, 1, 2, 3]) expect(isElf(changed(at, 0))).toBe(false)
  // An executable; and the type of a core file with its bytes the other way round.
  expect([isElf(changed(16, 2)), isCore(changed(16, 2)), isCore(changed(5, 2))]).toEqual([true, false, false])
})

describe('headers of 32 bits, the greatest byte first', () => {
  it('are read at their own offsets', () => {
    const headers = coreHeaders(bigEndianCore())
    expect(headers).toMatchObject({ is64: false, little: false, from: 52, count: 2 })
    expect(programHeader(headers, 1)).toEqual({
      kind: PT_LOAD,
      flags: 5,
      offset: 0x1000,
      fileSize: 0x2000,
      start: 0x10000000n,
      memorySize: 0x3000n
    })
    expect(bytesToNotes(bigEndianCore())).toBe(bigEndianCore().length)
    expect(infoOffset(headers)).toBeNull()
  })

  it('are opened with the process of their note', () => {
    const capture = first(bigEndianCore())
    expect([capture.name, capture.command, capture.process.pid]).toEqual(['demo', 'demo -v', 812])
    expect(rows(capture)).toEqual(['10000000 12 r-xp '])
  })
})

it('words of 64 bits, the greatest byte first, as s390x has them', () => {
  const core = Buffer.alloc(64)
  core.write('\x7fELF\x02\x02\x01', 'latin1')
  core.writeUInt16BE(4, 16)
  core.writeBigUInt64BE(0x1_0000_0040n, 32)
  core.writeBigUInt64BE(0x2_0000_0000n, 40)
  core.writeUInt16BE(3, 56)
  const headers = coreHeaders(core)
  expect(headers).toMatchObject({ is64: true, little: false, from: 0x1_0000_0040, count: 3 })
  expect(infoOffset(headers)).toBe(0x2_0000_0000 + 44)
})

it('a header whose bytes are not all there is none', () => {
  const core = bigEndianCore()
  expect(programHeader(coreHeaders(core.subarray(0, 116)), 1)).not.toBeNull()
  expect(programHeader(coreHeaders(core.subarray(0, 115)), 1)).toBeNull()
  expect(programHeader(coreHeaders(core.subarray(0, 115)), 0)).not.toBeNull()
})

describe.each(['first', 'last'] as const)('more than 65,534 headers, notes %s', (notes) => {
  const { head, tail, tailAt } = madeCore(MANY, { size: TABLE_END + 4096, notes })

  it('are counted by the first section header', () => {
    const whole = joinBytes([head, new Uint8Array(tailAt - head.length), tail])
    expect(coreHeaders(whole).count).toBe(MANY + 1)
    expect(infoOffset(coreHeaders(whole))).toBe(whole.length - 64 + 44)
  })

  it('without it, are counted by where what follows them begins', () => {
    // With the notes last, the gap between the headers and the memory is empty, and as long as two headers.
    expect(coreHeaders(head).count).toBe(MANY + (notes === 'first' ? 1 : 3))
    expect(coreHeaders(head.subarray(0, 64)).count).toBe(0xffff)
  })
})

it('the beginning of a core file goes to the end of its notes, or as far as is ever unpacked', () => {
  const { head } = madeCore(3, { size: 10_000, notes: 'first' })
  expect(bytesToNotes(head)).toBe(head.length)
  const MOST = 128 * 1024 * 1024
  expect(bytesToNotes(head.subarray(0, 64))).toBe(MOST)
  expect(bytesToNotes(madeCore(3, { size: 10 * MOST, notes: 'last' }).head)).toBe(MOST)
  // Notes inside the table take nothing off its end.
  const inside = Buffer.from(head)
  inside.writeBigUInt64LE(64n, 64 + 8)
  inside.writeBigUInt64LE(8n, 64 + 32)
  expect(bytesToNotes(inside)).toBe(64 + 4 * 56)
})
