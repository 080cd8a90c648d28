import { randomBytes } from 'node:crypto'
import { inflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { ZipSource } from '#shared/formats/zip-writer.ts'
import { ZipPacker } from './zip-packer.ts'

/** Sizes around those where the way of packing changes, and one that does not get smaller. */
const FILES = [10, 4096, 4097, 0, 300_000, 5_000_000, 1].map((size) => new Uint8Array(size).fill(size % 251))
FILES.push(randomBytes(400_000))

describe('packing while reading goes on', () => {
  it('hands files on whole and in the order they came', async () => {
    const packed: ZipSource[] = []
    const packer = new ZipPacker((source) => packed.push(source))
    for (const [at, bytes] of FILES.entries()) await packer.push(`f${at}`, bytes)
    await packer.drain()
    expect(packed.map(({ path }) => path)).toEqual(FILES.map((_, at) => `f${at}`))
    for (const [at, { deflated }] of packed.entries()) expect(inflateRawSync(deflated).equals(FILES[at]!)).toBe(true)
  })

  it('lets no more than a few files wait', async () => {
    let handedOn = 0
    const packer = new ZipPacker(() => handedOn++)
    for (let count = 0; count < 10; count++) await packer.push('f', new Uint8Array(5_000_000))
    expect(handedOn).toBeGreaterThanOrEqual(6)
    await packer.drain()
    expect(handedOn).toBe(10)
  })

  it('ends with what the archive says of a file', async () => {
    const packer = new ZipPacker(() => {
      throw new Error('full')
    })
    await packer.push('f', new Uint8Array(10_000))
    await expect(packer.drain()).rejects.toThrow('full')
  })
})
