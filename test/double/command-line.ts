import type * as E from 'electron'
import { covered } from './covered.ts'

const added = new Map<string, string>()

/** The value of `--name=value` among the arguments; '' for a bare `--name`. */
export function argumentOf(name: string): string | undefined {
  const found = process.argv.find((argument) => argument === `--${name}` || argument.startsWith(`--${name}=`))
  return found?.slice(name.length + 3)
}

/** app.commandLine: switches are remembered and can be asked for; Chromium itself does not get them. */
export const commandLine = covered('commandLine', {
  appendSwitch: (name, value = '') => void added.set(name, value),
  appendArgument: (value) => void added.set(value, ''),
  hasSwitch: (name) => added.has(name) || argumentOf(name) !== undefined,
  getSwitchValue: (name) => added.get(name) ?? argumentOf(name) ?? '',
  removeSwitch: (name) => void added.delete(name)
} satisfies E.CommandLine)
