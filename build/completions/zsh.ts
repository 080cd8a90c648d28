import { quoted, type CompletedCommand, type CompletedOption } from './model.ts'

/** Colons and brackets have a meaning in what _arguments takes (zshcompsys(1)). */
const plain = (text: string): string => text.replaceAll(/[[\]\\:]/g, (mark) => `\\${mark}`)

function action({ operand, isList, long }: CompletedOption): string {
  if (operand === null) return ''
  if (operand === 'file') return ':file:_files'
  if (operand === 'folder') return ':folder:_files -/'
  const name = plain((long ?? 'value').replace(/^--/, ''))
  if (operand === 'text') return `:${name}: `
  return isList ? `:${name}:_values -s , ${name} ${operand.join(' ')}` : `:${name}:(${operand.join(' ')})`
}

function optionWords(option: CompletedOption): string {
  const { short, long, meaning, operand } = option
  const rest = `[${plain(meaning)}]${action(option)}`
  const shortFlag = short === null ? null : operand === null ? short : `${short}+`
  const longFlag = long === null ? null : operand === null ? long : `${long}=`
  if (shortFlag === null || longFlag === null) return quoted(`${shortFlag ?? longFlag}${rest}`)
  return `${quoted(`(${short} ${long})`)}{${shortFlag},${longFlag}}${quoted(rest)}`
}

function operandWords({ operand }: CompletedCommand): string[] {
  if (operand === null) return []
  if (operand === 'process') return [quoted('*:process:_pids')]
  if (operand === 'capture')
    return [quoted('*:process or file:_alternative "process:process:_pids" "file:file:_files"')]
  return [quoted(`1:name:(${operand.join(' ')})`)]
}

/** The completion script for zsh. */
export function zshCompletion(commands: readonly CompletedCommand[]): string {
  const cases = commands.map((command) => {
    const words = [...command.options.map(optionWords), ...operandWords(command)]
    return `    ${command.name})\n      ${words.length === 0 ? '_message "no words"' : `_arguments ${words.join(' \\\n        ')}`}\n      ;;`
  })
  return `#compdef vmatlas
# zsh completion for vmatlas; made by \`npm run completions\` from the commands' own list
_vmatlas() {
  local -a commands=(
${commands.map(({ name, summary }) => `    ${quoted(`${name}:${plain(summary)}`)}`).join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  # The command itself is the first word of what follows.
  shift words
  (( CURRENT-- ))
  case $words[1] in
${cases.join('\n')}
  esac
}
_vmatlas "$@"
`
}
