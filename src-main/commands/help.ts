import { shown, TerminalText } from '#shared/base/terminal-text.ts'
import { commandHelp } from './support/command-help.ts'
import { reportErrors } from './support/report-errors.ts'
import { COMMANDS } from './index.ts'

/** `vmatlas help [COMMAND]`. Status 2 where there is no such command. */
export const help = reportErrors('help', async ([wanted], io) => {
  if (wanted !== undefined) {
    const command = COMMANDS.find(({ name }) => name === wanted)
    if (command !== undefined && command.name !== 'pmap') io.stdout.print(commandHelp(command))
    else if (command !== undefined) return (await command.load())(['--help'], io)
    else {
      io.stderr.print(shown`vmatlas: there is no command "${wanted}". vmatlas help lists them.\n`)
      return 2
    }
    return 0
  }
  const width = Math.max(...COMMANDS.map(({ name }) => name.length))
  const lines = COMMANDS.map(({ name, summary }) => shown`  ${name.padEnd(width)}  ${summary}\n`)
  io.stdout.print(
    shown`See what a Linux process's memory really is, in pmap's own columns.\n\n${TerminalText.joined(lines)}\nvmatlas COMMAND --help shows what a command takes. Without a command vmatlas opens the desktop app with the\ngiven files, or the browser host where that is not installed.\n`
  )
  return 0
})
