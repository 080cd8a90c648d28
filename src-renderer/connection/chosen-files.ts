import { FailureError } from '#shared/contract/failure.ts'
import type { ReceivedFile } from '#shared/contract/host.ts'
import { awaitParts } from '#shared/formats/file-reading.ts'
import { neededBytes, TOO_LARGE } from '#shared/formats/needed-bytes.ts'
import { pageFormatContext } from '../workers/page-inflate.ts'

/** A part of a file. @throws FailureError */
async function partOf(file: File, from: number, length: number): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.slice(from, from + length).arrayBuffer())
  } catch (error) {
    const kind = error instanceof DOMException ? error.name : String(error)
    // A browser's error for a folder that was dropped, and of a file that is gone.
    const why = kind === 'NotFoundError' ? 'it is gone, or is a folder: open files, or a .tar of it' : null
    throw new FailureError('bad-input', file.name, why ?? `it could not be read (${kind})`)
  }
}

/**
 * What is needed of a file to open it; of a core file, which may have many gigabytes, not its memory.
 * @throws FailureError `bad-input` where it can't be read, `too-large`
 */
export async function readChosenFile(file: File): Promise<ReceivedFile> {
  const reading = neededBytes(file.size, pageFormatContext)
  const bytes = await awaitParts(reading, ({ from, length }) => partOf(file, from, length))
  if (bytes === null) throw new FailureError('too-large', file.name, TOO_LARGE)
  return { name: file.name, bytes }
}
