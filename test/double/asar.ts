// Files inside an asar archive, as Electron's own patch of Node shows them: to the module loader of every thread, workers
// included, and to the functions of fs below. Any other function sees what is there, one plain file, and fails as it does
// (ENOTDIR): an app that needs more than this fails in its tests.
import { extractFile, statFile } from '@electron/asar'
import fs from 'node:fs'
import { registerHooks, syncBuiltinESMExports } from 'node:module'
import { sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const ENDING = '.asar'

interface Inside {
  readonly archive: string
  /** Path in the archive, without a slash at its beginning; empty for the archive itself. */
  readonly name: string
}

/** Where in an archive a path leads; null for a path of the file system. */
function insideOf(path: unknown): Inside | null {
  const text = path instanceof URL ? (path.protocol === 'file:' ? fileURLToPath(path) : '') : String(path)
  const at = text.indexOf(ENDING + sep)
  if (at >= 0) return { archive: text.slice(0, at + ENDING.length), name: text.slice(at + ENDING.length + 1) }
  return text.endsWith(ENDING) ? { archive: text, name: '' } : null
}

function absent({ archive, name }: Inside): NodeJS.ErrnoException {
  const path = `${archive}${sep}${name}`
  return Object.assign(new Error(`ENOENT, ${name} not found in ${archive}`), { code: 'ENOENT', errno: -2, path })
}

/** True for a folder of the archive, which it is itself; null where nothing is. */
function isFolder({ archive, name }: Inside): boolean | null {
  if (name === '') return true
  try {
    return 'files' in statFile(archive, name)
  } catch {
    return null
  }
}

/** @throws ENOENT, EISDIR */
function read(inside: Inside): Buffer {
  const folder = isFolder(inside)
  if (folder === null) throw absent(inside)
  if (folder) throw Object.assign(new Error(`EISDIR, read ${inside.name}`), { code: 'EISDIR' })
  return extractFile(inside.archive, inside.name)
}

type Encoding = string | { encoding?: string | null } | null | undefined
const decoded = (bytes: Buffer, options: Encoding): string | Buffer => {
  const encoding = typeof options === 'string' ? options : options?.encoding
  return encoding ? bytes.toString(encoding as BufferEncoding) : bytes
}

/** Electron's `process.noAsar`: what a file that ends in .asar really is. */
const isOff = (): boolean => Reflect.get(process, 'noAsar') === true

function patchFiles(): void {
  const { existsSync, readFileSync, statSync } = fs
  const { readFile } = fs.promises
  const at = (path: unknown): Inside | null => (isOff() ? null : insideOf(path))
  Object.assign(fs, {
    existsSync(path: fs.PathLike) {
      const inside = at(path)
      return inside === null ? existsSync(path) : existsSync(inside.archive) && isFolder(inside) !== null
    },
    statSync(path: fs.PathLike, options?: fs.StatSyncOptions) {
      const inside = at(path)
      if (inside === null || inside.archive === String(path)) {
        const status = statSync(path, options)
        return inside === null || status === undefined ? status : Object.assign(status, { isDirectory: () => true })
      }
      const folder = isFolder(inside)
      if (folder === null) throw absent(inside)
      return Object.assign(statSync(inside.archive), { isDirectory: () => folder, isFile: () => !folder })
    },
    readFileSync(path: fs.PathOrFileDescriptor, options?: Encoding) {
      const inside = typeof path === 'number' ? null : at(path)
      if (inside === null || inside.name === '') return readFileSync(path, options as BufferEncoding)
      return decoded(read(inside), options)
    }
  })
  Object.assign(fs.promises, {
    async readFile(path: fs.PathLike | fs.promises.FileHandle, options?: Encoding) {
      const inside = typeof path === 'string' || path instanceof URL ? at(path) : null
      if (inside === null || inside.name === '') return readFile(path, options as BufferEncoding)
      return decoded(read(inside), options)
    }
  })
  syncBuiltinESMExports()
}

function isModule(inside: Inside): boolean {
  if (/\.mjs$/.test(inside.name)) return true
  if (/\.cjs$/.test(inside.name)) return false
  const manifest = JSON.parse(read({ ...inside, name: 'package.json' }).toString()) as { type?: string }
  return manifest.type === 'module'
}

/** Makes archives readable for this thread. Node starts this file again in every worker, because it came with --import. */
export function installAsarSupport(): void {
  patchFiles()
  registerHooks({
    resolve(specifier, context, next) {
      const isPath = /^(\.{0,2}\/|file:)/.test(specifier)
      const url = isPath ? new URL(specifier, context.parentURL ?? pathToFileURL(`${process.cwd()}/`)) : null
      const inside = url?.protocol === 'file:' ? insideOf(url) : null
      if (url === null || inside === null || inside.name === '') return next(specifier, context)
      if (isFolder(inside) !== false) throw absent(inside)
      return { url: url.href, format: isModule(inside) ? 'module' : 'commonjs', shortCircuit: true }
    },
    load(url, context, next) {
      const inside = url.startsWith('file:') ? insideOf(new URL(url)) : null
      if (inside === null || inside.name === '') return next(url, context)
      return { format: isModule(inside) ? 'module' : 'commonjs', source: read(inside), shortCircuit: true }
    }
  })
}
