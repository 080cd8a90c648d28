import { constants, zstdCompressSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
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

it('unpacks to the limit and not beyond it, and reports why there is no more', () => {
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

describe('the header of a frame (RFC 8878, 3.1.1.1)', () => {
  const MAGIC = '28b52ffd'
  /** One raw block, the last one, of five letters. */
  const HELLO = '29000068656c6c6f'
  const bytes = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex.replaceAll(' ', ''), 'hex'))
  const read = (hex: string, limit = 1000): string => {
    const { bytes: unpacked, why } = unzstd(bytes(hex), limit)
    return `${Buffer.from(unpacked).toString()} ${why}`
  }

  // A second frame behind it, because where the first one ends follows from its header.
  it.each([
    ['with a window', `00 58`],
    ['with a window and two bytes of size', `40 58 05ff`],
    ['with a window and four bytes of size', `80 58 05000000`],
    ['with a window and eight bytes of size', `c0 58 0500000000000000`],
    ['with one byte of size', `20 05`],
    ['with four bytes of size', `a0 05000000`],
    ['with eight bytes of size', `e0 0500000000000000`],
    ['with one byte of a dictionary', `21 00 05`],
    ['with two bytes of a dictionary', `22 0000 05`],
    ['with four bytes of a dictionary', `23 00000000 05`]
  ])('%s', (_, header) => {
    const frame = `${MAGIC} ${header} ${HELLO}`
    expect(read(frame)).toBe('hello null')
    expect(read(`${frame} ${frame}`)).toBe('hellohello null')
    expect(read(`${MAGIC} ${header}`)).toBe(' damaged')
  })

  it('with two bytes of size counts them from 256', () => {
    const frame = `${MAGIC} 60 0100 09 0800 ${'61'.repeat(257)}`
    expect(read(frame, 257)).toBe(`${'a'.repeat(257)} null`)
    expect(read(frame, 256)).toBe(' too-large')
  })

  it('with a checksum has four bytes behind its blocks', () => {
    const frame = `${MAGIC} 24 05 ${HELLO}`
    expect(read(`${frame} 00000000 ${MAGIC} 20 05 ${HELLO}`)).toBe('hellohello null')
    expect(read(`${frame} 000000`)).toBe('hello damaged')
  })

  it('of blocks of one byte and of many, each with its own length', () => {
    // Three times `a`, then `hello`, then nothing.
    const frame = `${MAGIC} 00 58 1a0000 61 28000068656c6c6f 010000`
    expect(read(`${frame} ${MAGIC} 20 05 ${HELLO}`)).toBe('aaahellohello null')
    expect(read(frame, 8)).toBe('aaahello null')
    expect(read(frame, 7)).toBe('aaa too-large')
    expect(read(`${MAGIC} 00 58 1a0000 61 28000068656c6c6f 0100`)).toBe('aaahello damaged')
  })

  it('asks for a window of 32 MiB at most', () => {
    expect(read(`${MAGIC} 00 78 ${HELLO}`)).toBe('hello null')
    expect(read(`${MAGIC} 00 79 ${HELLO}`)).toBe(' window')
    // A size that is given, and that its blocks can make, needs no window.
    expect(read(`${MAGIC} 80 79 05000000 ${HELLO}`)).toBe('hello null')
    expect(read(`${MAGIC} 80 79 06000000 ${HELLO}`)).toBe(' window')
  })

  it('may be behind frames to be passed over', () => {
    const passed = '5a2a4d18 03000000 aabbcc'
    expect(read(`${passed} ${MAGIC} 20 05 ${HELLO} ${passed}`)).toBe('hello null')
    // Fewer bytes than any frame has.
    for (const rest of ['28', '28b52ffd205829']) expect(read(`${MAGIC} 20 05 ${HELLO} ${rest}`)).toBe('hello damaged')
    expect(read(`${MAGIC} 20 05 ${HELLO} 602a4d18 00000000`)).toBe('hello damaged')
  })
})

it('a short text of a frame that could be long keeps no memory for it', () => {
  // Blocks that are packed can make 128 KiB each.
  const many = Buffer.concat(Array.from({ length: 64 }, () => zstdCompressSync(Buffer.from('0123456789'.repeat(20)))))
  const { bytes } = unzstd(many, 2 ** 30)
  expect(bytes).toHaveLength(64 * 200)
  expect(bytes.buffer.byteLength).toBe(64 * 200)
})

it('what is of use may be as much as there is, or less than a limit that all is beyond', () => {
  const content = Buffer.from('0123456789'.repeat(100))
  const packed = zstdCompressSync(content)
  expect(unzstd(packed, 2000, () => 1000)).toEqual({ bytes: new Uint8Array(content), why: null })
  expect(unzstd(packed, 2000, () => 1001)).toEqual({ bytes: new Uint8Array(content), why: null })
  const streamed = zstdCompressSync(content, { params: { [constants.ZSTD_c_contentSizeFlag]: 0 } })
  expect(unzstd(streamed, 999, () => 998)).toEqual({ bytes: new Uint8Array(content.subarray(0, 998)), why: null })
  expect(unzstd(streamed, 999, () => 1001).why).toBe('too-large')
})
