import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import * as v from 'valibot'
import { replaceKeptFile } from './kept-file.ts'

const MOST = 10
const PATHS = v.array(v.string())

/** Paths of files opened before, newest first, kept in one small file. Pages see names and indexes in the list, never paths. */
export class RecentFiles {
  readonly #file: string
  readonly #changed: () => void
  readonly #unsaved: (reason: string) => void
  #hasReported = false
  #paths: string[]

  /**
   * @param changed is called with every new list
   * @param unsaved is called once with why the list can't be kept; files open all the same
   */
  constructor(file: string, changed: () => void, unsaved: (reason: string) => void) {
    this.#file = file
    this.#changed = changed
    this.#unsaved = unsaved
    this.#paths = []
    try {
      const parsed = v.safeParse(PATHS, JSON.parse(readFileSync(file, 'utf8')))
      if (parsed.success) this.#paths = parsed.output.slice(0, MOST)
    } catch {
      // No list yet, or a damaged one: it starts over.
    }
  }

  get names(): readonly string[] {
    return this.#paths.map((path) => basename(path))
  }

  pathAt(index: number): string | undefined {
    return this.#paths[index]
  }

  add(path: string): void {
    this.#paths = [path, ...this.#paths.filter((known) => known !== path)].slice(0, MOST)
    this.#save()
    this.#changed()
  }

  #save(): void {
    const reason = replaceKeptFile(this.#file, JSON.stringify(this.#paths))
    if (reason === null || this.#hasReported) return
    this.#hasReported = true
    this.#unsaved(`The list of recent files could not be saved (${reason}); it lasts until vmatlas is closed.`)
  }
}
