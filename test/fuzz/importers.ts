import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { crc32, deflateRawSync } from 'node:zlib'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { FailureError } from '#shared/contract/failure.ts'
import { openBytes } from '#shared/formats/index.ts'
import { writeZip } from '#shared/formats/zip-writer.ts'
import { mutate, randomOf } from './mutate.ts'

const FIXTURES = fileURLToPath(new URL('../fixtures/captures/', import.meta.url))

/** Real files of every format, and archives made of them. */
export function seeds(): ReadonlyMap<string, Uint8Array> {
  const files = new Map<string, Uint8Array>(
    readdirSync(FIXTURES, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => [name, new Uint8Array(readFileSync(FIXTURES + name))])
  )
  const zipped = (path: string, bytes: Uint8Array) => ({
    path,
    bytes,
    deflated: new Uint8Array(deflateRawSync(bytes)),
    crc: crc32(bytes)
  })
  const maps = files.get('sleep.smaps') ?? new Uint8Array(0)
  files.set('made.zip', writeZip([zipped('proc/42/smaps', maps), zipped('../../x/7/maps', maps)]))
  return files
}

export interface FuzzCounts {
  runs: number
  opened: number
  refused: number
  mappings: number
}

/**
 * Opens damaged copies of every seed. Whatever is not opened must be refused in words; anything else thrown is a finding
 * and is thrown with the seed's name and number.
 */
export function fuzzImporters(runsPerSeed: number, firstSeed = 1): FuzzCounts {
  const counts: FuzzCounts = { runs: 0, opened: 0, refused: 0, mappings: 0 }
  const context = { ...nodeFormatContext, limit: 64 * 1024 * 1024 }
  for (const [name, bytes] of seeds()) {
    for (let run = 0; run < runsPerSeed; run++) {
      const damaged = mutate(bytes, randomOf(firstSeed + run * 7919))
      counts.runs++
      try {
        const { moments } = openBytes(damaged, name, context)
        counts.opened++
        for (const { processes } of moments) {
          for (const process of processes) counts.mappings += process.capture().table.rowCount
        }
      } catch (error) {
        if (!(error instanceof FailureError))
          throw new Error(`${name}, run ${run}, seed ${firstSeed}`, { cause: error })
        counts.refused++
      }
    }
  }
  return counts
}
