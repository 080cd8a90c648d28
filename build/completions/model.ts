// What the shells' completions are made of: the commands' own list, and pmap's own help.
import { USAGE } from '#shared/pmap/usage.ts'
import { COMMANDS } from '#main/commands/index.ts'

/** What follows an option or a command: a file, a folder, free text, or one of some words. */
export type Operand = 'file' | 'folder' | 'text' | readonly string[]

export interface CompletedOption {
  /** `-o`, `-XX`, or null. */
  readonly short: string | null
  /** `--output`, or null. */
  readonly long: string | null
  readonly meaning: string
  /** Null where it takes nothing. */
  readonly operand: Operand | null
  /** Several of the words at once, with commas between them. */
  readonly isList: boolean
}

export interface CompletedCommand {
  readonly name: string
  readonly summary: string
  readonly options: readonly CompletedOption[]
  /** Other words: PIDs, PIDs or files, some words; null for none. */
  readonly operand: 'process' | 'capture' | 'lesson' | readonly string[] | null
}

function operandOf(placeholder: string | undefined): Operand | null {
  if (placeholder === undefined || placeholder === '') return null
  if (/file/i.test(placeholder)) return 'file'
  return /^(?:DIR|FOLDER)/.test(placeholder) ? 'folder' : 'text'
}

/** `-o, --output FILE` or `--range=<low>` taken apart. */
function optionOf(flags: string, meaning: string, values?: readonly string[]): CompletedOption {
  const short = /(?:^|\s)(-\w+)/.exec(flags)?.[1] ?? null
  const long = /--[\w-]+/.exec(flags)?.[0] ?? null
  const placeholder = /(?:[= ]<?)([A-Za-z][^\s>[]*)>?(?:\[|$)/.exec(flags.replace(/^-\w+, /, ''))?.[1]
  return { short, long, meaning, operand: values ?? operandOf(placeholder), isList: placeholder === 'WHAT' }
}

/** pmap's options are in its help only. */
function pmapOptions(): CompletedOption[] {
  return [...USAGE.matchAll(/^ {1,5}(?=-)((?:-\w+(?:, )?)?(?:--\S+)?) {2,}(\S.*)$/gm)].map(
    ([, flags = '', meaning = '']) => optionOf(flags, meaning)
  )
}

/** Asks for the lessons when they are wanted, so that a new one is a folder and nothing else. */
export const LESSON_IDS = 'vmatlas lessons 2>/dev/null | cut -d " " -f 1'

/** Every command, in the order of its list. */
export function completedCommands(): CompletedCommand[] {
  return COMMANDS.map(({ name, summary, options, takes }) => ({
    name,
    summary,
    operand: takes ?? null,
    options:
      name === 'pmap' ? pmapOptions() : options.map(([flags, meaning, values]) => optionOf(flags, meaning, values))
  }))
}

/** A text in single quotes, for any of the shells. */
export const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`
