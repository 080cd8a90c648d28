import { shown, TerminalText } from '#shared/base/terminal-text.ts'
import type { CommandEntry } from '../command.ts'

/** What `vmatlas COMMAND --help` prints. */
export function commandHelp({ usage, summary, options }: CommandEntry): TerminalText {
  const width = Math.max(0, ...options.map(([flags]) => flags.length))
  const lines = options.map(([flags, meaning, values]) => {
    const choices = values === undefined ? '' : `: ${values.join(', ')}`
    return shown`  ${flags.padEnd(width)}  ${meaning}${choices}\n`
  })
  const list = lines.length === 0 ? '' : shown`\nOptions:\n${TerminalText.joined(lines)}`
  return shown`Usage: vmatlas ${usage}\n\n${summary[0]!.toUpperCase()}${summary.slice(1)}.\n${list}`
}
