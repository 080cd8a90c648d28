import { randomBytes } from 'node:crypto'
import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fsyncSync,
  lstatSync,
  openSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  type Stats
} from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { removeLeftovers } from './leftovers.ts'
import { writeAll, WriteError } from './write-synchronously.ts'

/** Gives the content piece by piece; a piece is valid until the next one. */
export type WriteContent = (sink: (bytes: Uint8Array) => void) => void

/** Only for the owner: what these files tell is somebody's business. */
const PRIVATE = 0o600
const MOST_LINKS = 40
/** Longest part of the name that the file beside it gets: together at most 255 bytes, also in UTF-8. */
const LONGEST_STEM = 50

/** The file that a name means, through all symbolic links, also where there is no such file yet. @throws WriteError */
function targetOf(file: string): string {
  let path = resolve(file)
  for (let links = 0; links < MOST_LINKS; links++) {
    const folder = realpathSync(dirname(path))
    path = join(folder, basename(path))
    if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() !== true) return path
    path = resolve(folder, readlinkSync(path))
  }
  throw new WriteError('ELOOP')
}

/** /dev/stdout, /dev/fd/3 and the like lead to what is open already, wherever that lies. */
function isOpenAlready(file: string): boolean {
  const folder = realpathSync(dirname(resolve(file)))
  const path = join(folder, basename(file))
  if (/^\/proc\/(\d+|thread-self)\/.*fd$/.test(folder)) return true
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true && /^\/proc\//.test(readlinkSync(path))
}

function writeOpen(descriptor: number, content: WriteContent): void {
  try {
    content((bytes) => writeAll(descriptor, bytes))
  } finally {
    closeSync(descriptor)
  }
}

/** Devices, pipes and what is open already are written to, never replaced. */
function writeInPlace(path: string, content: WriteContent): void {
  writeOpen(openSync(path, constants.O_WRONLY | constants.O_NOCTTY), content)
}

/** The new file gets the permissions of the one it replaces, and its owner where that is allowed. */
function keepMode(descriptor: number, { uid, gid, mode }: Stats): void {
  try {
    fchownSync(descriptor, uid, gid)
  } catch {
    // Only root may give files away.
  }
  fchmodSync(descriptor, mode & 0o777)
}

function writeBeside(path: string, before: Stats | undefined, content: WriteContent): void {
  // Whoever may not write to the file does not get round that by replacing it.
  if (before !== undefined) accessSync(path, constants.W_OK)
  const folder = dirname(path)
  const stem = `.${basename(path).slice(0, LONGEST_STEM)}.`
  removeLeftovers(folder, stem)
  // A name that nobody can foresee, made new: in a folder that others may write to, nothing waits there.
  const fresh = join(folder, `${stem}${process.pid}-${randomBytes(6).toString('hex')}.part`)
  const descriptor = openSync(fresh, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, PRIVATE)
  try {
    writeOpen(descriptor, (sink) => {
      content(sink)
      if (before !== undefined) keepMode(descriptor, before)
      // On the disk before its name is: after a power failure the name stands for the old file or for the whole new one.
      fsyncSync(descriptor)
    })
    renameSync(fresh, path)
  } catch (error) {
    rmSync(fresh, { force: true })
    throw error
  }
}

function write(file: string, content: WriteContent): void {
  const before = statSync(file, { throwIfNoEntry: false })
  if (before?.isDirectory() === true) throw new WriteError('EISDIR')
  if (before !== undefined && (!before.isFile() || isOpenAlready(file))) writeInPlace(file, content)
  else writeBeside(targetOf(file), before, content)
}

/**
 * Writes a file so that its name stands for the old content or for all of the new, whatever happens in between: a full disk,
 * a kill, a power failure. A symbolic link stays and its file is replaced; what is no regular file (a device, a pipe) is
 * written to in place. A replaced file keeps its permissions; a new one is readable by its owner only.
 * @throws WriteError with the system's code; what the content throws
 */
export function writeFileWhole(file: string, content: WriteContent): void {
  try {
    write(file, content)
  } catch (error) {
    const isOfSystem = error instanceof WriteError || (error instanceof Error && 'syscall' in error)
    if (!isOfSystem) throw error
    throw new WriteError((error as NodeJS.ErrnoException).code ?? 'EIO', file)
  }
}

/** Makes a file that is not there yet, whole or not at all, with the permissions of the umask. @throws where there is one already */
export function createFile(file: string | Buffer, text: string): void {
  const descriptor = openSync(file, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o666)
  try {
    writeOpen(descriptor, (sink) => sink(Buffer.from(text)))
  } catch (error) {
    rmSync(file, { force: true })
    throw error
  }
}
