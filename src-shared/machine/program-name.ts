/** `--type=renderer` of Chromium's processes, `-contentproc … tab` of Firefox's (its last word). */
function kindWord(command: string): string | undefined {
  const type = / --type=([\w-]+)/.exec(command)?.[1]
  if (type !== undefined || !command.includes(' -contentproc ')) return type
  return /^\w+$/.exec(command.slice(command.lastIndexOf(' ') + 1))?.[0]
}

/** What tells apart the processes of one program, from the command line; empty where nothing does. */
export function kindOfProcess(command: string): string {
  return kindWord(command) ?? ''
}

/**
 * The program that runs, where the process has a name of its own that does not reveal it (Node calls itself `MainThread`, a
 * script goes by its file's name): the last part of the command line's first word. Empty where the name is that already,
 * and where there is no command line.
 */
export function programBehind(name: string, commandLine: string): string {
  const [first = ''] = commandLine.split(' ', 1)
  // A login shell has a dash in front.
  const program = first.slice(first.lastIndexOf('/') + 1).replace(/^-|:$/g, '')
  return program.startsWith(name) || name.startsWith(program) ? '' : program
}

/** Name of a main thread that has nothing to do with the program: what Node.js 24 calls it. */
const SPEECHLESS = new Set(['MainThread'])

/** A process's name, or its program's where the name means nothing. Untrusted. */
export const distinctName = (name: string, command: string): string =>
  SPEECHLESS.has(name) ? programBehind(name, command) || name : name

/** How a process is called in the list: its name, and quieter words behind it. Untrusted. */
export function nameInList(name: string, command: string): { readonly name: string; readonly aside: string } {
  const distinct = distinctName(name, command)
  const kind = kindOfProcess(command)
  if (distinct !== name) return { name: distinct, aside: kind === '' ? name : kind }
  return { name, aside: [programBehind(name, command), kind].filter((part) => part !== '').join(' ') }
}
