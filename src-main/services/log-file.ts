import { appendFileSync, renameSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { makeFolder } from '#main/output/make-folder.ts'

/** The log and the one before it: never more than twice this, bytes. */
const LARGEST = 512 * 1024

/** Where logs belong: XDG_STATE_HOME, or ~/.local/state (XDG Base Directory Specification). */
export function logPath(environment: NodeJS.ProcessEnv = process.env): string {
  const base = environment['XDG_STATE_HOME']
  return join(base?.startsWith('/') ? base : join(homedir(), '.local/state'), 'vmatlas', 'vmatlas.log')
}

/** A log of what went wrong in a host, for a report of a bug; it stays on the machine. */
export class LogFile {
  readonly #file: string

  constructor(file: string) {
    this.#file = file
  }

  /** Adds an error with its stack, which users never see. A log that can't be written stops nothing. */
  addError(what: string, error: unknown): void {
    const words = error instanceof Error ? (error.stack ?? error.message) : String(error)
    try {
      makeFolder(dirname(this.#file), 0o700)
      if ((statSync(this.#file, { throwIfNoEntry: false })?.size ?? 0) > LARGEST)
        renameSync(this.#file, `${this.#file}.old`)
      appendFileSync(this.#file, `${new Date().toISOString()} ${what}: ${words}\n`, { mode: 0o600 })
    } catch {
      // A full disk or a home that is not writable: the app continues without a log.
    }
  }
}
