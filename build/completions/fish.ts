import { quoted, type CompletedCommand, type CompletedOption } from './model.ts'

function optionLine(command: string, option: CompletedOption): string {
  const { short, long, meaning, operand } = option
  const words = [`complete -c vmatlas -n '__fish_seen_subcommand_from ${command}'`]
  if (short !== null) words.push(short.length === 2 ? `-s ${short.slice(1)}` : `-o ${short.slice(1)}`)
  if (long !== null) words.push(`-l ${long.slice(2)}`)
  if (operand === 'file' || operand === 'folder') words.push('-r -F')
  else if (operand === 'text') words.push('-x')
  else if (operand !== null) words.push(`-x -a ${quoted(operand.join(' '))}`)
  return [...words, `-d ${quoted(meaning)}`].join(' ')
}

function operandLine({ name, operand }: CompletedCommand): string[] {
  const line = `complete -c vmatlas -n '__fish_seen_subcommand_from ${name}'`
  if (operand === null) return []
  if (operand === 'process') return [`${line} -f -a '(__fish_complete_pids)'`]
  if (operand === 'capture') return [`${line} -a '(__fish_complete_pids)'`]
  return [`${line} -f -a ${quoted(operand.join(' '))}`]
}

/** The completion script for fish. */
export function fishCompletion(commands: readonly CompletedCommand[]): string {
  const names = commands.map(
    ({ name, summary }) => `complete -c vmatlas -n __fish_use_subcommand -a ${name} -d ${quoted(summary)}`
  )
  const rest = commands.flatMap((command) => [
    ...command.options.map((option) => optionLine(command.name, option)),
    ...operandLine(command)
  ])
  return `# fish completion for vmatlas; made by \`npm run completions\` from the commands' own list\n${[...names, '', ...rest].join('\n')}\n`
}
