import { writeSync } from 'node:fs'

const sleeper = new Int32Array(new SharedArrayBuffer(4))

/** Output could not be written; `code` is the system's. */
export class WriteError extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

/** Writes all bytes to a descriptor before it returns, also to a pipe that is full for the moment. @throws WriteError */
export function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(descriptor, bytes, at)
    } catch (error) {
      const { code = '', message } = error as NodeJS.ErrnoException
      if (code !== 'EAGAIN') throw new WriteError(code, message)
      Atomics.wait(sleeper, 0, 0, 1)
    }
  }
}
