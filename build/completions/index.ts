// `npm run completions`: writes the shells' completion scripts and the installed script's list of commands; a test
// compares them with the list of commands.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bashCompletion } from './bash.ts'
import { fishCompletion } from './fish.ts'
import { completedCommands } from './model.ts'
import { zshCompletion } from './zsh.ts'

/** Every completion script by its file's name in build/linux/completions. */
export function completionScripts(): Readonly<Record<string, string>> {
  const commands = completedCommands()
  return {
    'vmatlas.bash': bashCompletion(commands),
    'vmatlas.fish': fishCompletion(commands),
    _vmatlas: zshCompletion(commands)
  }
}

const SCRIPT = join(import.meta.dirname, '../linux/vmatlas')
const FLAGS = ['-h', '--help', '-V', '--version']

/** The installed script with its list of commands, which is the one line of a case statement. */
export function installedScript(): string {
  const words = [...completedCommands().map(({ name }) => name), ...FLAGS].join(' | ')
  return readFileSync(SCRIPT, 'utf8').replace(/^ {2}pmap \|.*\)$/m, `  ${words})`)
}

if (process.argv[1] === import.meta.filename) {
  for (const [name, text] of Object.entries(completionScripts())) {
    writeFileSync(join(import.meta.dirname, '../linux/completions', name), text)
  }
  writeFileSync(SCRIPT, installedScript())
}
