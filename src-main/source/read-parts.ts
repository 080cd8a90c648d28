import { closeSync, readSync } from 'node:fs'
import { looksLikeHeader } from '#shared/scan/header-line.ts'
import { scanMappings, type ScanResult } from '#shared/scan/mapping-scanner.ts'
import { readFailure, type ProcFolder } from './proc-folder.ts'

const PART_BYTES = 1024 * 1024
const NEWLINE = 10

/** Offset of the last maps line in bytes 0…end: only complete mappings are before it. 0 when there is only one line. */
function lastHeader(bytes: Uint8Array, end: number): number {
  for (
    let newline = bytes.lastIndexOf(NEWLINE, end - 1);
    newline > 0;
    newline = bytes.lastIndexOf(NEWLINE, newline - 1)
  ) {
    if (looksLikeHeader(bytes, newline + 1, end)) return newline + 1
  }
  return 0
}

/** Reads maps or smaps of a process in parts of about a MiB, each a scan of whole mappings, as they come. @throws FailureError */
export function* readParts(folder: ProcFolder, file: 'maps' | 'smaps'): Generator<ScanResult> {
  const descriptor = folder.open(file)
  const bytes = new Uint8Array(PART_BYTES)
  let fill = 0
  try {
    for (;;) {
      const got = readSync(descriptor, bytes, fill, bytes.length - fill, null)
      fill += got
      if (got === 0) break
      if (fill < bytes.length) continue
      const cut = lastHeader(bytes, fill) || fill
      yield scanMappings(bytes.subarray(0, cut), 'kernel')
      bytes.copyWithin(0, cut, fill)
      fill -= cut
    }
  } catch (error) {
    throw readFailure(error, folder.label, file)
  } finally {
    closeSync(descriptor)
  }
  yield scanMappings(bytes.subarray(0, fill), 'kernel')
}
