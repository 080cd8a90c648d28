import { availableParallelism } from 'node:os'
import * as zlib from 'node:zlib'
import type { ZipSource } from '#shared/formats/archive/zip-writer.ts'
import { joinBytes } from '#shared/base/join-bytes.ts'
import { packFiles, type FileBatch, type PackedBatch } from './pack-files.ts'
import { packThread, runningPackThread, type PackThread } from './pack-thread.ts'

/** Bytes that go to another thread together: a way there takes as long as packing a few small files. */
const BATCH_BYTES = 256 * 1024
/** A file of this many bytes is worth a thread, which takes some 50 ms to start; where one is, more are likely to come. */
const LARGE_FILE = 4 * 1024 * 1024
/** Bytes that may wait to be packed. */
const MOST_WAITING = 16 * 1024 * 1024

interface File {
  readonly path: string
  readonly bytes: Uint8Array
}

interface WaitingBatch {
  readonly files: readonly { readonly path: string; readonly size: number }[]
  readonly size: number
  readonly packed: PackedBatch | Promise<PackedBatch>
}

/** Files for the archive, packed on this thread. */
export function zipSource(path: string, bytes: Uint8Array): ZipSource {
  const packed = packFiles(zlib, { bytes, ends: [bytes.length] })
  return { path, size: bytes.length, deflated: packed.bytes, crc: packed.sums[0]! }
}

/**
 * Packs files on another thread while this one reads the next, and hands them on in the order they came. Where little is to
 * be expected it packs them here, and on one core all.
 */
export class ZipPacker {
  readonly #add: (source: ZipSource) => void
  #thread: PackThread | null = null
  #batch: File[] = []
  #batchBytes = 0
  readonly #waiting: WaitingBatch[] = []
  #waitingBytes = 0

  /**
   * @param add takes the packed files; what it throws ends the push or the drain that led to it
   * @param expectsMuch a whole system's processes are to come
   */
  constructor(add: (source: ZipSource) => void, expectsMuch: boolean) {
    this.#add = add
    if (expectsMuch || runningPackThread() !== null) this.#begin()
  }

  /** Takes a file. Waits only while too much is on its way. */
  async push(path: string, bytes: Uint8Array): Promise<void> {
    this.#batch.push({ path, bytes })
    this.#batchBytes += bytes.length
    if (this.#batchBytes < BATCH_BYTES) return
    if (bytes.length >= LARGE_FILE) this.#begin()
    this.#send()
    while (this.#waitingBytes > MOST_WAITING) await this.#handOn()
  }

  /** Resolves when all is handed on. */
  async drain(): Promise<void> {
    this.#send()
    while (this.#waiting.length > 0) await this.#handOn()
  }

  close(): void {
    this.#thread?.leave()
    this.#thread = null
  }

  #begin(): void {
    if (this.#thread !== null || availableParallelism() < 2) return
    this.#thread = packThread()
    this.#thread.use()
  }

  #send(): void {
    const files = this.#batch
    if (files.length === 0) return
    let end = 0
    const ends = files.map(({ bytes }) => (end += bytes.length))
    const batch: FileBatch = { bytes: joinBytes(files.map(({ bytes }) => bytes)), ends }
    this.#waiting.push({
      files: files.map(({ path, bytes }) => ({ path, size: bytes.length })),
      size: this.#batchBytes,
      packed: this.#thread === null ? packFiles(zlib, batch) : this.#thread.pack(batch)
    })
    this.#waitingBytes += this.#batchBytes
    this.#batch = []
    this.#batchBytes = 0
  }

  async #handOn(): Promise<void> {
    const first = this.#waiting.shift()
    if (first === undefined) return
    this.#waitingBytes -= first.size
    const { bytes, ends, sums } = await first.packed
    first.files.forEach(({ path, size }, index) => {
      const deflated = bytes.subarray(index === 0 ? 0 : ends[index - 1], ends[index])
      this.#add({ path, size, deflated, crc: sums[index]! })
    })
  }
}
