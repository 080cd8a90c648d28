import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openBytes } from '#shared/formats/index.ts'
import { nodeFormatContext } from '#main/source/node-inflate.ts'

export const root = join(import.meta.dirname, '../..')
export const source = (path: string): string => JSON.stringify(join(root, path))
/** How often each writer is killed and its disk made full; the environment variable makes a long run of it. */
export const TIMES = Number(process.env['VMATLAS_KILLS'] ?? 3)
export const IS_LONG = TIMES > 50
const RUN = join(root, IS_LONG ? 'out/main/cli.js' : 'test/support/run-command.ts')

/** Something that writes a file of the product, as a program of its own. */
export interface Writer {
  readonly name: string
  /** Files of the tree that write in this way; a test sees that there are no others. */
  readonly sources: readonly string[]
  /** The program and its words; it writes `file` once or over and over, and prints a line when it has begun. */
  command(file: string): readonly [string, ...string[]]
  /** It never replaces a file: there is none, or a complete one. */
  readonly isNew?: boolean
  /** It makes several files in a folder; `file` is one of them, and these are checked. */
  readonly files?: RegExp
  /** What that one is called, from the folder; `file` where nothing is given. */
  readonly fileName?: string
  /** That it can't write is not an error, and it continues. */
  readonly isSilent?: boolean
  /** What a writer adds to is never lost, and only its last line may be half. */
  readonly isLog?: boolean
  /** Whether a file that is there is complete; its old content counts as well. @throws where it is not */
  check(file: string): void
  /** How long the program may be let alone before it is killed, milliseconds. */
  readonly within: number
  /** Bytes that it has on the disk at most, about: a disk that has room for fewer is full somewhere in the middle. */
  readonly most: number
}

/** A program that runs statements over and over; `turn` counts. */
export function loop(imports: string, statement: string, before = ''): [string, ...string[]] {
  const text = `${imports}
    ${before}
    for (let turn = 0; ; turn++) {
      ${statement}
      if (turn === 0) process.stdout.write('ready')
    }`
  return [process.execPath, '--input-type=module', '-e', text]
}
/** A command of the product. A long run takes the built one, which begins three times as soon. */
export const once = (...words: string[]): [string, ...string[]] => [process.execPath, RUN, ...words]

export const isLoop = (writer: Writer): boolean => writer.command('file').includes('-e')

export const parsesAsJson = (file: string): void => void JSON.parse(readFileSync(file, 'utf8'))
export const opens = (file: string): void => {
  const { moments } = openBytes(readFileSync(file), file, nodeFormatContext)
  const rows = moments.map(({ processes }) => processes[0]?.capture().table.rowCount ?? 0)
  if (rows.length === 0 || rows.some((count) => count === 0))
    throw new Error(`moments without mappings: ${rows.join()}`)
}
export const isOneLetter = (file: string): void => {
  const text = readFileSync(file, 'latin1')
  if (text.length !== 300_000 || new Set(text).size !== 1)
    throw new Error(`${text.length} characters of several writers`)
}
export const letters = `export const letters = (turn) => Buffer.alloc(300_000, String.fromCharCode(97 + (turn % 20)))`
