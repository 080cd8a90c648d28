import { describe, expect, it } from 'vitest'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { FailureError } from '../contract/failure.ts'
import { openBytes } from './index.ts'

const open = (bytes: Uint8Array) => openBytes(bytes, 'file', nodeFormatContext)
const MIB = 1024 * 1024
const hex = (row: number): string => (0x100000000000 + row * 4096).toString(16)
const maps = (row: number): string => `${hex(row)}-${hex(row + 1)} rw-p 00000000 00:00 0 \n`
const many = (count: number, lineOf: (row: number) => string): Buffer =>
  Buffer.from(Array.from({ length: count }, (_, row) => lineOf(row)).join(''))

// None of these is a question of time by the clock: what takes more than a step for each byte never ends.
describe('a text of many megabytes', () => {
  it.each([
    ['of one line', Buffer.alloc(6 * MIB, 'a')],
    ['of newlines', Buffer.alloc(6 * MIB, '\n')],
    ['of blanks', Buffer.alloc(6 * MIB, ' ')],
    ['of blanks and newlines', Buffer.alloc(6 * MIB, `${' '.repeat(50_000)}\n`)],
    ['of quotation marks', Buffer.alloc(6 * MIB, '> ')],
    ['of tags that never end', Buffer.concat([Buffer.from('<pre>\n'), Buffer.alloc(3 * MIB, '<a')])],
    ['of escapes that never end', Buffer.alloc(6 * MIB, '\x1b[')],
    ['of numbers', Buffer.alloc(6 * MIB, '7')],
    ['of chatter', Buffer.alloc(6 * MIB, 'Nov 23 11:00:00 host prog[12]: nothing that is a mapping\n')]
  ])('%s is refused in words', (_, bytes) => {
    expect(() => open(bytes)).toThrow('no known format')
  })

  it('shows what is around a line of many megabytes, and where it was', () => {
    const bytes = Buffer.concat([
      many(2, maps),
      Buffer.alloc(6 * MIB, '7f0000-'),
      Buffer.from('\n'),
      many(2, (row) => maps(row + 10))
    ])
    const { moments, notes } = open(bytes)
    expect(moments[0]?.processes[0]?.capture().table.rowCount).toBe(4)
    expect(notes.map(({ line }) => line)).toEqual([3])
  })

  it('shows mappings that begin late in a report', () => {
    const bytes = Buffer.concat([Buffer.alloc(2 * MIB, 'some words of a report\n'), Buffer.from('\n'), many(3, maps)])
    expect(open(bytes).moments[0]?.processes[0]?.capture().table.rowCount).toBe(3)
  })
})

describe('very many mappings', () => {
  it.each([
    ['maps', many(50_000, maps)],
    ['the journal', many(50_000, (row) => `Nov 23 11:00:00 host cat[8]: ${maps(row)}`)],
    [
      'pmap',
      Buffer.concat([Buffer.from('1:   x\n'), many(50_000, (row) => `0000${hex(row)}       4K rw---   [ anon ]\n`)])
    ],
    ['gdb', many(50_000, (row) => `    0x${hex(row)}     0x${hex(row + 1)}     0x1000        0x0  rw-p   \n`)]
  ])('of %s', (_, bytes) => {
    const { moments, notes } = open(bytes)
    expect(moments[0]?.processes[0]?.capture().table.rowCount).toBe(50_000)
    expect(notes).toEqual([])
  })
})

it('lists no more than so many of the lines that were skipped', () => {
  const { notes } = open(Buffer.concat([many(2, maps), Buffer.alloc(MIB, 'chatter\n')]))
  expect(notes.length).toBeLessThanOrEqual(1000)
})

it('shows overlapping and backward rows as they were listed; what comes again begins another list', () => {
  const rows = ['1000-5000', '2000-3000', '1000-5000', '0-1000', 'fffffffffffff000-ffffffffffffffff']
  const bytes = Buffer.from(rows.map((range) => `${range} rw-p 00000000 00:00 0 \n`).join(''))
  const counts = open(bytes).moments[0]?.processes.map((process) => process.capture().table.rowCount)
  expect(counts).toEqual([2, 3])
})

it('lists wrong numbers with their lines', () => {
  const good = (row: number): string =>
    `${(row + 1).toString(16)}000-${(row + 2).toString(16)}000 rw-p 00000000 00:00 0 \n`
  const bad = [
    '3000-2000 rw-p 00000000 00:00 0 \n',
    '-1-2000 rw-p 00000000 00:00 0 \n',
    '1000-2000 rw-p 99999999999999999 00:00 0 \n',
    '1000-2000 rw-p 00000000 00:00 99999999999999999999999 \n',
    '11111111111111111-22222222222222222 rw-p 00000000 00:00 0 \n'
  ]
  const { moments, notes } = open(Buffer.from(bad.map((line, at) => good(at) + line).join('') + good(bad.length)))
  expect(moments[0]?.processes[0]?.capture().table.rowCount).toBe(6)
  expect(notes.map(({ line }) => line)).toEqual([2, 4, 6, 8, 10])
})

it('recognises a text also by what comes late in it', () => {
  const chatter = 'nothing of interest\n'.repeat(20_000)
  const late = (text: string): string => {
    try {
      open(Buffer.from(chatter + text))
      return 'opened'
    } catch (error) {
      return error instanceof FailureError ? error.failure.detail : String(error)
    }
  }
  expect(late('  PID User     Command                         Swap      USS      PSS      RSS\n')).toContain('smem')
  expect(
    late('==== Non-writable regions for process 77\n__TEXT 100000000-100001000 [ 4K] r-x/rwx SM=COW  /bin/demo\n')
  ).toContain('macOS')
})
