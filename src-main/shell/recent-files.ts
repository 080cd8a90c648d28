import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import * as v from 'valibot'

const MOST = 10
const PATHS = v.array(v.string())

/** Paths of files opened before, newest first, kept in one small file. Pages see names and places in the list, never paths. */
export class RecentFiles {
  readonly #file: string
  #paths: string[]

  constructor(file: string) {
    this.#file = file
    this.#paths = []
    try {
      const parsed = v.safeParse(PATHS, JSON.parse(readFileSync(file, 'utf8')))
      if (parsed.success) this.#paths = parsed.output.slice(0, MOST)
    } catch {
      // No list yet, or a damaged one: it starts anew.
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
    writeFileSync(`${this.#file}.new`, JSON.stringify(this.#paths))
    renameSync(`${this.#file}.new`, this.#file)
  }
}
