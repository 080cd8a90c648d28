import { Worker } from 'node:worker_threads'
import { Calls } from '#shared/contract/calls.ts'
import { threadScript } from '#main/source/thread-script.ts'
import type { FileBatch, PackedBatch } from './pack-files.ts'

interface Packed {
  readonly id: number
  readonly packed: PackedBatch
}

/** Milliseconds that the thread stays idle: the next snapshot does not wait for another one to start. */
const IDLE = 30_000

/** A thread that packs batches of files, in the order they come. */
export class PackThread {
  readonly #worker = new Worker(threadScript(import.meta, 'pack.worker'), { name: 'pack' })
  readonly #calls = new Calls()
  /** How many use it now: they keep the program from ending. */
  #users = 0
  #leaving: NodeJS.Timeout | undefined
  isOver = false

  constructor() {
    this.#worker.on('message', ({ id, packed }: Packed) => this.#calls.settle(id, { ok: true, value: packed }))
    this.#worker.on('error', (error: Error) => this.#fail(error.message))
    this.#worker.on('exit', () => this.#fail('the packing thread ended'))
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
    const packed = this.#calls.ask((id) =>
      this.#worker.postMessage({ id, batch }, [batch.bytes.buffer as ArrayBuffer])
    ) as Promise<PackedBatch>
    // A caller that gives up half-way does not wait for the rest.
    packed.catch(() => undefined)
    if (this.isOver) this.#fail('the packing thread ended')
    return packed
  }

  /** Ends it. What it was given and has not handed back is not packed, also when it had just been done. */
  close(): void {
    this.#fail('the packing thread ended')
    void this.#worker.terminate()
  }

  #fail(why: string): void {
    this.isOver = true
    this.#calls.failAll('bug', 'snapshot', why)
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
