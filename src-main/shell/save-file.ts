import { randomBytes } from 'node:crypto'
import { lstatSync, realpathSync, statSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { FailureError } from '#shared/contract/failure.ts'

/** Snapshots tell of memory; they are for their owner unless the file was there with other permissions. */
const PRIVATE = 0o600

const WORDS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'the disk is read-only',
  EACCES: 'its folder may not be written to',
  EPERM: 'its folder may not be written to'
}

/** The file behind a name: through symbolic links, also where there is none yet. */
function targetOf(path: string): string {
  const isThere = lstatSync(path, { throwIfNoEntry: false }) !== undefined
  return isThere ? realpathSync(path) : join(realpathSync(dirname(path)), basename(path))
}

async function writeWhole(file: string, bytes: Uint8Array, mode: number, flags: string): Promise<void> {
  const handle = await open(file, flags, mode)
  try {
    await handle.writeFile(bytes)
    // A regular file's bytes are on the disk before it takes its name; devices need not know how.
    if (flags === 'wx') await handle.sync()
  } finally {
    await handle.close()
  }
}

/**
 * Saves a file whole or not at all: beside the old one first, so that a full disk or a crash leaves that as it was. What is
 * no regular file (a device, a pipe) is written into, not replaced.
 * @throws FailureError `disk`, in words
 */
export async function saveWhole(path: string, bytes: Uint8Array): Promise<void> {
  let fresh: string | null = null
  try {
    const target = targetOf(path)
    const old = statSync(target, { throwIfNoEntry: false })
    if (old !== undefined && !old.isFile()) return await writeWhole(target, bytes, PRIVATE, 'w')
    fresh = join(dirname(target), `.vmatlas-${process.pid}-${randomBytes(6).toString('hex')}.part`)
    await writeWhole(fresh, bytes, old === undefined ? PRIVATE : old.mode & 0o777, 'wx')
    await rename(fresh, target)
  } catch (error) {
    if (fresh !== null) await rm(fresh, { force: true }).catch(() => undefined)
    const { code = '' } = error as NodeJS.ErrnoException
    const reason = WORDS[code] ?? (error instanceof Error ? error.message : String(error))
    throw new FailureError('disk', basename(path), `could not be saved: ${reason}. What was there before is unchanged.`)
  }
}
