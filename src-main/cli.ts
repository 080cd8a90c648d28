#!/usr/bin/env node
import { basename } from 'node:path'
import type { CommandIo } from './commands/command.ts'
import { COMMANDS } from './commands/index.ts'

const io: CommandIo = {
  stdin: process.stdin,
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

async function run(): Promise<number> {
  const given = process.argv.slice(2)
  // Linked under the name pmap, it is pmap.
  const isPmap = basename(io.programName) === 'pmap'
  const word = isPmap ? 'pmap' : (given[0] ?? 'help')
  const command = COMMANDS.find(({ name }) => name === (ALIASES[word] ?? word))
  if (command === undefined) {
    io.stderr.write(`vmatlas: there is no command "${word}". vmatlas help lists them.\n`)
    return 2
  }
  const runCommand = await command.load()
  return runCommand(isPmap ? given : given.slice(1), io)
}

// A reader that went away (| head) ends the command quietly, with the status of a program that SIGPIPE ended.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(141)
})
process.exitCode = await run()
