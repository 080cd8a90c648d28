import { fstatSync, readSync } from 'node:fs'
import { USUAL_LIMITS } from '#shared/formats/budget.ts'
import { readParts } from '#shared/formats/file-reading.ts'
import { neededBytes } from '#shared/formats/needed-bytes.ts'
import { nodeFormatContext } from './node-inflate.ts'

const sleeper = new Int32Array(new SharedArrayBuffer(4))

/**
 * Reads until `buffer` is full, or to the end; what has nothing for the moment, a pipe, is waited for.
 * @param at bytes from the beginning of the file; null to continue at the current position
 */
function fill(descriptor: number, buffer: Uint8Array, at: number | null): Uint8Array {
  let length = 0
  while (length < buffer.length) {
    try {
      const position = at === null ? null : at + length
      const more = readSync(descriptor, buffer, length, buffer.length - length, position)
      if (more === 0) break
      length += more
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error
      Atomics.wait(sleeper, 0, 0, 5)
    }
  }
  return buffer.subarray(0, length)
}

/**
 * Memory that files are read into, one after the other. Memory of its own for each would be cleared by the kernel first, and
 * stay until it is collected.
 */
export class ReadRoom {
  #bytes = Buffer.alloc(0)

  /** What was read before is overwritten. */
  of(size: number): Uint8Array {
    if (this.#bytes.length < size) this.#bytes = Buffer.allocUnsafeSlow(size)
    return this.#bytes.subarray(0, size)
  }
}

/**
 * Reads what is needed of a file to open it. Files of /proc report no size, and devices and pipes may have no end: of those the
 * first bytes are taken for the whole.
 * @param room where whoever reads many files is done with one before the next
 * @returns null where it is too large
 * @throws the system's errors
 */
export function readNeeded(descriptor: number, room?: ReadRoom): Uint8Array | null {
  const stat = fstatSync(descriptor)
  if (stat.isFile() && stat.size > 0) {
    const memoryOf = (length: number): Uint8Array =>
      // Parts of a file are kept beside each other.
      room !== undefined && length === stat.size ? room.of(length) : new Uint8Array(length)
    return readParts(neededBytes(stat.size, nodeFormatContext), ({ from, length }) =>
      fill(descriptor, memoryOf(Math.max(0, Math.min(length, stat.size - from))), from)
    )
  }
  // Memory that nothing was written to is not taken from the machine.
  const bytes = fill(descriptor, new Uint8Array(USUAL_LIMITS.bytes + 1), null)
  return readParts(neededBytes(bytes.length, nodeFormatContext), ({ from, length }) =>
    bytes.subarray(from, from + length)
  )
}
