import { randomBytes } from 'node:crypto'
import { accessSync, constants, fchmodSync, fchownSync, lstatSync, readlinkSync, realpathSync, statSync } from 'node:fs'
import type { Stats } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { removeLeftovers } from './leftovers.ts'
import { WriteError } from './write-synchronously.ts'

/** Where the bytes of a file go. */
export type WriteTarget =
  /** A device, a pipe, or what is open already: written to, never replaced. */
  | { readonly kind: 'in-place'; readonly path: string }
  /** A file beside the one that it will replace under its name. */
  | {
      readonly kind: 'beside'
      /** The file itself, at the end of all links. */
      readonly path: string
      /** An unpredictable name: in a folder that others may write to, nothing can wait there. It is not made yet. */
      readonly fresh: string
      /** What it replaces; undefined where there is nothing yet. */
      readonly before: Stats | undefined
    }

/** Only for the owner: what these files hold is private. */
export const PRIVATE = 0o600
const MOST_LINKS = 40
/** Longest part of the name that the file beside it gets: together at most 255 bytes, also in UTF-8. */
const LONGEST_STEM = 50

/** The path at the end of all symbolic links, also where there is no such file yet. @throws WriteError */
function resolveLinks(file: string): string {
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

/** The names of files beside a file, up to the pid of their writer. */
export const stemOf = (path: string): string => `.${basename(path).slice(0, LONGEST_STEM)}.`

/**
 * Where a file is to be written so that its name means the old content or all of the new, whatever happens in
 * between. Removes what killed writers of the same file have left.
 * @throws WriteError, errors of the system
 */
export function writeTargetOf(file: string): WriteTarget {
  const before = statSync(file, { throwIfNoEntry: false })
  if (before?.isDirectory() === true) throw new WriteError('EISDIR')
  if (before !== undefined && (!before.isFile() || isOpenAlready(file))) return { kind: 'in-place', path: file }
  const path = resolveLinks(file)
  // Whoever may not write to the file does not get round that by replacing it.
  if (before !== undefined) accessSync(path, constants.W_OK)
  const [folder, stem] = [dirname(path), stemOf(path)]
  removeLeftovers(folder, stem)
  const fresh = join(folder, `${stem}${process.pid}-${randomBytes(6).toString('hex')}.part`)
  return { kind: 'beside', path, fresh, before }
}

/** The new file gets the permissions of the one it replaces, and its owner where that is allowed. */
export function keepOwnerAndMode(descriptor: number, { uid, gid, mode }: Stats): void {
  try {
    fchownSync(descriptor, uid, gid)
  } catch {
    // Only root may change the owner of files.
  }
  fchmodSync(descriptor, mode & 0o777)
}
