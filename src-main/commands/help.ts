import { visibleText } from '#shared/base/visible-text.ts'
import { commandHelp } from './support/command-help.ts'
import type { RunCommand } from './command.ts'
import { COMMANDS } from './index.ts'

export const help: RunCommand = async ([wanted], io) => {
  if (wanted !== undefined) {
    const command = COMMANDS.find(({ name }) => name === wanted)
    if (command !== undefined && command.name !== 'pmap') io.stdout.write(commandHelp(command))
    else if (command !== undefined) return (await command.load())(['--help'], io)
    else {
      io.stderr.write(`vmatlas: there is no command "${visibleText(wanted)}". vmatlas help lists them.\n`)
      return 2
    }
    return 0
  }
  const width = Math.max(...COMMANDS.map(({ name }) => name.length))
  const lines = COMMANDS.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`)
  io.stdout.write(
    `See what a Linux process's memory really is, in pmap's own columns.\n\n${lines.join('\n')}\n\n` +
      'vmatlas COMMAND --help tells what a command takes. Without a command vmatlas opens the desktop app with the\n' +
      'given files, or the browser host where that is not installed.\n'
  )
  return 0
}
