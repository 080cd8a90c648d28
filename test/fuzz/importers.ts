import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { crc32, deflateRawSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { FailureError } from '#shared/contract/failure.ts'
import { htmlReport, REPORT_MARK } from '#shared/formats/snapshot/html-report.ts'
import { openBytes } from '#shared/formats/index.ts'
import { STREAM } from '#shared/formats/crash/minidump-streams.ts'
import { writeZip } from '#shared/formats/archive/zip-writer.ts'
import { madeTar, madeZip } from '#test/support/made-archives.ts'
import { madeMinidump, numbers } from '#test/support/made-minidump.ts'
import { SAMPLES } from './samples.ts'
import { mutate, randomOf } from './mutate.ts'

const FIXTURES = fileURLToPath(new URL('../fixtures/captures/', import.meta.url))

/** Real files of every format, and archives made of them. */
export function seeds(): ReadonlyMap<string, Uint8Array> {
  const files = new Map<string, Uint8Array>(
    readdirSync(FIXTURES, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => [name, new Uint8Array(readFileSync(FIXTURES + name))])
  )
  for (const [name, text] of Object.entries(SAMPLES)) files.set(name, Buffer.from(text.repeat(20)))
  const maps = files.get('sleep.smaps') ?? new Uint8Array(0)
  const zipped = (path: string, bytes: Uint8Array) => ({
    path,
    size: bytes.length,
    deflated: new Uint8Array(deflateRawSync(bytes)),
    crc: crc32(bytes)
  })
  files.set('made.zip', writeZip([zipped('proc/42/smaps', maps), zipped('../../x/7/maps', maps)]))
  const manifest = '{"format":"vmatlas-snapshot","version":1,"moments":[{"folder":"m1","takenAt":1,"processes":[]}]}'
  const snapshot = writeZip([zipped('manifest.json', Buffer.from(manifest)), zipped('m1/42/smaps', maps)])
  files.set('made.vmsnap', snapshot)
  files.set('made.html', Buffer.from(htmlReport(`<!doctype html>\n${REPORT_MARK}`, snapshot, 'made.vmsnap')))
  const content = Buffer.from(maps).toString('latin1')
  files.set('streamed.zip', madeZip([{ path: 'proc/42/smaps', content, isStreamed: true, isZip64: true }], true))
  const tar = madeTar([
    { path: 'PaxHeaders/x', kind: 'x', content: '21 path=proc/42/maps\n' },
    { path: 'x', content },
    { path: 'proc/43/maps', kind: '1', link: 'proc/42/maps' }
  ])
  files.set('made.tar', tar)
  files.set('made.tar.gz', gzipSync(tar))
  files.set('made.tar.zst', zstdCompressSync(tar))
  const bundle = [{ path: 'a.tar.gz', content: gzipSync(tar).toString('latin1') }]
  files.set('bundle.zip', madeZip(bundle))
  files.set('maps.dmp', madeMinidump([[STREAM.maps, files.get('sleep.maps') ?? maps]]).bytes)
  const infos = [0, 1, 2].map((at) =>
    numbers([at << 16, 8], [0, 8], [4, 4], [0, 4], [4096, 8], [4096, 4], [4, 4], [0, 8])
  )
  const list = Buffer.concat([numbers([16, 4], [48, 4], [3, 8]), ...infos])
  files.set('memory.dmp', madeMinidump([[STREAM.memoryInfo, list]]).bytes)
  const header = (name: string, size: number): string =>
    [1, 0o100600, 0, 0, 1, 0, size, 0, 0, 0, 0, name.length + 1, 0]
      .map((value) => value.toString(16).padStart(8, '0'))
      .join('')
  const entry = (name: string, text: string): string => {
    const start = `070701${header(name, text.length)}${name}\0`
    return start.padEnd(Math.ceil(start.length / 4) * 4, '\0') + text.padEnd(Math.ceil(text.length / 4) * 4, '\0')
  }
  files.set('made.cpio', Buffer.from(entry('proc/42/smaps', content) + entry('TRAILER!!!', ''), 'latin1'))
  files.set('utf16.txt', Buffer.from(`\ufeff${content}`, 'utf16le'))
  return files
}

export interface FuzzCounts {
  runs: number
  opened: number
  refused: number
  mappings: number
  /** How often each importer opened something. */
  readonly byFormat: Map<string, number>
}

/**
 * Opens damaged copies of every seed. Whatever is not opened must be refused in words; anything else thrown is a finding
 * and is thrown with the seed's name and number.
 */
export function fuzzImporters(runsPerSeed: number, firstSeed = 1): FuzzCounts {
  const counts: FuzzCounts = { runs: 0, opened: 0, refused: 0, mappings: 0, byFormat: new Map() }
  const context = { ...nodeFormatContext, limit: 64 * 1024 * 1024 }
  for (const [name, bytes] of seeds()) {
    for (let run = 0; run < runsPerSeed; run++) {
      const damaged = mutate(bytes, randomOf(firstSeed + run * 7919))
      counts.runs++
      try {
        const { moments, source } = openBytes(damaged, name, context)
        counts.opened++
        counts.byFormat.set(source.format, (counts.byFormat.get(source.format) ?? 0) + 1)
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
