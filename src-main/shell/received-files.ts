import { readFileSync, statSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { FailureError } from '#shared/contract/failure.ts'
import type { ReceivedFile } from '#shared/contract/host.ts'

/** Larger files are refused: they would not fit the page's memory as one block. */
const LARGEST_FILE = 2 ** 31 - 1

/** Arguments of a start that name existing files: what the file manager or a shell handed over. */
export function filesOfArguments(args: readonly string[], folder: string): string[] {
  return args
    .filter((argument) => !argument.startsWith('-'))
    .map((argument) => resolve(folder, argument))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true)
}

/** The bytes of a file under its base name. @throws FailureError in words when it can't be read. */
export function receiveFile(path: string): ReceivedFile {
  const name = basename(path)
  try {
    const { size } = statSync(path)
    if (size > LARGEST_FILE) throw new FailureError('too-large', name, `${size} bytes; the limit is ${LARGEST_FILE}`)
    return { name, bytes: new Uint8Array(readFileSync(path)) }
  } catch (error) {
    if (error instanceof FailureError) throw error
    const code = (error as NodeJS.ErrnoException).code ?? ''
    throw new FailureError(
      code === 'EACCES' ? 'denied' : code === 'ENOENT' ? 'gone' : 'bad-input',
      name,
      `could not be read (${code})`
    )
  }
}
