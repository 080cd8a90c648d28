import { readFileSync, readSync } from 'node:fs'
import { FailureError } from '#shared/contract/failure.ts'
import { joinBytes } from '#shared/base/join-bytes.ts'

const STDIN = 0
const PIECE = 64 * 1024
const sleeper = new Int32Array(new SharedArrayBuffer(4))

/** All bytes of a file, or of standard input for `-`. @throws FailureError `bad-input` */
export function readInput(file: string): Uint8Array {
  try {
    return file === '-' ? readStandardInput() : readFileSync(file)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new FailureError('bad-input', file, `it could not be read (${code ?? String(error)})`)
  }
}

/** To its end; a pipe that somebody made non-blocking, and that has nothing for the moment, is waited for. */
function readStandardInput(): Uint8Array {
  const parts: Uint8Array[] = []
  for (;;) {
    const piece = new Uint8Array(PIECE)
    try {
      const length = readSync(STDIN, piece)
      if (length === 0) return joinBytes(parts)
      parts.push(piece.subarray(0, length))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error
      Atomics.wait(sleeper, 0, 0, 5)
    }
  }
}
