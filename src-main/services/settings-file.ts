import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import type { Settings } from '#shared/contract/host.ts'

/** Where settings belong: XDG_CONFIG_HOME, or ~/.config (XDG Base Directory Specification). */
export function settingsPath(environment: NodeJS.ProcessEnv = process.env): string {
  const base = environment['XDG_CONFIG_HOME']
  return join(base?.startsWith('/') ? base : join(homedir(), '.config'), 'vmatlas', 'settings.json')
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error)

/** The user's settings as one JSON file, written whole through a temporary file. */
export class SettingsFile {
  readonly #file: string
  readonly #tell: (notice: string) => void

  /** @param tell is told in words when a file can't be used */
  constructor(file: string, tell: (notice: string) => void) {
    this.#file = file
    this.#tell = tell
  }

  /** Empty when there are none; a damaged file is set aside under another name, never overwritten. */
  read(): Settings {
    this.#removeLeft()
    let text: string
    try {
      text = readFileSync(this.#file, 'utf8')
    } catch (error) {
      const code = codeOf(error)
      if (code !== 'ENOENT' && code !== 'ENOTDIR')
        this.#tell(`The settings in ${this.#file} could not be read (${code}). vmatlas starts with its defaults.`)
      return {}
    }
    try {
      const value: unknown = JSON.parse(text)
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Settings
    } catch {
      // Told below, with what was done about it.
    }
    const aside = `${this.#file}.broken-${Date.now()}`
    try {
      renameSync(this.#file, aside)
      this.#tell(`The settings could not be read and were set aside as ${aside}. vmatlas starts with its defaults.`)
    } catch (error) {
      this.#tell(
        `The settings in ${this.#file} could not be read, nor set aside (${codeOf(error)}). vmatlas starts with its defaults.`
      )
    }
    return {}
  }

  /** Throws what the file system throws; the caller says it in words. */
  write(settings: Settings): void {
    mkdirSync(dirname(this.#file), { recursive: true })
    const fresh = `${this.#file}.${process.pid}.new`
    try {
      writeFileSync(fresh, `${JSON.stringify(settings, null, 2)}\n`)
      renameSync(fresh, this.#file)
    } catch (error) {
      rmSync(fresh, { force: true })
      throw error
    }
  }

  /** Removes what a host that was killed while it wrote has left: no process has its number any more. */
  #removeLeft(): void {
    const name = basename(this.#file)
    try {
      for (const other of readdirSync(dirname(this.#file))) {
        const writer = other.startsWith(`${name}.`) ? /\.(\d+)\.new$/.exec(other)?.[1] : undefined
        if (writer !== undefined && !existsSync(`/proc/${writer}`)) rmSync(join(dirname(this.#file), other))
      }
    } catch {
      // No folder yet, or none to be written in: what is left does no harm.
    }
  }
}
