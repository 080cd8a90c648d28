import type { CommandEntry } from '../command.ts'

/** What `vmatlas COMMAND --help` prints. */
export function commandHelp({ usage, summary, options }: CommandEntry): string {
  const width = Math.max(0, ...options.map(([flags]) => flags.length))
  const lines = options.map(([flags, meaning]) => `  ${flags.padEnd(width)}  ${meaning}\n`)
  const list = lines.length === 0 ? '' : `\nOptions:\n${lines.join('')}`
  return `Usage: vmatlas ${usage}\n\n${summary[0]!.toUpperCase()}${summary.slice(1)}.\n${list}`
}
