#!/usr/bin/env node
import { basename } from 'node:path'
import { commandHelp } from './commands/support/command-help.ts'
import type { CommandIo } from './commands/command.ts'
import { COMMANDS } from './commands/index.ts'

const io: CommandIo = {
  // Looking at it already makes a pipe non-blocking, for other programs that share it too.
  get stdin() {
    return process.stdin
  },
  stdout: process.stdout,
  stderr: process.stderr,
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

async function run(): Promise<number> {
  const given = process.argv.slice(2)
  // Linked under the name pmap, it is pmap.
  const isPmap = basename(io.programName) === 'pmap'
  const word = isPmap ? 'pmap' : (given[0] ?? 'help')
  const command = COMMANDS.find(({ name }) => name === (ALIASES[word] ?? word))
  const words = isPmap ? given : given.slice(1)
  if (command === undefined) {
    io.stderr.write(`vmatlas: there is no command "${word}". vmatlas help lists them.\n`)
    return 2
  }
  // pmap's own help is pmap's.
  if (command.name !== 'pmap' && asksForHelp(words)) {
    io.stdout.write(commandHelp(command))
    return 0
  }
  const runCommand = await command.load()
  return runCommand(words, io)
}

// A reader that went away (| head) ends the command quietly, with the status of a program that SIGPIPE ended.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(141)
})
process.exitCode = await run()
