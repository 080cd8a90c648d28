import { readFileSync, renameSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Settings } from '#shared/contract/host.ts'
import { makeFolder } from '#main/output/make-folder.ts'
import { writeFileWhole } from '#main/output/write-file.ts'

/** Where settings belong: XDG_CONFIG_HOME, or ~/.config (XDG Base Directory Specification). */
export function settingsPath(environment: NodeJS.ProcessEnv = process.env): string {
  const base = environment['XDG_CONFIG_HOME']
  return join(base?.startsWith('/') ? base : join(homedir(), '.config'), 'vmatlas', 'settings.json')
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error)

/** The user's settings as one JSON file, written atomically. */
export class SettingsFile {
  readonly #file: string
  readonly #report: (notice: string) => void

  /** @param report called with words for the user when a file can't be used */
  constructor(file: string, report: (notice: string) => void) {
    this.#file = file
    this.#report = report
  }

  /** Empty when there are none; a damaged file is set aside under another name, never overwritten. */
  read(): Settings {
    let text: string
    try {
      text = readFileSync(this.#file, 'utf8')
    } catch (error) {
      const code = codeOf(error)
      if (code !== 'ENOENT' && code !== 'ENOTDIR')
        this.#report(`The settings in ${this.#file} could not be read (${code}). vmatlas starts with its defaults.`)
      return {}
    }
    try {
      const value: unknown = JSON.parse(text)
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Settings
    } catch {
      // Reported below, with what was done about it.
    }
    const aside = `${this.#file}.broken-${Date.now()}`
    try {
      renameSync(this.#file, aside)
      this.#report(`The settings could not be read and were set aside as ${aside}. vmatlas starts with its defaults.`)
    } catch (error) {
      this.#report(
        `The settings in ${this.#file} could not be read, nor set aside (${codeOf(error)}). vmatlas starts with its defaults.`
      )
    }
    return {}
  }

  /** Throws what the file system throws; the caller puts it into words. */
  write(settings: Settings): void {
    makeFolder(dirname(this.#file))
    writeFileWhole(this.#file, (sink) => sink(Buffer.from(`${JSON.stringify(settings, null, 2)}\n`)))
  }
}
