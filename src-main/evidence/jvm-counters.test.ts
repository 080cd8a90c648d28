import { expect, it } from 'vitest'
import { heapUse, readCounters } from './jvm-counters.ts'

/** A file in the format of PerfData 2.0, little-endian. */
function counters(entries: Readonly<Record<string, number | string>>): Uint8Array {
  const parts = Object.entries(entries).map(([name, value]) => {
    const named = Buffer.from(`${name}\0`)
    const data = 20 + Math.ceil(named.length / 8) * 8 + 4
    const length = data + (typeof value === 'string' ? Math.ceil((value.length + 1) / 8) * 8 : 8) + 4
    const entry = Buffer.alloc(length)
    entry.writeInt32LE(length, 0)
    entry.writeInt32LE(20, 4)
    entry.writeInt32LE(typeof value === 'string' ? value.length + 1 : 0, 8)
    entry.writeUInt8(typeof value === 'string' ? 0x42 : 0x4a, 12)
    entry.writeInt32LE(data, 16)
    named.copy(entry, 20)
    if (typeof value === 'string') entry.write(`${value}\0`, data)
    else entry.writeBigInt64LE(BigInt(value), data)
    return entry
  })
  const head = Buffer.alloc(32)
  head.writeUInt32BE(0xcafec0c0, 0)
  head.writeUInt8(1, 4)
  head.writeInt32LE(32, 24)
  head.writeInt32LE(parts.length, 28)
  return Buffer.concat([head, ...parts])
}

const HEAP = {
  'sun.gc.generation.0.name': 'young',
  'sun.gc.generation.0.space.0.name': 'eden',
  'sun.gc.generation.0.space.0.used': 1024 * 1024,
  'sun.gc.generation.0.space.0.capacity': 2 * 1024 * 1024,
  'sun.gc.generation.1.name': 'old',
  'sun.gc.generation.1.space.0.name': 'space',
  'sun.gc.generation.1.space.0.used': 4 * 1024 * 1024,
  'sun.gc.generation.1.space.0.capacity': 8 * 1024 * 1024
}

it('reports how much of a Java heap is used, by generation and space', () => {
  expect(heapUse(readCounters(counters(HEAP)))).toEqual({
    used: 5120,
    committed: 10240,
    spaces: 'young: eden 1.0 MiB / 2.0 MiB; old: space 4.0 MiB / 8.0 MiB'
  })
})

it('takes a damaged file for what can be read of it', () => {
  const whole = counters(HEAP)
  for (let length = 0; length < whole.length; length += 7) readCounters(whole.subarray(0, length))
  for (let at = 0; at < whole.length; at++) {
    const damaged = Uint8Array.from(whole)
    damaged[at] = 0xff
    readCounters(damaged)
  }
  expect(heapUse(readCounters(Uint8Array.of(1, 2, 3)))).toBeNull()
})
