import { crc32 as nodeCrc32, deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { joinBytes } from '../../base/join-bytes.ts'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { crc32 } from './crc32.ts'
import { readZip } from './zip.ts'
import { writeZip, ZipWriter, type ZipSource } from './zip-writer.ts'

const source = (path: string, text: string): ZipSource => {
  const bytes = Buffer.from(text)
  return { path, size: bytes.length, deflated: new Uint8Array(deflateRawSync(bytes)), crc: crc32(bytes) }
}
const texts = (zip: Uint8Array): string[] =>
  readZip(zip, nodeFormatContext).map(({ path, size, read }) => `${path} ${size} ${Buffer.from(read()).toString()}`)

it('the checksum is that of zlib', () => {
  expect(crc32(Buffer.from('123456789'))).toBe(0xcbf43926)
  expect(crc32(new Uint8Array(0))).toBe(0)
  const all = Uint8Array.from({ length: 1000 }, (_, at) => (at * 7) % 256)
  expect(crc32(all)).toBe(nodeCrc32(all))
})

describe('a written zip', () => {
  it('holds its files in order, empty ones too', () => {
    const zip = writeZip([source('a', 'one'), source('ä/b', ''), source('c', 'three'.repeat(100))])
    expect(texts(zip)).toEqual(['a 3 one', 'ä/b 0 ', `c 500 ${'three'.repeat(100)}`])
    expect(texts(writeZip([]))).toEqual([])
  })

  it('has the headers that other programs ask for', () => {
    const [one, two] = [source('a', 'one one one'), source('ä', '')]
    const zip = writeZip([one, two])
    const view = new DataView(zip.buffer, zip.byteOffset)
    const central = 30 + 1 + one.deflated.length + 30 + 2
    // Signature, version needed, UTF-8, deflated; date, checksum, both sizes, length of the name.
    const headerOf = (at: number): number[] => [
      view.getUint32(at, true),
      ...[4, 6, 8, 10, 12].map((more) => view.getUint16(at + more, true)),
      ...[14, 18, 22].map((more) => view.getUint32(at + more, true)),
      view.getUint16(at + 26, true)
    ]
    expect(headerOf(0)).toEqual([0x04034b50, 20, 0x800, 8, 0, 0x21, one.crc, one.deflated.length, 11, 1])
    expect(headerOf(31 + one.deflated.length)).toEqual([0x04034b50, 20, 0x800, 0, 0, 0x21, 0, 0, 0, 2])
    expect([view.getUint32(central, true), view.getUint16(central + 4, true)]).toEqual([0x02014b50, 20])
    expect(headerOf(central + 2).slice(1)).toEqual([20, 0x800, 8, 0, 0x21, one.crc, one.deflated.length, 11, 1])
    const end = zip.length - 22
    expect(view.getUint32(end, true)).toBe(0x06054b50)
    expect([8, 10].map((more) => view.getUint16(end + more, true))).toEqual([2, 2])
    expect([12, 16].map((more) => view.getUint32(end + more, true))).toEqual([end - central, central])
  })

  it('has first what is added last', () => {
    const parts: Uint8Array[] = []
    const writer = new ZipWriter((bytes) => parts.push(bytes))
    for (const each of [source('a', 'one'), source('b', ''), source('c', 'two')]) writer.add(each)
    const { head, tail } = writer.finish(source('manifest', 'first'))
    expect(texts(joinBytes([head, ...parts, tail]))).toEqual(['manifest 5 first', 'a 3 one', 'b 0 ', 'c 3 two'])
  })

  it('is refused where it would need zip64', () => {
    const writer = new ZipWriter(() => undefined)
    const empty = source('a', '')
    for (let count = 0; count < 65_533; count++) writer.add(empty)
    expect(() => writer.add(empty)).toThrow('more than 4 GiB or 65,534 files')
    expect(new DataView(writer.finish(empty).tail.buffer).byteLength).toBeGreaterThan(65_534 * 47)
    const large = new ZipWriter(() => undefined)
    // The bytes themselves are passed on, and not kept.
    const gigabyte = { ...source('b', 'x'), deflated: { length: 2 ** 30 } as Uint8Array }
    for (let count = 0; count < 3; count++) large.add(gigabyte)
    expect(() => large.add(gigabyte)).toThrow('more than 4 GiB')
  })
})
