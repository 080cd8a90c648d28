import { readFileSync } from 'node:fs'
import { constants, gzipSync, zstdCompressSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { pageFormatContext } from '../../../src-renderer/workers/page-inflate.ts'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { madeTar, madeZip } from '#test/support/made-archives.ts'
import { MAPS, open, rowsOf } from '#test/support/opened-archives.ts'

describe.each([
  ['Node', nodeFormatContext],
  ['a page', pageFormatContext]
])('gzip in %s', (_, context) => {
  const tar = madeTar([{ path: 'proc/5/maps', content: MAPS.repeat(5) }])

  it('of a tar, also in several members', () => {
    expect(rowsOf(gzipSync(tar), context)).toEqual([[5, 5]])
    const members = Buffer.concat([gzipSync(tar.subarray(0, 700)), gzipSync(tar.subarray(700))])
    expect(rowsOf(members, context)).toEqual([[5, 5]])
  })

  it('of any text', () => {
    expect(rowsOf(gzipSync(MAPS), context)).toEqual([[0, 1]])
  })

  it('gives what could be unpacked of one that was cut off', () => {
    const text = Array.from({ length: 5000 }, (_unused, row) =>
      MAPS.replaceAll('0000', (row + 4096).toString(16))
    ).join('')
    const packed = gzipSync(text)
    const opened = open(packed.subarray(0, packed.length / 2), context)
    const rows = opened.moments[0]?.processes[0]?.capture().table.rowCount ?? 0
    expect(rows).toBeGreaterThan(1000)
    expect(rows).toBeLessThan(5000)
    expect(opened.notes[0]?.detail).toContain('damaged or cut off')
    expect(() => open(packed.subarray(0, 10), context)).toThrow('damaged or cut off')
  })

  it('of a core file, of which the memory is not unpacked', () => {
    const head = readFileSync(new URL('../../../test/fixtures/captures/waiting.core-head', import.meta.url))
    const core = Buffer.concat([head, Buffer.alloc(80 * 1024 * 1024)])
    const { source, moments, notes } = open(gzipSync(core, { level: 1 }), { ...context, limit: 70 * 1024 * 1024 })
    expect(source.format).toBe('elf-core')
    expect(moments[0]?.processes[0]?.capture().table.rowCount).toBe(25)
    expect(notes).toHaveLength(1)
  })

  it('never unpacks more than the limit', () => {
    const bomb = gzipSync(Buffer.alloc(10_000_000))
    expect(() => open(bomb, { ...context, limit: 1_000_000 })).toThrow(/1000000 bytes/)
  })
})

it.each([
  ['fd377a585a0000', 'xz'],
  ['04224d1800', 'lz4'],
  ['425a683931', 'bzip2'],
  ['377abcaf271c', '7z'],
  ['50455246494c4532', 'perf script'],
  ['89504e470d0a1a0a', 'picture'],
  ['4d444d50', 'minidump']
])('reports how to unpack what begins with %s', (start, tool) => {
  expect(() => open(Buffer.concat([Buffer.from(start, 'hex'), Buffer.alloc(100, 7)]))).toThrow(tool)
})

describe('zstd', () => {
  const tar = madeTar([{ path: 'proc/7/maps', content: MAPS.repeat(30_000) }])
  const streamed = (bytes: Uint8Array): Buffer =>
    zstdCompressSync(bytes, { params: { [constants.ZSTD_c_contentSizeFlag]: 0 } })

  it.each([
    ['with its size', zstdCompressSync(tar)],
    ['without', streamed(tar)],
    ['with a checksum', zstdCompressSync(tar, { params: { [constants.ZSTD_c_checksumFlag]: 1 } })],
    ['in several frames', Buffer.concat([zstdCompressSync(tar.subarray(0, 1000)), streamed(tar.subarray(1000))])],
    [
      'with frames to be passed over',
      Buffer.concat([
        Buffer.from('502a4d1804000000aabbccdd', 'hex'),
        zstdCompressSync(tar),
        Buffer.from('5f2a4d1800000000', 'hex')
      ])
    ]
  ])('%s', (_, bytes) => {
    const context = { ...nodeFormatContext, limit: tar.length * 2 }
    expect(rowsOf(bytes, context)).toEqual([[7, 30_000]])
    expect(open(bytes, context).notes).toEqual([])
  })

  it('cut off: what is complete is shown', () => {
    const { notes, moments } = open(zstdCompressSync(tar).subarray(0, -20))
    expect(notes[0]?.detail).toContain('damaged or cut off')
    expect(moments[0]?.processes).toHaveLength(1)
  })

  it('a text, and an entry of a zip', () => {
    expect(open(zstdCompressSync(Buffer.from(MAPS))).source.format).toBe('maps-text')
    const zip = madeZip([
      { path: 'proc/7/maps', content: zstdCompressSync(Buffer.from(MAPS)).toString('latin1'), isStored: true }
    ])
    for (const magic of ['PK\x03\x04', 'PK\x01\x02']) {
      const at = zip.indexOf(magic, 0, 'latin1')
      zip.writeUInt16LE(93, at + (magic === 'PK\x03\x04' ? 8 : 10))
    }
    expect(rowsOf(zip)).toEqual([[7, 1]])
  })

  it('a core file, of which the memory is not unpacked', () => {
    const head = readFileSync(new URL('../../../test/fixtures/captures/waiting.core-head', import.meta.url))
    const core = Buffer.concat([head, Buffer.alloc(80 * 1024 * 1024)])
    for (const bytes of [streamed(core), zstdCompressSync(core)]) {
      const { source, moments, notes } = open(bytes, { ...nodeFormatContext, limit: 70 * 1024 * 1024 })
      expect(source.format).toBe('elf-core')
      expect(moments[0]?.processes[0]?.capture().table.rowCount).toBe(25)
      expect(notes).toHaveLength(1)
    }
  })

  it('of very many frames takes no longer for each of them', () => {
    const frames = Buffer.concat(Array.from({ length: 50_000 }, () => streamed(Buffer.from('\n'))))
    expect(open(Buffer.concat([frames, zstdCompressSync(Buffer.from(MAPS))])).source.format).toBe('maps-text')
  })

  it('that would not fit is refused, with and without its size', () => {
    const zeros = Buffer.alloc(10_000_000)
    for (const bomb of [zstdCompressSync(zeros), streamed(zeros)]) {
      expect(() => open(bomb, { ...nodeFormatContext, limit: 1_000_000 })).toThrow(/1000000 bytes/)
    }
  })

  it.each([
    ['a made-up size', '28b52ffd e0 ffffffffffffff00 010000', 'its zstd window is too large'],
    ['a made-up window', '28b52ffd 00 a8 010000', 'its zstd window is too large'],
    ['nothing behind its header', '28b52ffd 04 58', 'damaged or cut off'],
    ['no header', '28b52ffd', 'damaged or cut off']
  ])('of %s is given no memory', (_, digits, why) => {
    expect(() => open(Buffer.from(digits.replaceAll(' ', ''), 'hex'))).toThrow(why)
  })
})
