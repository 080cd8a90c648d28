import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** What a tool "printed" that was ended because it took too long. */
export const TOOK_TOO_LONG = 'it took too long'

/** A copy of the project that may be broken: files of git with what is not committed yet, and the same packages. */
export class ProjectCopy {
  readonly #folder = mkdtempSync(join(tmpdir(), 'copy-of-vmatlas-'))
  readonly #before = new Map<string, string | null>()

  constructor() {
    const files = execFileSync('git', ['ls-files', '-z', '-c', '-o', '--exclude-standard'], { encoding: 'utf8' })
    for (const file of files.split('\0').filter((name) => name !== '' && existsSync(name))) {
      mkdirSync(dirname(join(this.#folder, file)), { recursive: true })
      cpSync(file, join(this.#folder, file))
    }
    symlinkSync(join(process.cwd(), 'node_modules'), join(this.#folder, 'node_modules'))
  }

  /** The text of a file, null where there is none. */
  read(file: string): string | null {
    const path = join(this.#folder, file)
    return existsSync(path) ? readFileSync(path, 'utf8') : null
  }

  write(file: string, text: string): void {
    if (!this.#before.has(file)) this.#before.set(file, this.read(file))
    mkdirSync(dirname(join(this.#folder, file)), { recursive: true })
    writeFileSync(join(this.#folder, file), text)
  }

  /** Every file is again as it was copied. */
  putBack(): void {
    for (const [file, text] of this.#before) {
      if (text === null) rmSync(join(this.#folder, file))
      else writeFileSync(join(this.#folder, file), text)
    }
    this.#before.clear()
  }

  /**
   * Runs one of the project's tools in the copy.
   * @param seconds after which it is ended, which counts as failed
   * @returns what it printed where it failed; empty where it passed
   */
  run(tool: string, args: readonly string[], seconds = 600): string {
    const options = { cwd: this.#folder, encoding: 'utf8', timeout: seconds * 1000, killSignal: 'SIGKILL' } as const
    const { status, signal, stdout, stderr } = spawnSync(join('node_modules/.bin', tool), args, options)
    if (signal === 'SIGKILL') return TOOK_TOO_LONG
    return status === 0 ? '' : `${stdout}${stderr}` || `it ended with ${String(status ?? signal)}`
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true })
  }
}
