import { randomBytes } from 'node:crypto'
import { crc32, inflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { ZipSource } from '#shared/formats/archive/zip-writer.ts'
import { runningPackThread } from './pack-thread.ts'
import { ZipPacker } from './zip-packer.ts'

/** Sizes around those where the way of packing changes, and one that does not get smaller. */
const FILES = [10, 4096, 4097, 0, 262_143, 262_144, 5_000_000, 1].map((size) => new Uint8Array(size).fill(size % 251))
FILES.push(randomBytes(400_000))

async function packed(files: readonly Uint8Array[], expectsMuch: boolean): Promise<ZipSource[]> {
  const found: ZipSource[] = []
  const packer = new ZipPacker((source) => found.push(source), expectsMuch)
  for (const [at, bytes] of files.entries()) await packer.push(`f${at}`, bytes)
  await packer.drain()
  packer.close()
  return found
}

describe('packing while reading continues', () => {
  it.each([
    ['many', FILES, true],
    ['ever larger', FILES, false],
    ['few', FILES.slice(0, 3), false]
  ])('hands %s files on whole and in the order they came', async (_, files, expectsMuch) => {
    const before = files.map((bytes) => bytes.slice())
    const found = await packed(files, expectsMuch)
    expect(found.map(({ path }) => path)).toEqual(files.map((_, at) => `f${at}`))
    for (const [at, { deflated, size, crc }] of found.entries()) {
      expect(size).toBe(before[at]!.length)
      expect(crc).toBe(crc32(before[at]!))
      expect(inflateRawSync(deflated).equals(before[at]!)).toBe(true)
    }
  })

  it('leaves to the reader what is the reader’s', async () => {
    const file = new Uint8Array(300_000).fill(7)
    await packed([file, file], true)
    expect(file.length).toBe(300_000)
  })

  it('lets no more than a few files wait', async () => {
    let handedOn = 0
    const packer = new ZipPacker(() => handedOn++, true)
    for (let count = 0; count < 10; count++) await packer.push('f', new Uint8Array(5_000_000))
    expect(handedOn).toBeGreaterThanOrEqual(6)
    await packer.drain()
    packer.close()
    expect(handedOn).toBe(10)
  })

  it('ends with the entry of a file in the archive', async () => {
    const packer = new ZipPacker(() => {
      throw new Error('full')
    }, true)
    await packer.push('f', new Uint8Array(1_000_000))
    await expect(packer.drain()).rejects.toThrow('full')
    packer.close()
  })

  it('ends when its thread does, and the next one has another', async () => {
    const packer = new ZipPacker(() => undefined, true)
    await packer.push('f', new Uint8Array(1_000_000))
    runningPackThread()?.close()
    await expect(packer.drain()).rejects.toThrow('the packing thread ended')
    packer.close()
    expect(await packed(FILES, true)).toHaveLength(FILES.length)
  })
})
