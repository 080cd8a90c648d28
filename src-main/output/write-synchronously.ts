import { writeSync } from 'node:fs'
import { systemWords } from './system-words.ts'

const sleeper = new Int32Array(new SharedArrayBuffer(4))

/** Output could not be written; `code` is the system's, the message its words. */
export class WriteError extends Error {
  readonly code: string
  /** Which file, as it was given; null for an open descriptor. */
  readonly file: string | null
  constructor(code: string, file: string | null = null) {
    super(systemWords(code))
    this.code = code
    this.file = file
  }
}

/** Writes all bytes to a descriptor before it returns, also to a pipe that is full for the moment. @throws WriteError */
export function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(descriptor, bytes, at)
    } catch (error) {
      const { code = 'EIO' } = error as NodeJS.ErrnoException
      if (code !== 'EAGAIN') throw new WriteError(code)
      Atomics.wait(sleeper, 0, 0, 1)
    }
  }
}
