import { closeSync, constants, fstatSync, openSync } from 'node:fs'
import { basename } from 'node:path'
import { FailureError } from '#shared/contract/failure.ts'
import type { ReceivedFile } from '#shared/contract/host.ts'
import { TOO_LARGE } from '#shared/formats/needed-bytes.ts'
import { readNeeded } from '#main/source/read-needed.ts'

const MIB = 2 ** 20
/**
 * Bytes that go to a page in one answer: they are in memory several times on their way (read, framed, copied between the
 * processes, and in the page), and a message between processes has a limit of its own below 4 GiB.
 */
const MOST_BYTES = 1024 * MIB

const TOO_MUCH = `does not fit: the files opened together have more than ${MOST_BYTES / MIB} MiB. Open it by itself`

/**
 * The bytes of a file under its base name.
 * @param room bytes that are left for it
 * @throws FailureError in words when it can't be read
 */
export function receiveFile(path: string, room = MOST_BYTES): ReceivedFile {
  const name = basename(path)
  try {
    // A pipe without a writer is not waited for.
    const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
    try {
      if (!fstatSync(descriptor).isFile()) throw new FailureError('bad-input', name, 'is no file')
      const bytes = readNeeded(descriptor)
      if (bytes === null) throw new FailureError('too-large', name, TOO_LARGE)
      if (bytes.length > room) throw new FailureError('too-large', name, TOO_MUCH)
      return { name, bytes }
    } finally {
      closeSync(descriptor)
    }
  } catch (error) {
    if (error instanceof FailureError) throw error
    const code = (error as NodeJS.ErrnoException).code ?? ''
    throw new FailureError(
      code === 'EACCES' ? 'denied' : code === 'ENOENT' ? 'gone' : 'bad-input',
      name,
      code === 'ENOENT' ? 'not found' : `could not be read (${code})`
    )
  }
}

/** The files that can be read, together no more than a page takes; `refused` is called for each of the others. */
export function receiveFiles(
  paths: readonly string[],
  received: (path: string) => void,
  refused: (path: string, error: unknown) => void
): ReceivedFile[] {
  let room = MOST_BYTES
  return paths.flatMap((path) => {
    try {
      const file = receiveFile(path, room)
      room -= file.bytes.length
      received(path)
      return [file]
    } catch (error) {
      refused(path, error)
      return []
    }
  })
}
