import { describe, expect, it } from 'vitest'
import { madeMinidump, minidumpString, numbers, type MadeStream } from '#test/support/made-minidump.ts'
import { first, fixture, open, rows } from '#test/support/opened-files.ts'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { FailureError } from '../../contract/failure.ts'
import { minidump } from './minidump.ts'
import { STREAM } from './minidump-streams.ts'

const MAPS = fixture('waiting.maps')
const LINUX = 0x8201
const WINDOWS = 2
const CRASHED_AT = 1_795_446_000
const STATUS = 'Name:\twaiting\nTgid:\t812\nPid:\t812\nVmRSS:\t    1234 kB\n'

/** Strings are first, right behind the directory. */
const textAt = (streams: number): number => 32 + streams * 12
const system = (platform: number, text: number): MadeStream => [
  STREAM.system,
  numbers([9, 2], [6, 2], [0, 2], [4, 1], [0, 1], [0, 4], [0, 4], [0, 4], [platform, 4], [text, 4], [0, 4])
]
const misc: MadeStream = [STREAM.misc, numbers([24, 4], [1, 4], [812, 4], [0, 4], [0, 4], [0, 4])]
const info = (start: number, size: number, state: number, perms: number): Buffer =>
  numbers([start, 8], [start, 8], [perms, 4], [0, 4], [size, 8], [state, 4], [perms, 4], [0x20000, 4], [0, 4])
const memory = (...infos: readonly Buffer[]): MadeStream => [
  STREAM.memoryInfo,
  Buffer.concat([numbers([16, 4], [48, 4], [infos.length, 8]), ...infos])
]

describe('a minidump', () => {
  it('holds maps, status and the command line as they were', () => {
    const { bytes } = madeMinidump(
      [
        [STREAM.maps, Buffer.concat([MAPS, Buffer.alloc(3)])],
        [STREAM.status, Buffer.from(STATUS)],
        [STREAM.commandLine, Buffer.from('./waiting\0one\0')],
        misc,
        system(LINUX, textAt(5))
      ],
      { seconds: CRASHED_AT, strings: [minidumpString('0.0.0 Linux 6.8.0-31-generic #1 SMP x86_64')] }
    )
    const { source, moments, notes } = open(bytes)
    expect(source).toMatchObject({ format: 'minidump', kernel: '6.8.0-31-generic' })
    expect(moments[0]?.takenAt).toBe(CRASHED_AT * 1000)
    expect(first(bytes)).toMatchObject({ name: 'waiting', command: './waiting one', process: { pid: 812 } })
    expect(rows(first(bytes))).toEqual(rows(first(MAPS)))
    expect(first(bytes).absent).toBeUndefined()
    expect(notes).toEqual([])
  })

  it('lists damaged lines of its maps', () => {
    const text = Buffer.concat([MAPS, Buffer.from('7f00-zz00 rw-p damaged\n')])
    const { notes } = open(madeMinidump([[STREAM.maps, text]]).bytes)
    expect(notes.map(({ line }) => line)).toEqual([MAPS.filter((byte) => byte === 10).length + 1])
  })

  it('without maps, shows its list of memory under the names of its modules', () => {
    const modules = numbers([1, 4], [0x400000, 8], [0x3000, 4], [0, 4], [0, 4], [textAt(4), 4])
    const streams: MadeStream[] = [
      memory(
        info(0x400000, 0x1000, 0x1000, 0x20),
        info(0x401000, 0x2000, 0x1000, 4),
        info(0x403000, 0x1000, 0x10000, 1),
        info(0x500000, 0x10000, 0x2000, 0),
        info(0x600000, 0, 0x1000, 4)
      ),
      [STREAM.modules, Buffer.concat([modules, Buffer.alloc(108 + 4 - modules.length)])],
      misc,
      system(LINUX, 0)
    ]
    const { bytes } = madeMinidump(streams, { strings: [minidumpString('/bin/a')] })
    expect(rows(first(bytes))).toEqual(['400000 4 r-xp /bin/a', '401000 8 rw-p /bin/a', '500000 64 ---p '])
    expect(first(bytes).absent).toEqual(['offset', 'device', 'inode'])
    expect(open(bytes).notes[0]?.detail).toContain('no copy of maps')
  })

  it('names what lies entirely inside a module, also at its ends', () => {
    const module = (start: number, size: number): Buffer =>
      Buffer.concat([numbers([start, 8], [size, 4], [0, 4], [0, 4], [textAt(2), 4]), Buffer.alloc(108 - 24)])
    const pages = [0x3ff000, 0x400000, 0x401000, 0x402000, 0x403000, 0x404000, 0x4ff000].map((start) =>
      info(start, 0x1000, 0x1000, 2)
    )
    const named = (...infos: readonly Buffer[]): string[] => {
      const modules = Buffer.concat([numbers([2, 4]), module(0x500000, 0x1000), module(0x400000, 0x3000)])
      const streams: MadeStream[] = [memory(...infos), [STREAM.modules, modules]]
      return rows(first(madeMinidump(streams, { strings: [minidumpString('/bin/a')] }).bytes)).map(
        (row) => `${row.split(' ')[0]} ${row.split(' ')[3]}`
      )
    }
    expect(named(...pages)).toEqual([
      '3ff000 ',
      '400000 /bin/a',
      '401000 /bin/a',
      '402000 /bin/a',
      '403000 ',
      '404000 ',
      '4ff000 '
    ])
    // Over one of its ends, or over all of it and more.
    expect(named(info(0x3ff000, 0x2000, 0x1000, 2), info(0x402000, 0x2000, 0x1000, 2))).toEqual(['3ff000 ', '402000 '])
    expect(named(info(0x3ff000, 0x5000, 0x1000, 2), info(0x500000, 0x1000, 0x1000, 2))).toEqual([
      '3ff000 ',
      '500000 /bin/a'
    ])
    expect(named(info(0x400000, 0x3000, 0x1000, 2))).toEqual(['400000 /bin/a'])
  })

  it('whose copy of maps holds no mapping, shows its list of memory', () => {
    for (const copy of ['', 'nothing of maps\n']) {
      const streams: MadeStream[] = [[STREAM.maps, Buffer.from(`${copy}\0`)], memory(info(0x400000, 0x1000, 0x1000, 2))]
      expect(rows(first(madeMinidump(streams).bytes))).toEqual(['400000 4 r--p '])
    }
  })

  it('has the permissions of each range, without what Windows adds to them', () => {
    const protections = [1, 2, 4, 8, 0x10, 0x20, 0x40, 0x80, 0, 0x104, 0x220]
    const all = protections.map((perms, at) => info(0x400000 + at * 0x2000, 0x1000, 0x1000, perms))
    const reserved = info(0x800000, 0x1000, 0x2000, 4)
    expect(rows(first(madeMinidump([memory(...all, reserved)]).bytes)).map((row) => row.split(' ')[2])).toEqual(
      '---p r--p rw-p rw-p --xp r-xp rwxp rwxp ---p rw-p r-xp ---p'.split(' ')
    )
  })

  it('has entries as long as its list says, and as many', () => {
    const list = (count: number, entry: number, ...infos: readonly Buffer[]): MadeStream => [
      STREAM.memoryInfo,
      Buffer.concat([numbers([24, 4], [entry, 4], [count, 8]), Buffer.alloc(8), ...infos])
    ]
    const [a, b] = [info(0x400000, 0x1000, 0x1000, 2), info(0x500000, 0x1000, 0x1000, 4)]
    const shown = (stream: MadeStream) => rows(first(madeMinidump([stream]).bytes))
    expect(shown(list(2, 48, a, b))).toEqual(['400000 4 r--p ', '500000 4 rw-p '])
    expect(shown(list(1, 48, a, b))).toEqual(['400000 4 r--p '])
    expect(shown(list(2, 64, a, Buffer.alloc(16), b))).toEqual(['400000 4 r--p ', '500000 4 rw-p '])
    expect(shown(list(3, 48, a, b.subarray(0, 47)))).toEqual(['400000 4 r--p '])
    for (const stream of [list(2, 47, a, b), list(0, 48, a), [STREAM.memoryInfo, numbers([16, 4], [48, 4])] as const])
      expect(() => shown(stream)).toThrow('neither')
    const last = info(0x400000, 0x1000, 0x1000, 2)
    last.writeBigUInt64LE(0xfffffffffffff000n, 0)
    expect(shown(list(2, 48, a, last))).toEqual(['400000 4 r--p '])
  })

  it('may say neither when, nor of which process', () => {
    const { bytes } = madeMinidump([memory(info(0x400000, 0x1000, 0x1000, 2))])
    expect(open(bytes)).toMatchObject({ source: { kernel: null }, moments: [{ takenAt: null }] })
    expect(open(bytes).notes.map(({ kind }) => kind)).toEqual(['limit'])
    expect(first(bytes)).toMatchObject({ name: 'file', process: { pid: 0 } })
    expect(first(madeMinidump([memory(info(0x400000, 0x1000, 0x1000, 2)), misc]).bytes).process.pid).toBe(812)
  })

  it.each([
    ['of Windows', [memory(info(0x400000, 0x1000, 0x1000, 4)), system(WINDOWS, 0)], 'another system'],
    ['of neither list', [misc, system(LINUX, 0)], 'neither'],
    ['of nothing', [], 'neither']
  ] as const)('%s is refused in words', (_, streams, words) => {
    expect(() => open(madeMinidump(streams).bytes)).toThrow(words)
  })

  it('is told from other files', () => {
    expect(() => minidump.read(Buffer.alloc(64), 'file', nodeFormatContext)).toThrow('not a minidump')
  })

  it('of made-up numbers ends', () => {
    const huge: MadeStream = [STREAM.memoryInfo, numbers([16, 4], [48, 4], [0xffffffffffffffffn, 8])]
    const { bytes } = madeMinidump([huge])
    bytes.writeUInt32LE(0xffffffff, 8)
    expect(() => open(bytes)).toThrow(FailureError)
    for (let size = 0; size < bytes.length; size++) expect(() => open(bytes.subarray(0, size))).toThrow(FailureError)
  })
})
