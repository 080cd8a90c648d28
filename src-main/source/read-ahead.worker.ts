import { readSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { serveReadAhead, type ReadAheadMemory, type ReadAheadOrder } from './read-ahead.ts'

const sleeper = new Int32Array(new SharedArrayBuffer(4))
/** When the order's file was begun, how many bytes of it were read, and at how many the next pause is due. Each order starts over. */
let current: ReadAheadOrder | null = null
let began = 0
let bytes = 0
let pauseAt = 0

/** Fills a slot as far as the file reaches. The kernel gives at most 4095 bytes of smaps a read, however much is asked for. */
function fill(order: ReadAheadOrder, slot: Uint8Array): number {
  if (order !== current) {
    current = order
    began = performance.now()
    bytes = 0
    pauseAt = order.pauseEvery
  }
  let length = 0
  while (length < slot.length) {
    let got = 0
    try {
      got = readSync(order.descriptor, slot, length, slot.length - length, null)
    } catch {
      // The other side reads on from the descriptor and sees why.
      return length
    }
    if (got === 0) return length
    length += got
    bytes += got
    if (bytes < pauseAt) continue
    pauseAt = bytes + order.pauseEvery
    if (performance.now() - began > order.pauseAfter) Atomics.wait(sleeper, 0, 0, order.pauseMs)
  }
  return length
}

const serve = serveReadAhead(workerData as ReadAheadMemory, fill)
parentPort?.on('message', serve)
