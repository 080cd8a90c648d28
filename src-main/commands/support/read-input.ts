import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { FailureError } from '#shared/contract/failure.ts'
import { USUAL_LIMITS } from '#shared/formats/budget.ts'

const STDIN = 0
const sleeper = new Int32Array(new SharedArrayBuffer(4))

/** All bytes of a file, or of standard input for `-`. @throws FailureError `bad-input`, `too-large` */
export function readInput(file: string): Uint8Array {
  try {
    if (file === '-') return readToEnd(STDIN, file)
    const descriptor = openSync(file, 'r')
    try {
      return readToEnd(descriptor, file)
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
function readToEnd(descriptor: number, file: string): Uint8Array {
  const most = USUAL_LIMITS.bytes
  const told = fstatSync(descriptor)
  const tooLarge = (): FailureError =>
    new FailureError('too-large', file, `it has more than ${most} bytes: open a part of it`)
  if (told.isFile() && told.size > most) throw tooLarge()
  // Files of /proc tell no size. Memory that nothing was written to is not taken from the machine.
  const buffer = Buffer.allocUnsafeSlow((told.isFile() && told.size > 0 ? told.size : most) + 1)
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
