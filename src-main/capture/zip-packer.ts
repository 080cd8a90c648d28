import { promisify } from 'node:util'
import { crc32, deflateRaw, deflateRawSync } from 'node:zlib'
import type { ZipSource } from '#shared/formats/zip-writer.ts'

/** 11 % of the raw size (measured). */
const LEVEL = 6
/** Bytes of a file that is not worth the way to another thread. */
const SMALL_FILE = 4096
/** A small window is set up faster, and small files need no more. */
const SMALL = { level: LEVEL, windowBits: 12, memLevel: 5 }
/** Bytes that may wait to be packed. */
const MOST_WAITING = 16 * 1024 * 1024

const deflateElsewhere = promisify(deflateRaw) as (bytes: Uint8Array, options: object) => Promise<Uint8Array>

/** A file for the archive, packed on this thread. */
export function zipSource(path: string, bytes: Uint8Array): ZipSource {
  const options = bytes.length <= SMALL_FILE ? SMALL : { level: LEVEL }
  return { path, bytes, deflated: deflateRawSync(bytes, options), crc: crc32(bytes) }
}

/** Packs files on other threads while this one reads the next, and hands them on in the order they came. */
export class ZipPacker {
  readonly #add: (source: ZipSource) => void
  readonly #waiting: { readonly length: number; readonly source: ZipSource | Promise<ZipSource> }[] = []
  #bytes = 0

  /** @param add takes the packed files; what it throws ends the push or the drain that led to it */
  constructor(add: (source: ZipSource) => void) {
    this.#add = add
  }

  /** Takes a file; `bytes` must not change afterwards. Waits only while too much is on its way. */
  async push(path: string, bytes: Uint8Array): Promise<void> {
    this.#waiting.push({ length: bytes.length, source: packed(path, bytes) })
    this.#bytes += bytes.length
    while (this.#bytes > MOST_WAITING) await this.#handOn()
  }

  /** Resolves when all is handed on. */
  async drain(): Promise<void> {
    while (this.#waiting.length > 0) await this.#handOn()
  }

  async #handOn(): Promise<void> {
    const first = this.#waiting.shift()
    if (first === undefined) return
    this.#bytes -= first.length
    this.#add(await first.source)
  }
}

function packed(path: string, bytes: Uint8Array): ZipSource | Promise<ZipSource> {
  if (bytes.length <= SMALL_FILE) return zipSource(path, bytes)
  // Room for all of the result, so that one turn does it.
  const options = { level: LEVEL, chunkSize: Math.max(16 * 1024, bytes.length >> 1) }
  const source = deflateElsewhere(bytes, options).then((deflated) => ({ path, bytes, deflated, crc: crc32(bytes) }))
  // Who gives up half-way does not wait for the rest.
  source.catch(() => undefined)
  return source
}
