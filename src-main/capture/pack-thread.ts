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

/** Milliseconds for which the thread stays without work: the next snapshot does not wait for another one to start. */
const IDLE = 30_000

/** A thread that packs batches of files, in the order they come. */
export class PackThread {
  readonly #worker = new Worker(SCRIPT, { eval: true, name: 'pack' })
  readonly #pending: Pending[] = []
  /** How many use it now: they keep the program from ending. */
  #users = 0
  #leaving: NodeJS.Timeout | undefined
  isOver = false

  constructor() {
    this.#worker.on('message', (packed: PackedBatch) => this.#pending.shift()?.resolve(packed))
    this.#worker.on('error', (error: Error) => this.#fail(error))
    this.#worker.on('exit', () => this.#end())
  }

  use(): void {
    clearTimeout(this.#leaving)
    if (this.#users++ === 0) this.#worker.ref()
  }

  leave(): void {
    if (--this.#users > 0) return
    this.#worker.unref()
    this.#leaving = setTimeout(() => this.close(), IDLE).unref()
  }

  /** Takes the batch's bytes away from this thread. */
  pack(batch: FileBatch): Promise<PackedBatch> {
    const packed = new Promise<PackedBatch>((resolve, reject) => this.#pending.push({ resolve, reject }))
    // Who gives up half-way does not wait for the rest.
    packed.catch(() => undefined)
    this.#worker.postMessage(batch, [batch.bytes.buffer as ArrayBuffer])
    return packed
  }

  /** Ends it. What it was given and has not handed back is not packed, also when it had just been done. */
  close(): void {
    this.#end()
    void this.#worker.terminate()
  }

  #end(): void {
    this.#fail(new Error('the packing thread ended'))
  }

  #fail(error: Error): void {
    this.isOver = true
    for (const pending of this.#pending.splice(0)) pending.reject(error)
  }
}

let running: PackThread | null = null

/** The thread that runs; null where none does. */
export function runningPackThread(): PackThread | null {
  return running === null || running.isOver ? null : running
}

/** The thread that runs, or a new one. */
export function packThread(): PackThread {
  return (running = runningPackThread() ?? new PackThread())
}
