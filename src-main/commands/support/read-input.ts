import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { FailureError } from '#shared/contract/failure.ts'
import { USUAL_LIMITS } from '#shared/formats/budget.ts'

const STDIN = 0
const sleeper = new Int32Array(new SharedArrayBuffer(4))

/**
 * Memory that files are read into, one after the other. Memory of its own for each would be cleared by the kernel first, and
 * stay until it is collected.
 */
export class ReadRoom {
  #bytes = Buffer.alloc(0)

  /** What was read before is overwritten. */
  of(size: number): Buffer {
    if (this.#bytes.length < size) this.#bytes = Buffer.allocUnsafeSlow(size)
    return this.#bytes.subarray(0, size)
  }
}

/**
 * All bytes of a file, or of standard input for `-`.
 * @param room where whoever reads many files is done with one before the next
 * @throws FailureError `bad-input`, `too-large`
 */
export function readInput(file: string, room?: ReadRoom): Uint8Array {
  try {
    if (file === '-') return readToEnd(STDIN, file)
    const descriptor = openSync(file, 'r')
    try {
      return readToEnd(descriptor, file, room)
    } finally {
      closeSync(descriptor)
    }
  } catch (error) {
    if (error instanceof FailureError) throw error
    const { code } = error as NodeJS.ErrnoException
    throw new FailureError('bad-input', file, `it could not be read (${code ?? String(error)})`)
  }
}

/**
 * To its end, which a device may not have; a pipe that somebody made non-blocking, and that has nothing for the moment, is
 * waited for.
 */
function readToEnd(descriptor: number, file: string, room?: ReadRoom): Uint8Array {
  const most = USUAL_LIMITS.bytes
  const told = fstatSync(descriptor)
  const tooLarge = (): FailureError =>
    new FailureError('too-large', file, `it has more than ${most} bytes: open a part of it`)
  if (told.isFile() && told.size > most) throw tooLarge()
  // Files of /proc tell no size. Memory that nothing was written to is not taken from the machine.
  const isSized = told.isFile() && told.size > 0
  const buffer =
    isSized && room !== undefined ? room.of(told.size + 1) : Buffer.allocUnsafeSlow((isSized ? told.size : most) + 1)
  for (let fill = 0; ;) {
    try {
      const length = readSync(descriptor, buffer, fill, buffer.length - fill, null)
      fill += length
      if (fill > most) throw tooLarge()
      if (length === 0 || fill === buffer.length) return buffer.subarray(0, fill)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error
      Atomics.wait(sleeper, 0, 0, 5)
    }
  }
}
