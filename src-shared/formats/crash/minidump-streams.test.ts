import { describe, expect, it } from 'vitest'
import { madeMinidump, minidumpString, numbers } from '#test/support/made-minidump.ts'
import { isMinidump, modulesOf, pidOf, streamsOf, systemOf } from './minidump-streams.ts'

const text = (bytes: Uint8Array | undefined): string | undefined => bytes && Buffer.from(bytes).toString()
/** Streams are right behind the directory. */
const behind = (streams: number): number => 32 + streams * 12

describe('the streams of a minidump', () => {
  it('are found by their kinds; of several of a kind the first one counts', () => {
    const { bytes } = madeMinidump([
      [4, Buffer.from('four')],
      [7, Buffer.from('seven')],
      [4, Buffer.from('later')]
    ])
    const streams = streamsOf(bytes)
    expect([...streams].map(([kind, content]) => [kind, text(content)])).toEqual([
      [4, 'four'],
      [7, 'seven']
    ])
  })

  it('are as many as the header states, and the directory may be anywhere', () => {
    const { bytes } = madeMinidump([
      [4, Buffer.from('four')],
      [7, Buffer.from('seven')]
    ])
    const fewer = Buffer.from(bytes)
    fewer.writeUInt32LE(1, 8)
    expect([...streamsOf(fewer).keys()]).toEqual([4])
    const moved = Buffer.concat([bytes, bytes.subarray(32, 56)])
    moved.writeUInt32LE(bytes.length, 12)
    expect([...streamsOf(moved).keys()]).toEqual([4, 7])
    // An entry that is cut off is none.
    expect([...streamsOf(moved.subarray(0, -1)).keys()]).toEqual([4])
  })

  it('lie inside the file, behind its header', () => {
    const kindsWith = (offset: number): number[] => {
      const { bytes } = madeMinidump([[4, Buffer.from('four')]])
      bytes.writeUInt32LE(offset, behind(0) + 8)
      return [...streamsOf(bytes).keys()]
    }
    const length = behind(1) + 4
    expect([31, 32, length - 1, length].map((offset) => kindsWith(offset).length)).toEqual([0, 1, 1, 0])
  })

  it('are asked of a file that begins as one', () => {
    const { bytes } = madeMinidump([])
    expect([bytes, bytes.subarray(0, 31), Buffer.alloc(32)].map(isMinidump)).toEqual([true, false, false])
  })
})

describe('the system of a minidump', () => {
  const system = (platform: number, version: string) => {
    const { bytes } = madeMinidump([], { strings: [minidumpString(version)] })
    return systemOf(bytes, numbers([0, 8], [0, 8], [0, 4], [platform, 4], [behind(0), 4]))
  }

  it('is Linux or Android by its number, and its kernel is in a text', () => {
    const version = '0.0.0 Linux 6.8.0-31-generic #1 SMP x86_64'
    expect(system(0x8201, version)).toEqual({ isLinux: true, kernel: '6.8.0-31-generic' })
    expect(system(0x8203, 'Linux 5.10 armv8l')).toEqual({ isLinux: true, kernel: '5.10' })
    expect(system(0x8101, 'Darwin 23.1')).toEqual({ isLinux: false, kernel: null })
    expect(system(0x8201, 'Linux of my own')).toEqual({ isLinux: true, kernel: null })
  })

  it('is not known without the stream, and its kernel not without its text', () => {
    const stream = (at: number): Buffer => numbers([0, 8], [0, 8], [0, 4], [0x8201, 4], [at, 4])
    expect(systemOf(Buffer.alloc(64), undefined)).toBeNull()
    expect(systemOf(Buffer.alloc(64), stream(0).subarray(0, 27))).toBeNull()
    expect(systemOf(Buffer.alloc(64), stream(0))).toEqual({ isLinux: true, kernel: null })
    // A text at the end of the file, and one whose length is cut off.
    const file = Buffer.concat([Buffer.alloc(40), minidumpString('Linux 6.1.0')])
    expect(systemOf(file.subarray(0, -2), stream(40))?.kernel).toBe('6.1.0')
    expect(systemOf(file.subarray(0, 43), stream(40))?.kernel).toBeNull()
    // The first bytes are no text, whatever they are.
    expect(systemOf(minidumpString('Linux 6.1.0'), stream(0))?.kernel).toBeNull()
  })
})

it("a minidump's process has a number where the flags show that", () => {
  const misc = (flags: number, pid: number): Buffer => numbers([24, 4], [flags, 4], [pid, 4])
  expect([pidOf(misc(1, 812)), pidOf(misc(3, 812)), pidOf(misc(2, 812))]).toEqual([812, 812, null])
  expect([pidOf(undefined), pidOf(misc(1, 812).subarray(0, 11))]).toEqual([null, null])
  expect(pidOf(misc(1, 0x80000005))).toBe(5)
})

describe('the modules of a minidump', () => {
  const { bytes: file, offsets } = madeMinidump([], { strings: ['/bin/a', '/lib/b.so'].map(minidumpString) })
  const module = (start: number, size: number, name: number): Buffer =>
    Buffer.concat([numbers([start, 8], [size, 4], [0, 4], [0, 4], [name, 4]), Buffer.alloc(84)])
  const [A = 0, B = 0] = offsets
  const [FIRST, SECOND] = [module(0x400000, 0x1000, A), module(0x500000, 0x2000, B)]
  const [OF_A, OF_B] = [
    { start: 0x400000n, end: 0x401000n, name: '/bin/a' },
    { start: 0x500000n, end: 0x502000n, name: '/lib/b.so' }
  ]

  it('go up by address, whatever their order in the file', () => {
    expect(modulesOf(file, Buffer.concat([numbers([2, 4]), FIRST, SECOND]))).toEqual([OF_A, OF_B])
    expect(modulesOf(file, Buffer.concat([numbers([2, 4]), SECOND, FIRST]))).toEqual([OF_A, OF_B])
    expect(modulesOf(file, Buffer.concat([numbers([2, 4]), SECOND, module(0x400000, 0x1000, B)]))).toEqual([
      { ...OF_A, name: '/lib/b.so' },
      OF_B
    ])
  })

  it('may be four bytes behind their number', () => {
    expect(modulesOf(file, Buffer.concat([numbers([2, 4], [0, 4]), FIRST, SECOND]))).toEqual([OF_A, OF_B])
  })

  it('are as many as the number states, as far as they are complete', () => {
    expect(modulesOf(file, Buffer.concat([numbers([1, 4]), FIRST]))).toEqual([OF_A])
    expect(modulesOf(file, Buffer.concat([numbers([0xffffffff, 4]), FIRST, SECOND]))).toEqual([OF_A, OF_B])
    expect(modulesOf(file, Buffer.concat([numbers([2, 4]), FIRST, SECOND.subarray(1)]))).toEqual([OF_A])
    expect(modulesOf(file, undefined)).toEqual([])
    expect(modulesOf(file, Buffer.alloc(3))).toEqual([])
    expect(modulesOf(file, numbers([1, 4]))).toEqual([])
  })

  it('have names of 8 MiB together at most, of which many may share one', () => {
    // Every fourth byte begins a name of 4096 letters.
    const dump = Buffer.alloc(64 * 1024, '\u2000\0', 'utf16le')
    const lengths = (offset: (at: number) => number): number[] => {
      const list = Array.from({ length: 2050 }, (_, at) => module(0x400000 + at * 0x1000, 0x1000, offset(at)))
      return modulesOf(dump, Buffer.concat([numbers([list.length, 4]), ...list])).map(({ name }) => name.length)
    }
    expect(lengths(() => 4)).toEqual(new Array(2050).fill(4096))
    expect(lengths((at) => 4 + at * 4)).toEqual([...new Array<number>(2048).fill(4096), 0, 0])
  })
})
