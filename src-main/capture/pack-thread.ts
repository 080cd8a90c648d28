import { Worker } from 'node:worker_threads'
import { packFiles, type FileBatch, type PackedBatch } from './pack-files.ts'

/** Its few lines travel as text: the commands run from sources and from bundles, and a file of its own would need a path in both. */
const SCRIPT = `
const { parentPort } = require('node:worker_threads')
const zlib = require('node:zlib')
const packFiles = ${packFiles.toString()}
parentPort.on('message', (batch) => {
  const packed = packFiles(zlib, batch)
  parentPort.postMessage(packed, [packed.bytes.buffer])
})`

interface Pending {
  resolve(packed: PackedBatch): void
  reject(error: Error): void
}

/** A thread that packs batches of files, in the order they come. */
export class PackThread {
  readonly #worker = new Worker(SCRIPT, { eval: true, name: 'pack' })
  readonly #pending: Pending[] = []

  constructor() {
    this.#worker.on('message', (packed: PackedBatch) => this.#pending.shift()?.resolve(packed))
    this.#worker.on('error', (error: Error) => this.#fail(error))
    this.#worker.on('exit', () => this.#fail(new Error('the packing thread ended')))
  }

  /** Takes the batch's bytes away from this thread. */
  pack(batch: FileBatch): Promise<PackedBatch> {
    const packed = new Promise<PackedBatch>((resolve, reject) => this.#pending.push({ resolve, reject }))
    // Who gives up half-way does not wait for the rest.
    packed.catch(() => undefined)
    this.#worker.postMessage(batch, [batch.bytes.buffer as ArrayBuffer])
    return packed
  }

  close(): void {
    void this.#worker.terminate()
  }

  #fail(error: Error): void {
    for (const pending of this.#pending.splice(0)) pending.reject(error)
  }
}
