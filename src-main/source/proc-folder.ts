import { closeSync, constants, existsSync, openSync, readSync } from 'node:fs'
import { FailureError, type FailureKind } from '#shared/contract/failure.ts'
import { joinBytes } from '#shared/base/join-bytes.ts'

/** Where /proc is mounted; a directory that mirrors it works as well. */
export const PROC_ROOT = '/proc'

/** Files that may be read below /proc/PID. */
export type ProcFile =
  | 'stat'
  | 'status'
  | 'cmdline'
  | 'maps'
  | 'smaps'
  | 'smaps_rollup'
  | 'statm'
  | 'limits'
  | 'auxv'
  | 'coredump_filter'
  | 'pagemap'
  | 'cgroup'
  | 'oom_score'
  | 'numa_maps'

const CHUNK = 64 * 1024
const OWN_DESCRIPTORS = '/proc/self/fd'

const KINDS: Readonly<Record<string, FailureKind>> = {
  EACCES: 'denied',
  EPERM: 'denied',
  ENOENT: 'gone',
  ESRCH: 'gone',
  ENOTDIR: 'bad-input'
}

/** An error of the file system in the contract's words. */
export function readFailure(error: unknown, target: string, file: string): FailureError {
  if (error instanceof FailureError) return error
  const code = (error as NodeJS.ErrnoException).code ?? ''
  const kind = KINDS[code] ?? 'bug'
  const words =
    { denied: 'may not be read', gone: 'is not there any more' }[kind as string] ?? `could not be read (${code})`
  return new FailureError(kind, target, `${file} ${words}`)
}

/**
 * The folder of one process, held open: once the process is gone every read fails, even if its pid is used again by
 * another one (measured on Linux 6.18: ESRCH).
 */
export class ProcFolder {
  readonly pid: number
  readonly #path: string
  #descriptor: number

  /** @throws FailureError `gone` when there is no such process */
  constructor(pid: number, root = PROC_ROOT) {
    this.pid = pid
    try {
      this.#descriptor = openSync(`${root}/${pid}`, constants.O_RDONLY | constants.O_DIRECTORY)
    } catch (error) {
      throw readFailure(error, this.label, 'its folder in /proc')
    }
    // Names below an open folder are reached through the descriptor; Node has no openat. A /proc that holds nothing but a
    // few processes, as in some containers and tests, has no way through descriptors.
    this.#path = existsSync(OWN_DESCRIPTORS) ? `${OWN_DESCRIPTORS}/${this.#descriptor}` : `${root}/${pid}`
  }

  /** What errors call this process. */
  get label(): string {
    return `process ${this.pid}`
  }

  /** Opens a file for reading. @throws FailureError */
  open(file: ProcFile | `task/${string}`): number {
    try {
      return openSync(`${this.#path}/${file}`, 'r')
    } catch (error) {
      throw readFailure(error, this.label, file)
    }
  }

  /** Path of a file or folder below, good while this folder is open. */
  pathOf(name: string): string {
    return `${this.#path}/${name}`
  }

  /** All bytes of a small file. @throws FailureError */
  read(file: ProcFile | `task/${string}`): Uint8Array {
    const descriptor = this.open(file)
    try {
      return readAll(descriptor)
    } catch (error) {
      throw readFailure(error, this.label, file)
    } finally {
      closeSync(descriptor)
    }
  }

  /** The same, or null when it can't be read. */
  tryRead(file: ProcFile | `task/${string}`): Uint8Array | null {
    try {
      return this.read(file)
    } catch {
      return null
    }
  }

  close(): void {
    if (this.#descriptor >= 0) closeSync(this.#descriptor)
    this.#descriptor = -1
  }
}

const small = new Uint8Array(CHUNK)

/** Reads a descriptor to its end: /proc files have no size, and give at most 4095 bytes a read where they are long. */
function readAll(descriptor: number): Uint8Array {
  const parts: Uint8Array[] = []
  for (;;) {
    const got = readSync(descriptor, small, 0, small.length, null)
    if (got === 0) break
    parts.push(small.slice(0, got))
  }
  return parts.length === 1 ? parts[0]! : joinBytes(parts)
}
