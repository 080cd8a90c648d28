import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  watch,
  writeFileSync,
  type FSWatcher
} from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'

/** What a second start hands to the first. */
export interface SecondInstance {
  argv: string[]
  cwd: string
  data: unknown
}

/** Switches that Chromium adds on the way to the first instance. */
const ADDED = ['--allow-file-access-from-files']

/** Arguments as Chromium passes them on: its command line keeps switches before everything else (base::CommandLine). */
export function asPassedOn([program = '', ...words]: readonly string[]): string[] {
  const isSwitch = (word: string): boolean => word.startsWith('-') && word !== '-'
  return [program, ...words.filter(isSwitch), ...ADDED, ...words.filter((word) => !isSwitch(word))]
}

/**
 * The single-instance lock of a user data folder: a file with its holder's process id. A second process leaves its words as
 * a file beside it, because `requestSingleInstanceLock` has to answer at once.
 */
export class SingleInstanceLock {
  readonly #folder: string
  readonly #holder: string
  /** Chromium's own, which holds its owner. */
  readonly #link: string
  #watcher: FSWatcher | null = null

  constructor(userData: string) {
    this.#folder = join(userData, 'double-lock')
    this.#holder = join(this.#folder, 'pid')
    this.#link = join(userData, 'SingletonLock')
  }

  /** True when this process holds the lock now; `onSecond` then hears of each later start. */
  take(own: SecondInstance, onSecond: (second: SecondInstance) => void): boolean {
    mkdirSync(this.#folder, { recursive: true })
    while (!this.#claim()) {
      if (this.#isHeld()) {
        // Written under another name first: the holder never sees half a message.
        const draft = join(this.#folder, `draft-${process.pid}`)
        writeFileSync(draft, JSON.stringify(own))
        renameSync(draft, join(this.#folder, `message-${process.pid}`))
        return false
      }
      rmSync(this.#holder, { force: true })
    }
    rmSync(this.#link, { force: true })
    symlinkSync(`${hostname()}-${process.pid}`, this.#link)
    this.#watcher = watch(this.#folder, () => this.#readMessages(onSecond)).unref()
    process.on('exit', () => this.release())
    return true
  }

  release(): void {
    if (this.#watcher === null) return
    this.#watcher.close()
    this.#watcher = null
    rmSync(this.#link, { force: true })
    rmSync(this.#folder, { recursive: true, force: true })
  }

  #claim(): boolean {
    try {
      writeFileSync(this.#holder, String(process.pid), { flag: 'wx' })
      return true
    } catch {
      return false
    }
  }

  /** False for a lock that a crashed process left behind. */
  #isHeld(): boolean {
    try {
      process.kill(Number(readFileSync(this.#holder, 'utf8')), 0)
      return true
    } catch {
      return false
    }
  }

  #readMessages(onSecond: (second: SecondInstance) => void): void {
    for (const name of readdirSync(this.#folder).filter((name) => name.startsWith('message-'))) {
      const file = join(this.#folder, name)
      const second = JSON.parse(readFileSync(file, 'utf8')) as SecondInstance
      rmSync(file)
      onSecond(second)
    }
  }
}
