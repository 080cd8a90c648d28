import { accessSync, closeSync, constants, fsyncSync, linkSync, openSync, renameSync, rmSync } from 'node:fs'
import { keepOwnerAndMode, PRIVATE, writeTargetOf, type WriteTarget } from './write-target.ts'
import { writeAll, WriteError } from './write-synchronously.ts'

/** Gives the content piece by piece; a piece is valid until the next one. */
export type WriteContent = (sink: (bytes: Uint8Array) => void) => void

const NEW = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL

function writeOpen(descriptor: number, content: WriteContent): void {
  try {
    content((bytes) => writeAll(descriptor, bytes))
  } finally {
    closeSync(descriptor)
  }
}

function writeBeside({ path, fresh, before }: WriteTarget & { kind: 'beside' }, content: WriteContent): void {
  const descriptor = openSync(fresh, NEW, PRIVATE)
  try {
    writeOpen(descriptor, (sink) => {
      content(sink)
      if (before !== undefined) keepOwnerAndMode(descriptor, before)
      // On the disk before its name is: after a power failure the name means the old file or the complete new one.
      fsyncSync(descriptor)
    })
    renameSync(fresh, path)
  } catch (error) {
    rmSync(fresh, { force: true })
    throw error
  }
}

/** @throws WriteError with the file's name for errors of the system; what else the work throws */
function namingFile(file: string, work: () => void): void {
  try {
    work()
  } catch (error) {
    const isOfSystem = error instanceof WriteError || (error instanceof Error && 'syscall' in error)
    if (!isOfSystem) throw error
    throw new WriteError((error as NodeJS.ErrnoException).code ?? 'EIO', file)
  }
}

/**
 * Finds out whether a file can be written now, before the long work that makes its content. A disk that fills up meanwhile is
 * reported when it is written.
 * @throws WriteError
 */
export function checkWritable(file: string): void {
  namingFile(file, () => {
    const target = writeTargetOf(file)
    if (target.kind === 'in-place') return accessSync(target.path, constants.W_OK)
    // access(2) is not enough: root passes it everywhere, yet files can't be made in /proc.
    closeSync(openSync(target.fresh, NEW, PRIVATE))
    rmSync(target.fresh)
  })
}

/**
 * Writes a file so that its name means the old content or all of the new, whatever happens in between: a full disk,
 * a kill, a power failure. A symbolic link stays and its file is replaced; what is not a regular file (a device, a pipe) is
 * written to in place. A replaced file keeps its permissions; a new one is readable by its owner only.
 * @throws WriteError with the system's code; what the content throws
 */
export function writeFileWhole(file: string, content: WriteContent): void {
  namingFile(file, () => {
    const target = writeTargetOf(file)
    if (target.kind === 'beside') writeBeside(target, content)
    else writeOpen(openSync(target.path, constants.O_WRONLY | constants.O_NOCTTY), content)
  })
}

/** Some file systems have no hard links (vfat). */
const NO_LINKS = new Set(['EPERM', 'EOPNOTSUPP', 'ENOTSUP', 'ENOSYS', 'EMLINK'])

/** Makes a file under its own name; where its content can't be written, there is none. @throws where there is one already */
function writeNew(path: string | Buffer, content: WriteContent): void {
  const descriptor = openSync(path, NEW, 0o666)
  try {
    writeOpen(descriptor, content)
  } catch (error) {
    rmSync(path, { force: true })
    throw error
  }
}

/** Makes a file that is not there yet, complete or not at all, with the permissions that the umask leaves. @throws where there is one already */
export function createFile(file: string | Buffer, text: string): void {
  const content: WriteContent = (sink) => sink(Buffer.from(text))
  const name = file.toString()
  // For a name that is not UTF-8, Node can't make the name of a file beside it.
  if (file instanceof Buffer && !Buffer.from(name).equals(file)) return writeNew(file, content)
  const target = writeTargetOf(name)
  if (target.kind === 'in-place' || target.before !== undefined) throw new WriteError('EEXIST', name)
  writeNew(target.fresh, content)
  try {
    linkSync(target.fresh, target.path)
  } catch (error) {
    if (!NO_LINKS.has((error as NodeJS.ErrnoException).code ?? '')) throw error
    writeNew(target.path, content)
  } finally {
    rmSync(target.fresh, { force: true })
  }
}
