import { closeSync, openSync } from 'node:fs'
import { FailureError } from '#shared/contract/failure.ts'
import { TOO_LARGE } from '#shared/formats/needed-bytes.ts'
import { readNeeded, type ReadRoom } from '../../source/read-needed.ts'

const STDIN = 0

/**
 * The bytes of a file that are needed to open it, or of standard input for `-`.
 * @param room where whoever reads many files is done with one before the next
 * @throws FailureError `bad-input`, `too-large`
 */
export function readInput(file: string, room?: ReadRoom): Uint8Array {
  try {
    if (file === '-') return readDescriptor(STDIN, file)
    const descriptor = openSync(file, 'r')
    try {
      return readDescriptor(descriptor, file, room)
    } finally {
      closeSync(descriptor)
    }
  } catch (error) {
    if (error instanceof FailureError) throw error
    const { code } = error as NodeJS.ErrnoException
    throw new FailureError('bad-input', file, `it could not be read (${code ?? String(error)})`)
  }
}

function readDescriptor(descriptor: number, file: string, room?: ReadRoom): Uint8Array {
  const bytes = readNeeded(descriptor, room)
  if (bytes === null) throw new FailureError('too-large', file, TOO_LARGE)
  return bytes
}
