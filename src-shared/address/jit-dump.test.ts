import { describe, expect, it } from 'vitest'
import { readJitDump, type ReadAt } from './jit-dump.ts'

/** As tools/perf/Documentation/jitdump-specification.txt lays it out: little-endian, a head of `headBytes`, then records. */
function dump(records: readonly Uint8Array[], headBytes = 40): Uint8Array {
  const head = new DataView(new ArrayBuffer(headBytes))
  head.setUint32(0, 0x4a695444, true)
  head.setUint32(4, 1, true)
  head.setUint32(8, headBytes, true)
  return Uint8Array.from([...new Uint8Array(head.buffer), ...records.flatMap((each) => [...each])])
}

function record(kind: number, body: number, size = 16 + body): DataView {
  const view = new DataView(new ArrayBuffer(16 + body))
  view.setUint32(0, kind, true)
  view.setUint32(4, size, true)
  return view
}

/** JIT_CODE_LOAD; the code itself is behind the name. */
function load(start: bigint, bytes: bigint, name: string, code = 3): Uint8Array {
  const text = new TextEncoder().encode(`${name}\0`)
  const view = record(0, 40 + text.length + code)
  // Process and thread, address in the file, number of the function: all of them others than what is asked for.
  view.setUint32(16, 77, true)
  view.setUint32(20, 78, true)
  view.setBigUint64(24, 0x1111n, true)
  view.setBigUint64(32, start, true)
  view.setBigUint64(40, bytes, true)
  view.setBigUint64(48, 9n, true)
  const whole = new Uint8Array(view.buffer)
  whole.set(text, 56)
  whole.fill(0xcc, 56 + text.length)
  return whole
}
/** JIT_CODE_MOVE: without a name. */
const moved = (): Uint8Array => new Uint8Array(record(1, 48).buffer)

const reader =
  (bytes: Uint8Array): ReadAt =>
  (offset, length) =>
    bytes.subarray(offset, offset + length)

const ONE = load(0x7f0000001000n, 0x40n, 'LazyCompile:~f a.js:1')
const TWO = load(0x7f0000002000n, 1n, 'naïve')
const NAMED = [
  { start: 0x7f0000001000, bytes: 0x40, name: 'LazyCompile:~f a.js:1' },
  { start: 0x7f0000002000, bytes: 1, name: 'naïve' }
]

describe('a jit dump', () => {
  it('has records of start, size and name; others are passed over', () => {
    const bytes = dump([ONE, moved(), TWO])
    expect(readJitDump(reader(bytes))).toEqual({ functions: NAMED, next: bytes.length })
    expect(readJitDump(reader(dump([])))).toEqual({ functions: [], next: 40 })
  })

  it('begins behind its head, whatever length that states, and never inside of it', () => {
    expect(readJitDump(reader(dump([ONE], 48))).functions).toEqual([NAMED[0]])
    const lying = dump([ONE])
    new DataView(lying.buffer).setUint32(8, 8, true)
    expect(readJitDump(reader(lying)).functions).toEqual([NAMED[0]])
  })

  it('is none without its mark, and nothing where not even the head is complete', () => {
    const other = dump([ONE])
    other[0] = 0x45
    for (const bytes of [other, dump([]).subarray(0, 39), new Uint8Array(0), dump([ONE]).subarray(0, 1)]) {
      expect(readJitDump(reader(bytes))).toEqual({ functions: [], next: 0 })
    }
  })

  it('is read on from where the last reading ended, also behind a record that was half written', () => {
    const bytes = dump([ONE, TWO])
    const half = readJitDump(reader(bytes.subarray(0, bytes.length - 1)))
    expect(half).toEqual({ functions: [NAMED[0]], next: 40 + ONE.length })
    expect(readJitDump(reader(bytes), half.next)).toEqual({ functions: [NAMED[1]], next: bytes.length })
    expect(readJitDump(reader(bytes.subarray(0, 40 + 15)))).toEqual({ functions: [], next: 40 })
    const first = readJitDump(reader(bytes), 0, 1)
    expect(first).toEqual(half)
  })

  it('ends where a record has no size', () => {
    const broken = new Uint8Array(record(1, 40, 15).buffer)
    expect(readJitDump(reader(dump([ONE, broken, TWO]))).functions).toEqual([NAMED[0]])
    const smallest = new Uint8Array(record(1, 0, 16).buffer)
    expect(readJitDump(reader(dump([smallest, TWO]))).functions).toEqual([NAMED[1]])
  })

  it('leaves out what has no length, or lies where no code can', () => {
    const [none, high, last, cut] = [
      load(0x1000n, 0n, 'none'),
      load(2n ** 53n - 0x10n, 0x10n, 'high'),
      load(2n ** 53n - 0x11n, 0x10n, 'last'),
      new Uint8Array(record(0, 39).buffer)
    ]
    expect(readJitDump(reader(dump([none, high, last, cut, TWO]))).functions.map(({ name }) => name)).toEqual([
      'last',
      'naïve'
    ])
  })

  it('cuts names that no screen holds, and names without an end', () => {
    const long = load(0x1000n, 1n, 'n'.repeat(3000))
    expect(readJitDump(reader(dump([long, TWO]))).functions.map(({ name }) => name.length)).toEqual([1024, 5])
    const endless = load(0x1000n, 1n, 'abc', 0).slice(0, -1)
    new DataView(endless.buffer).setUint32(4, endless.length, true)
    expect(readJitDump(reader(dump([endless]))).functions.map(({ name }) => name)).toEqual(['abc'])
    expect(readJitDump(reader(dump([load(0x1000n, 1n, '')]))).functions.map(({ name }) => name)).toEqual([''])
  })
})
