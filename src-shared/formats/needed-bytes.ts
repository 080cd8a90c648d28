import { USUAL_LIMITS } from './budget.ts'
import { bytesBeforeMemory, isCore } from './crash/elf-core-headers.ts'
import { HEAD_BYTES, type FormatContext } from './importer.ts'
import { isPackedCore } from './unwrap/packed-file.ts'

/** What unpacks a file's beginning. */
export type Unpacking = Pick<FormatContext, 'gunzipPart'>

/** How many bytes of a file `neededBytes` is shown. */
export const SHOWN_BYTES = HEAD_BYTES

/**
 * How many bytes of a file are to be read to open it: all, but of a core file, which may have many gigabytes, those before the
 * memory. Of a packed core file too large to be read whole it is not known how much of it that is, only that this is enough.
 * @param head the first SHOWN_BYTES, or the whole file
 */
export function neededBytes(head: Uint8Array, size: number, unpacking: Unpacking): number {
  if (isCore(head)) return Math.min(size, bytesBeforeMemory(head))
  if (size <= USUAL_LIMITS.bytes || !isPackedCore(head, unpacking)) return size
  return USUAL_LIMITS.bytes / 2
}

/** In words why a file of `size` bytes is not read. */
export const refusedSize = (size: number): string | null =>
  size > USUAL_LIMITS.bytes ? `it has more than ${USUAL_LIMITS.bytes} bytes: open a part of it` : null
