import { statSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { threadScript } from '#main/source/thread-script.ts'
import type { FileQuestion, ShareMessage } from './parquet-share.ts'

/** More would need more memory than the time that they save is worth. */
const THREADS = 2
/** Files of this many bytes, or this many of them, are a share. */
const SHARE_BYTES = 32 * 1024 * 1024
const SHARE_FILES = 128

/** Parts the files, in their order. */
export function sharesOf(files: readonly string[]): string[][] {
  const shares: string[][] = []
  let room = 0
  for (const file of files) {
    const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0
    const last = shares.at(-1)
    if (last === undefined || room < size || last.length === SHARE_FILES) {
      shares.push([file])
      room = SHARE_BYTES - size
    } else {
      last.push(file)
      room -= size
    }
  }
  return shares
}

/**
 * Encodes shares in threads, and passes on what they report in the order of the shares.
 * @throws Error where a thread dies
 */
export async function encodeInThreads(
  shares: readonly (readonly string[])[],
  question: FileQuestion,
  report: (message: ShareMessage) => void
): Promise<void> {
  /** Messages of shares whose turn has not come; null is the end of one. */
  const waiting = shares.map((): (ShareMessage | null)[] => [])
  let turn = 0
  let next = 0
  const receive = (share: number, message: ShareMessage | null): void => {
    waiting[share]!.push(message)
    while (turn < shares.length) {
      const first = waiting[turn]!.shift()
      if (first === undefined) return
      if (first === null) turn++
      else report(first)
    }
  }
  const workers = Array.from({ length: Math.min(THREADS, shares.length) }, () => {
    const worker = new Worker(threadScript(import.meta, 'parquet.worker'), { name: 'parquet' })
    const done = new Promise<void>((resolve, reject) => {
      const ask = (): void => {
        const share = next++
        if (share < shares.length) worker.postMessage({ share, files: shares[share], question })
        else resolve()
      }
      worker.on('message', ({ share, message }: { share: number; message: ShareMessage | null }) => {
        try {
          receive(share, message)
        } catch (error) {
          return reject(error instanceof Error ? error : new Error(String(error)))
        }
        if (message === null) ask()
      })
      worker.on('error', reject)
      worker.on('exit', () => reject(new Error('a thread that reads files has ended')))
      ask()
    })
    return { worker, done }
  })
  try {
    await Promise.all(workers.map(({ done }) => done))
  } finally {
    for (const { worker, done } of workers) {
      done.catch(() => undefined)
      void worker.terminate()
    }
  }
}
