import { randomUUID } from 'node:crypto'
import { constants, openSync, unlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** O_TMPFILE of open(2), the same on all architectures that Node runs on; Node does not name it. */
const NAMELESS = 0o20000000 | constants.O_DIRECTORY
/** Of file systems that know no files without a name (NFS, FUSE), and of kernels that do not. */
const NOT_KNOWN = new Set(['EOPNOTSUPP', 'EISDIR', 'EINVAL', 'ENOENT'])

/**
 * A temporary file without a name, for reading and writing: whatever happens to this program, nothing of it stays on the disk.
 * Where the file system has no such files, it has a name for the moment between two calls.
 * @throws the system's error
 */
export function openNameless(folder = tmpdir()): number {
  try {
    return openSync(folder, NAMELESS | constants.O_RDWR, 0o600)
  } catch (error) {
    if (!NOT_KNOWN.has((error as NodeJS.ErrnoException).code ?? '')) throw error
  }
  const path = join(folder, `vmatlas-${randomUUID()}`)
  const descriptor = openSync(path, 'wx+', 0o600)
  unlinkSync(path)
  return descriptor
}
