import { readFileSync } from 'node:fs'
import { FailureError } from '#shared/contract/failure.ts'

const STDIN = 0

/** All bytes of a file, or of standard input for `-`. @throws FailureError `bad-input` */
export function readInput(file: string): Uint8Array {
  try {
    return readFileSync(file === '-' ? STDIN : file)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new FailureError('bad-input', file, `it could not be read (${code ?? String(error)})`)
  }
}
