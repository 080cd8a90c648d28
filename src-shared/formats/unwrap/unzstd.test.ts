import { zstdCompressSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { isZstd, unzstd } from './unzstd.ts'

/** A frame of one raw block whose header reports another size (RFC 8878, 3.1.1.1: four bytes of size, window of 1 KiB). */
function frameOf(content: string, stated: number): Uint8Array {
  const bytes = Buffer.alloc(4 + 2 + 4 + 3 + content.length)
  bytes.writeUInt32LE(0xfd2fb528, 0)
  bytes[4] = 0x80
  bytes.writeUInt32LE(stated, 6)
  bytes.writeUIntLE((content.length << 3) | 1, 10, 3)
  bytes.write(content, 13, 'latin1')
  return new Uint8Array(bytes)
}

it('gives a made-up size no memory', () => {
  expect(Buffer.from(unzstd(frameOf('hello', 5), 1000).bytes).toString()).toBe('hello')
  const { bytes } = unzstd(frameOf('hello', 48 * 1024 * 1024), 2 ** 30)
  expect(bytes.length).toBeLessThanOrEqual(5)
  expect(bytes.buffer.byteLength).toBeLessThan(1024 * 1024)
})

it('is known by its first bytes, also behind a frame of a program of its own', () => {
  const bytes = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex.replaceAll(' ', ''), 'hex'))
  for (const head of ['28b52ffd', '28b52ffd 00010203', '502a4d18 00000000 28b52ffd', '5f2a4d18 02000000 aabb 28b52ffd'])
    expect(isZstd(bytes(head))).toBe(true)
  for (const head of [
    '',
    '28b52f',
    '28b52ffe',
    '502a4d18',
    '502a4d18 00000000',
    '502a4d18 01000000 28b52ffd',
    '602a4d18 00000000 28b52ffd'
  ])
    expect(isZstd(bytes(head))).toBe(false)
})

it('unpacks to the limit and not beyond it, and says why there is no more', () => {
  const content = Buffer.from('0123456789'.repeat(100))
  const packed = zstdCompressSync(content)
  expect(unzstd(packed, 1000)).toEqual({ bytes: new Uint8Array(content), why: null })
  expect(unzstd(packed, 999).why).toBe('too-large')
  expect(unzstd(packed.subarray(0, -3), 1000).why).toBe('damaged')
  expect(unzstd(Buffer.from(packed).fill(0xff, 9, 14), 1000).why).toBe('damaged')
  const two = unzstd(Buffer.concat([packed, packed]), 2000)
  expect([two.bytes.length, two.why]).toEqual([2000, null])
  expect(unzstd(Buffer.concat([packed, Buffer.from('garbage!')]), 2000)).toEqual({
    bytes: new Uint8Array(content),
    why: 'damaged'
  })
  expect(unzstd(new Uint8Array(0), 10)).toEqual({ bytes: new Uint8Array(0), why: null })
})

it('unpacks no more than is of use', () => {
  const packed = zstdCompressSync(Buffer.from('0123456789'.repeat(100)))
  const seen: number[] = []
  const wanted = (first: Uint8Array): number => {
    seen.push(first.length)
    return 25
  }
  const { bytes, why } = unzstd(Buffer.concat([packed, packed]), 2000, wanted)
  expect([Buffer.from(bytes).toString(), why, seen]).toEqual(['0123456789012345678901234', null, [1000]])
  expect(unzstd(packed, 2000, () => null).bytes.length).toBe(1000)
})
