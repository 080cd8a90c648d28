import { closeSync, readSync } from 'node:fs'
import { FailureError } from '#shared/contract/failure.ts'
import { MappingScanner, type ScanResult } from '#shared/scan/mapping-scanner.ts'
import type { ReadingCost } from '#shared/memory/capture.ts'
import { readFailure, type ProcFolder } from './proc-folder.ts'
import type { ReadAhead } from './read-ahead.ts'

export interface ReadPace {
  /** Pause after every `pauseEvery` bytes, milliseconds; gives the process's mmap lock free for a moment. */
  readonly pauseMs: number
  readonly pauseEvery: number
  /** Reading begins to pause only after it has taken that long, milliseconds. */
  readonly pauseAfter: number
  /** Asked between reads: true ends the reading with a `cancelled` failure. */
  isCancelled?(): boolean
  /** Called between reads with the number of mappings so far. */
  progress?(rows: number): void
  /** A thread that reads ahead where a file turns out to be long; null for one thread only. */
  readonly ahead?: (() => ReadAhead | null) | undefined
  /** Work of this thread that does not wait for the file: done as soon as another thread reads it. */
  readonly meanwhile?: (() => void) | undefined
}

/** Two threads take turns at a cost that shorter files are not worth, bytes. */
const LONG_FILE = 1024 * 1024

/** Pauses that shorten the stalls of a watched process (measured: 8.1 → 5.6 ms longest operation). */
export const GENTLE_PACE: ReadPace = { pauseMs: 0.1, pauseEvery: 128 * 1024, pauseAfter: 500 }
export const FULL_PACE: ReadPace = { pauseMs: 0, pauseEvery: Infinity, pauseAfter: Infinity }

const sleeper = new Int32Array(new SharedArrayBuffer(4))

/** Takes how far the reading is. @throws FailureError `cancelled` when it is no longer wanted */
function report(pace: ReadPace, rows: number, target: string): void {
  if (pace.isCancelled?.() === true) throw new FailureError('cancelled', target, 'the reading was stopped')
  pace.progress?.(rows)
}

/** Parses what another thread reads, up to the end of the file or the first error. */
function readRest(
  ahead: ReadAhead,
  descriptor: number,
  scanner: MappingScanner,
  pace: ReadPace,
  target: string
): { bytes: number; reads: number } {
  let bytes = 0
  let reads = 0
  const { pauseMs, pauseEvery, pauseAfter } = pace
  for (const chunk of ahead.chunks({ descriptor, pauseMs, pauseEvery, pauseAfter })) {
    // Not before the other thread is at work.
    if (reads === 0) pace.meanwhile?.()
    scanner.push(chunk)
    bytes += chunk.length
    reads++
    report(pace, scanner.rowCount, target)
  }
  return { bytes, reads }
}

export interface MappingReading extends ScanResult {
  readonly cost: ReadingCost
}

/** Reads maps or smaps to its end into a table. Blocks: use it in a worker or on the command line. @throws FailureError */
export function readMappings(
  folder: ProcFolder,
  file: 'maps' | 'smaps',
  pace: ReadPace,
  rowsHint = 1024
): MappingReading {
  const began = performance.now()
  const descriptor = folder.open(file)
  const scanner = new MappingScanner(rowsHint, 'kernel')
  let bytes = 0
  let reads = 0
  let pauseAt = pace.pauseEvery
  /** Asked for once the file is long; null when there is none, or it is done. */
  let ahead: ReadAhead | null | undefined
  try {
    for (;;) {
      const got = readSync(descriptor, scanner.buffer, scanner.fill, scanner.buffer.length - scanner.fill, null)
      if (got === 0) break
      scanner.consume(got)
      bytes += got
      reads++
      if (ahead === undefined && bytes > LONG_FILE) ahead = pace.ahead?.() ?? null
      if (ahead?.isReady === true) {
        const rest = readRest(ahead, descriptor, scanner, pace, folder.label)
        bytes += rest.bytes
        reads += rest.reads
        ahead = null
      }
      if (bytes >= pauseAt) {
        pauseAt = bytes + pace.pauseEvery
        report(pace, scanner.rowCount, folder.label)
        if (performance.now() - began > pace.pauseAfter) Atomics.wait(sleeper, 0, 0, pace.pauseMs)
      }
    }
  } catch (error) {
    throw error instanceof FailureError ? error : readFailure(error, folder.label, file)
  } finally {
    closeSync(descriptor)
  }
  return { ...scanner.finish(), cost: { milliseconds: performance.now() - began, bytes, reads } }
}
