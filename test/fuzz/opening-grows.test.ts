import { expect, it } from 'vitest'
import { deflateRawSync, crc32 } from 'node:zlib'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { FailureError } from '#shared/contract/failure.ts'
import { writeZip } from '#shared/formats/archive/zip-writer.ts'
import { openBytes } from '#shared/formats/index.ts'
import { listOpened } from '#shared/formats/opened-file.ts'
import { madeTar } from '#test/support/made-archives.ts'
import { SAMPLES } from './samples.ts'

const repeated = (text: string) => (times: number) => Buffer.from(text.repeat(times))
const zipped = (path: string, text: string) => {
  const bytes = Buffer.from(text)
  return { path, size: bytes.length, deflated: new Uint8Array(deflateRawSync(bytes)), crc: crc32(bytes) }
}
const many = (count: number, of: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => of(at)).join('')
const ROW = '00400000-00401000 r-xp 00000000 fd:01 7 /a\n'

/** A core file of this many note segments, each of which is the whole file. */
function notesOf(count: number): Buffer {
  const core = Buffer.alloc(64 + 56 * count)
  core.set([0x7f, 0x45, 0x4c, 0x46, 2, 1])
  core.writeUInt16LE(4, 16)
  core.writeBigUInt64LE(64n, 32)
  core.writeUInt16LE(count, 56)
  for (let at = 64; at < core.length; at += 56) {
    core.writeUInt32LE(4, at)
    core.writeBigUInt64LE(64n, at + 8)
    core.writeBigUInt64LE(1n << 40n, at + 32)
  }
  return core
}

function snapshotOf(count: number): Uint8Array {
  const moments = Array.from({ length: count }, (_, at) => ({ folder: `m${at}`, takenAt: at, processes: [] }))
  const manifest = JSON.stringify({ format: 'vmatlas-snapshot', version: 1, moments })
  const entries = Array.from({ length: count }, (_, at) => zipped(`m${at}/${at + 1}/maps`, ROW))
  return writeZip([zipped('manifest.json', manifest), ...entries])
}

/** Files that grow in whatever their formats can hold many of, and how many that are. */
const FILES: readonly (readonly [string, number, (times: number) => Uint8Array])[] = [
  ...Object.entries(SAMPLES).map(([name, text]) => [name, 400, repeated(text)] as const),
  ['moments of a snapshot', 1500, snapshotOf],
  ['note segments of a core file', 4000, notesOf],
  [
    'processes of JSON',
    1500,
    (times) =>
      Buffer.from(
        `[${many(times, (at) => `{"pid":${at},"start":"0x1000","end":"0x2000","perms":"r-xp","name":"a"},`)}{}]`
      )
  ],
  [
    'kinds of objects of JSON',
    1500,
    (times) => Buffer.from(`[${many(times, (at) => `{"start":"0x1000","end":"0x2000","k${at}":1,"name":"a"},`)}{}]`)
  ],
  [
    'empty maps of a tar',
    1500,
    (times) => madeTar(Array.from({ length: times }, (_, at) => ({ path: `${at + 1}/maps`, content: '' })))
  ],
  [
    'names of a maps',
    4000,
    (times) =>
      Buffer.from(
        many(times, (at) => `${(at * 4096).toString(16)}-${((at + 1) * 4096).toString(16)} r--p 0 0:0 ${at} /a${at}\n`)
      )
  ],
  [
    'rows without the fields of the first',
    8000,
    (times) => Buffer.from(ROW + many(250, (at) => `F${at}: ${at} kB\n`) + ROW.repeat(times))
  ],
  ['beginnings of tags', 40_000, (times) => Buffer.from(`<pre>\n${'<a'.repeat(times)}`)],
  ['brackets', 20_000, (times) => Buffer.from(`${'['.repeat(times)}{"`)],
  ['newlines', 100_000, (times) => Buffer.from('\n'.repeat(times))]
]

/** Milliseconds of this thread's processor, so that others on the machine do not count. */
function workOf(bytes: Uint8Array): number {
  const began = process.cpuUsage()
  try {
    const opened = openBytes(bytes, 'x', nodeFormatContext)
    listOpened(opened, opened.moments.length - 1)
    opened.moments.at(-1)?.processes[0]?.capture()
  } catch (error) {
    if (!(error instanceof FailureError)) throw error
  }
  const { user, system } = process.cpuUsage(began)
  return (user + system) / 1000
}

/** How much more work a file takes than one of a part of it, by counts of what it holds. */
function growth(make: (times: number) => Uint8Array, from: number, to: number): number {
  const [small, large] = [make(from), make(to)]
  // The second time the engine is warm; below 5 ms, it is the warming up that is measured.
  const unit = Math.max(Math.min(workOf(small), workOf(small)), 5)
  return workOf(large) / unit
}

/** What the machine does besides only adds to the work: of several tries, the least counts. */
function leastGrowth(make: (times: number) => Uint8Array, from: number, to: number, enough: number): number {
  let least = Infinity
  for (let tries = 0; tries < 3 && least >= enough; tries++) least = Math.min(least, growth(make, from, to))
  return least
}

// Four times the file may take four times the work, and twice that for what the machine does besides; the square is sixteen.
it.each(FILES)('opening %s takes no more work for each of more', { timeout: 0 }, (_, count, make) => {
  expect(leastGrowth(make, count, 4 * count, 10)).toBeLessThan(10)
})
