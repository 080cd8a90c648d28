import { mkdirSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { isAbsolute, join } from 'node:path'

const HOME_FOLDERS: Readonly<Record<string, string>> = {
  desktop: 'Desktop',
  documents: 'Documents',
  downloads: 'Downloads',
  music: 'Music',
  pictures: 'Pictures',
  videos: 'Videos'
}

/** The folders behind `app.getPath`, as Electron has them on Linux. */
export class AppPaths {
  readonly #set = new Map<string, string>()
  readonly #givenUserData: string | undefined

  /** `givenUserData` is the folder of `--user-data-dir`, which tests use to keep runs apart. */
  constructor(givenUserData: string | undefined) {
    this.#givenUserData = givenUserData
  }

  /** @throws Error for a name that Electron does not know. */
  get(name: string, appName: string): string {
    const path = this.#set.get(name) ?? this.#default(name, appName)
    if (path === undefined) throw new Error(`Failed to get '${name}' path`)
    // Electron makes these when the app starts; whoever asks may write there.
    if (name === 'userData' || name === 'sessionData' || name === 'logs') mkdirSync(path, { recursive: true })
    return path
  }

  /** @throws Error for a relative path or an unknown name. */
  set(name: string, path: string, appName: string): void {
    if (!isAbsolute(path)) throw new Error('Path must be absolute')
    if (this.#default(name, appName) === undefined) throw new Error(`Failed to set path '${name}'`)
    this.#set.set(name, path)
  }

  #default(name: string, appName: string): string | undefined {
    const appData = process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config')
    const userData = this.#set.get('userData') ?? this.#givenUserData ?? join(appData, appName)
    const own: Record<string, string> = {
      home: homedir(),
      temp: tmpdir(),
      exe: process.execPath,
      module: process.execPath,
      appData,
      userData,
      sessionData: userData,
      logs: join(userData, 'logs'),
      crashDumps: join(userData, 'Crashpad')
    }
    const folder = HOME_FOLDERS[name]
    return own[name] ?? (folder === undefined ? undefined : join(homedir(), folder))
  }
}
