import { open, rename, rm } from 'node:fs/promises'
import { basename } from 'node:path'
import { FailureError } from '#shared/contract/failure.ts'
import { keepOwnerAndMode, PRIVATE, writeTargetOf, type WriteTarget } from '#main/output/write-target.ts'

const WORDS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'the disk is read-only',
  EACCES: 'its folder may not be written to',
  EPERM: 'its folder may not be written to'
}

async function writeBeside(
  { path, fresh, before }: WriteTarget & { kind: 'beside' },
  bytes: Uint8Array
): Promise<void> {
  try {
    const handle = await open(fresh, 'wx', PRIVATE)
    try {
      await handle.writeFile(bytes)
      if (before !== undefined) keepOwnerAndMode(handle.fd, before)
      // The bytes are on the disk before the file takes its name.
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(fresh, path)
  } catch (error) {
    await rm(fresh, { force: true }).catch(() => undefined)
    throw error
  }
}

/**
 * What writeFileWhole does, without holding up the windows while a large file goes to a slow disk: a file is saved whole or
 * not at all, and what is not a regular file (a device, a pipe) is written into, not replaced.
 * @throws FailureError `disk`, in words
 */
export async function saveWhole(file: string, bytes: Uint8Array): Promise<void> {
  try {
    const target = writeTargetOf(file)
    if (target.kind === 'beside') return await writeBeside(target, bytes)
    const handle = await open(target.path, 'r+')
    await handle.writeFile(bytes).finally(() => handle.close())
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    const reason = WORDS[code] ?? (error instanceof Error ? error.message : String(error))
    throw new FailureError('disk', basename(file), `could not be saved: ${reason}. What was there before is unchanged.`)
  }
}
