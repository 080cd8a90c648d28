import { expect, it } from 'vitest'
import { pageFormatContext } from './page-inflate.ts'

const plain = new Uint8Array(1_000_000).map((_, at) => at % 251)

/** Packed by the platform, not by the library under test. */
async function pack(format: CompressionFormat): Promise<Uint8Array> {
  const { readable, writable } = new CompressionStream(format)
  const writer = writable.getWriter()
  void writer.write(plain).then(() => writer.close())
  const packed: number[] = []
  const reader = readable.getReader()
  for (;;) {
    const { value, done } = await reader.read()
    if (done) return Uint8Array.from(packed)
    packed.push(...value)
  }
}

it('unpacks what the platform packed, and stops at the limit', async () => {
  const { inflateRaw, gunzip } = pageFormatContext
  const [raw, gzip] = [await pack('deflate-raw'), await pack('gzip')]
  expect(inflateRaw(raw, plain.length)).toEqual(plain)
  expect(gunzip(gzip, plain.length)).toEqual(plain)
  expect(() => inflateRaw(raw, plain.length - 1)).toThrow('more than')
  expect(() => gunzip(gzip, 10)).toThrow('more than')
})
