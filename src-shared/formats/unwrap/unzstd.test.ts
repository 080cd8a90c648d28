import { expect, it } from 'vitest'
import { unzstd } from './unzstd.ts'

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
