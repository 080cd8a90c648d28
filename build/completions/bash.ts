import { LESSON_IDS, quoted, type CompletedCommand, type CompletedOption } from './model.ts'

const flags = ({ short, long }: CompletedOption): string[] => [short, long].filter((flag) => flag !== null)
const PIDS = '$(cd /proc && echo [1-9]*)'
const offer = (words: string): string => `mapfile -t COMPREPLY < <(compgen ${words} -- "$current")`

/** The values of an option of one command. */
function afterOption(command: CompletedCommand): string[] {
  return command.options.flatMap((option) => {
    if (option.operand === null) return []
    const pattern = flags(option)
      .map((flag) => `"${command.name} ${flag}"`)
      .join(' | ')
    const { operand } = option
    const action =
      operand === 'file'
        ? offer('-f')
        : operand === 'folder'
          ? offer('-d')
          : operand === 'text'
            ? 'COMPREPLY=()'
            : option.isList
              ? `first=''; case $current in *,*) first=\${current%,*}, ;; esac; mapfile -t COMPREPLY < <(compgen -P "$first" -W ${quoted(operand.join(' '))} -- "\${current##*,}")`
              : offer(`-W ${quoted(operand.join(' '))}`)
    return [`    ${pattern}) ${action}; return ;;`]
  })
}

function operands({ operand }: CompletedCommand): string {
  if (operand === null) return 'COMPREPLY=()'
  if (operand === 'process') return offer(`-W "${PIDS}"`)
  if (operand === 'capture') return offer(`-f -W "${PIDS}"`)
  if (operand === 'lesson') return offer(`-W "$(${LESSON_IDS})"`)
  return offer(`-W ${quoted(operand.join(' '))}`)
}

/** The completion script for bash. */
export function bashCompletion(commands: readonly CompletedCommand[]): string {
  return `# bash completion for vmatlas; made by \`npm run completions\` from the commands' own list
_vmatlas() {
  local current=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD - 1]} command=\${COMP_WORDS[1]:-} first=''
  if [ "$COMP_CWORD" -eq 1 ]; then
    ${offer(`-W ${quoted(commands.map(({ name }) => name).join(' '))}`)}
    return
  fi
  case "$command $before" in
${commands.flatMap(afterOption).join('\n')}
  esac
  case "$command:$current" in
${commands.map((command) => `    ${command.name}:-*) ${offer(`-W ${quoted(command.options.flatMap(flags).join(' '))}`)} ;;`).join('\n')}
${commands.map((command) => `    ${command.name}:*) ${operands(command)} ;;`).join('\n')}
  esac
}
complete -o default -F _vmatlas vmatlas
`
}
