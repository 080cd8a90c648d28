import { readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { FailureError } from '#shared/contract/failure.ts'
import type { ReceivedFile } from '#shared/contract/host.ts'

const MIB = 2 ** 20
/**
 * Bytes that go to a page in one answer: they are in memory several times on their way (read, framed, copied between the
 * processes, and in the page), and a message between processes has a limit of its own below 4 GiB.
 */
const MOST_BYTES = 1024 * MIB

const inMib = (bytes: number): string => `${Math.ceil(bytes / MIB).toLocaleString('en')} MiB`

/**
 * The bytes of a file under its base name.
 * @param room bytes that are left for it
 * @throws FailureError in words when it can't be read
 */
export function receiveFile(path: string, room = MOST_BYTES): ReceivedFile {
  const name = basename(path)
  try {
    const { size } = statSync(path)
    if (size > MOST_BYTES) {
      throw new FailureError('too-large', name, `has ${inMib(size)}; a window takes files up to ${inMib(MOST_BYTES)}`)
    }
    if (size > room) {
      throw new FailureError(
        'too-large',
        name,
        `does not fit: the files opened together have more than ${inMib(MOST_BYTES)}. Open it by itself`
      )
    }
    return { name, bytes: new Uint8Array(readFileSync(path)) }
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

/** The files that can be read, together no more than a page takes; `refused` hears of each of the others. */
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
