import { gzipSync, deflateRawSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { pageFormatContext } from './page-inflate.ts'

const plain = new Uint8Array(1_000_000).map((_, at) => at % 251)

it('unpacks what Node packed, and stops at the limit', () => {
  const { inflateRaw, gunzip } = pageFormatContext
  const [raw, gzip] = [new Uint8Array(deflateRawSync(plain)), new Uint8Array(gzipSync(plain))]
  expect(Buffer.from(inflateRaw(raw, plain.length)).equals(plain)).toBe(true)
  expect(Buffer.from(gunzip(gzip, plain.length)).equals(plain)).toBe(true)
  expect(() => inflateRaw(raw, plain.length - 1)).toThrow('more than')
  expect(() => gunzip(gzip, 10)).toThrow('more than')
})
