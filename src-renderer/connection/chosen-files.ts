import { FailureError } from '#shared/contract/failure.ts'
import type { ReceivedFile } from '#shared/contract/host.ts'
import { neededBytes, refusedSize, SHOWN_BYTES } from '#shared/formats/needed-bytes.ts'
import { pageFormatContext } from '../workers/page-inflate.ts'

/** Bytes of a file, from its beginning. @throws FailureError */
async function beginningOf(file: File, length: number): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await file.slice(0, length).arrayBuffer())
  } catch (error) {
    const kind = error instanceof DOMException ? error.name : String(error)
    // What a browser says of a folder that was dropped, and of a file that is gone.
    const why = kind === 'NotFoundError' ? 'it is gone, or is a folder: open files, or a .tar of it' : null
    throw new FailureError('bad-input', file.name, why ?? `it could not be read (${kind})`)
  }
}

/**
 * What is needed of a file to open it; of a core file, which may have many gigabytes, not its memory.
 * @throws FailureError `bad-input` where it can't be read, `too-large`
 */
export async function readChosenFile(file: File): Promise<ReceivedFile> {
  const head = await beginningOf(file, SHOWN_BYTES)
  const needed = neededBytes(head, file.size, pageFormatContext)
  const why = refusedSize(needed)
  if (why !== null) throw new FailureError('too-large', file.name, why)
  return { name: file.name, bytes: needed <= head.length ? head.subarray(0, needed) : await beginningOf(file, needed) }
}
