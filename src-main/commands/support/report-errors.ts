import { parseArgs, type ParseArgsConfig } from 'node:util'
import { FailureError } from '#shared/contract/failure.ts'
import { shown } from '#shared/base/terminal-text.ts'
import type { RunCommand } from '../command.ts'
import { WriteError } from '#main/output/write-synchronously.ts'

/** The command does not take these words; the message says to the user why. */
export class UsageError extends Error {}

/** Options and other words of a command. @throws UsageError */
export function readWords<const T extends ParseArgsConfig>(config: T): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config)
  } catch (error) {
    // Node's message is longer where words begin with a dash.
    const [words] = (error instanceof Error ? error.message : String(error)).split('. To specify')
    throw new UsageError(words)
  }
}

/** What the user should read of an error; null for an unexpected one. */
function wordsOf(error: unknown): string | null {
  if (error instanceof WriteError) return `${error.file ?? 'the output'} could not be written: ${error.message}`
  const isForeseen = error instanceof FailureError || error instanceof UsageError
  if (isForeseen || (error instanceof Error && 'syscall' in error)) return error.message
  return null
}

/**
 * A command that says in a line what went wrong, and ends with 2 when it was called wrongly, else with `trouble`. When the
 * reader of its output went away (`| head`) it is silent and ends as a program that SIGPIPE ended. Bugs are thrown on.
 */
export function reportErrors(name: string, run: RunCommand, trouble = 1): RunCommand {
  return async (args, io) => {
    try {
      return await run(args, io)
    } catch (error) {
      if (error instanceof WriteError && error.code === 'EPIPE') return 141
      const words = wordsOf(error)
      if (words === null) throw error
      const hint = error instanceof UsageError ? shown`; vmatlas ${name} --help shows more` : ''
      io.stderr.print(shown`vmatlas ${name}: ${words}${hint}\n`)
      return error instanceof UsageError ? 2 : trouble
    }
  }
}
