import { USUAL_LIMITS } from './budget.ts'
import { coreWithoutMemory } from './crash/core-without-memory.ts'
import { isCore } from './crash/elf-core-headers.ts'
import type { FileReading } from './file-reading.ts'
import { HEAD_BYTES, type FormatContext } from './importer.ts'
import { BYTES_OF_PACKED_CORE, isPackedCore } from './unwrap/packed-file.ts'

/** Bytes of a packed core file that is too large to be read whole: its beginning is enough, or shows what is missing. */
const OF_PACKED_CORE = USUAL_LIMITS.bytes / 2

/**
 * What is needed of a file to open it: all of it, or of a core file, which may have many gigabytes, all but the memory.
 * @param size of the file, bytes
 * @param unpacking what looks into packed files
 * @returns null where it is too large to be opened
 */
export function* neededBytes(
  size: number,
  unpacking: Pick<FormatContext, 'gunzipPart'>
): FileReading<Uint8Array | null> {
  const head = yield { from: 0, length: Math.min(size, HEAD_BYTES) }
  if (isCore(head)) return yield* coreWithoutMemory(head)
  if (size <= USUAL_LIMITS.bytes) return size <= head.length ? head : yield { from: 0, length: size }
  const beginning = yield { from: 0, length: BYTES_OF_PACKED_CORE }
  return isPackedCore(beginning, unpacking) ? yield { from: 0, length: OF_PACKED_CORE } : null
}

/** Why a file is not read that is too large. */
export const TOO_LARGE = `it has more than ${USUAL_LIMITS.bytes} bytes: open a part of it`
