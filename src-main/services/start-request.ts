import { statSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as v from 'valibot'

/** An argument of a second start: what it brings opens beside the windows that are there, not in one of them. */
const NEW_WINDOW = '--new-window'

/** What the arguments of a start ask for. */
export interface StartRequest {
  /** Absolute paths of files that are there. */
  readonly paths: readonly string[]
  /** Of each argument that means no file, a sentence about it. */
  readonly problems: readonly string[]
  readonly isNewWindow: boolean
}

/** A start's words and folder, as one process sends them to another. */
const START = v.object({ words: v.array(v.string()), folder: v.string() })
export type Start = v.InferOutput<typeof START>

/**
 * The words of this start that are meant for the app. Unpackaged, the first plain word after the program is the app's own
 * folder; switches before it were for Electron.
 */
export function startOf(argv: readonly string[], isUnpackaged: boolean, folder: string): Start {
  const rest = argv.slice(1)
  const app = isUnpackaged ? rest.findIndex((word) => !word.startsWith('-')) : -1
  return { words: rest.slice(app + 1), folder }
}

/** What a second start handed over; null when it is not in this program's format. */
export function readStart(data: unknown): Start | null {
  const parsed = v.safeParse(START, data)
  return parsed.success ? parsed.output : null
}

/** The path that a word means. @throws TypeError for a file URL of another machine and for what can't be a path */
function pathOf(word: string, folder: string): string {
  return /^file:/i.test(word) ? fileURLToPath(word) : resolve(folder, word)
}

/** Switches are left out; after a bare `--` everything is a file. File managers hand over paths or file URLs. */
export function readStartRequest({ words, folder }: Start): StartRequest {
  const end = words.indexOf('--')
  const switches = end < 0 ? words : words.slice(0, end)
  const names = [...switches.filter((word) => !word.startsWith('-')), ...(end < 0 ? [] : words.slice(end + 1))]
  const paths: string[] = []
  const problems: string[] = []
  for (const name of names) {
    try {
      const path = pathOf(name, folder)
      const status = statSync(path, { throwIfNoEntry: false })
      if (status === undefined) problems.push(`${basename(path)}: not found`)
      else if (status.isDirectory()) problems.push(`${basename(path)}: is a folder, not a file`)
      else if (!status.isFile()) problems.push(`${basename(path)}: is no regular file`)
      else paths.push(path)
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException
      problems.push(
        `${basename(name)}: ${code === 'EACCES' ? 'may not be looked at' : 'names no file of this machine'}`
      )
    }
  }
  return { paths, problems, isNewWindow: switches.includes(NEW_WINDOW) }
}
