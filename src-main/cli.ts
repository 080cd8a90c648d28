#!/usr/bin/env node
import { basename } from 'node:path'
import { shown } from '#shared/base/terminal-text.ts'
import { openErrorOutput, openOutput } from './output/standard-output.ts'
import type { CommandIo, RunCommand } from './commands/command.ts'
import { help } from './commands/help.ts'
import { COMMANDS } from './commands/index.ts'

const io: CommandIo = {
  // Looking at it already makes a pipe non-blocking, for other programs that share it too.
  get stdin() {
    return process.stdin
  },
  stdout: openOutput(),
  stderr: openErrorOutput(),
  environment: process.env,
  programName: process.argv[1] ?? 'vmatlas'
}

const ALIASES: Readonly<Record<string, string>> = {
  '--help': 'help',
  '-h': 'help',
  '--version': 'version',
  '-V': 'version'
}

/** What follows a bare `--` is not an option. */
function asksForHelp(words: readonly string[]): boolean {
  const end = words.indexOf('--')
  return (end < 0 ? words : words.slice(0, end)).some((word) => word === '--help' || word === '-h')
}

/** The command that is asked for, and its words. */
function commandAndWords(): { readonly run: RunCommand; readonly words: readonly string[] } {
  const given = process.argv.slice(2)
  // Linked under the name pmap, it is pmap.
  const isPmap = basename(io.programName) === 'pmap'
  const word = isPmap ? 'pmap' : (given[0] ?? 'help')
  const command = COMMANDS.find(({ name }) => name === (ALIASES[word] ?? word))
  const words = isPmap ? given : given.slice(1)
  if (command === undefined) {
    const printError: RunCommand = async () => {
      io.stderr.print(shown`vmatlas: there is no command "${word}". vmatlas help lists them.\n`)
      return 2
    }
    return { run: printError, words }
  }
  // pmap's own help is pmap's.
  const wantsHelp = command.name !== 'pmap' && asksForHelp(words)
  if (wantsHelp) return { run: help, words: [command.name] }
  return { run: async (...given) => (await command.load())(...given), words }
}

const { run, words } = commandAndWords()
const status = await run(words, io)
// Messages that could not be written count as failures, as for the programs of the C library's close_stdout.
process.exitCode = status === 0 && io.stderr.hasFailed ? 1 : status
