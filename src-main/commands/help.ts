import type { RunCommand } from './command.ts'
import { COMMANDS } from './index.ts'

export const help: RunCommand = async (_args, io) => {
  const width = Math.max(...COMMANDS.map(({ usage }) => usage.length))
  const lines = COMMANDS.map(({ usage, summary }) => `  vmatlas ${usage.padEnd(width)}  ${summary}`)
  io.stdout.write(
    `See what a Linux process's memory really is, in pmap's own columns.\n\n${lines.join('\n')}\n\n` +
      'Without a command vmatlas opens the desktop app, or the browser host where that is not installed.\n'
  )
  return 0
}
