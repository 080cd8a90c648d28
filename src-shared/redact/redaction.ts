/** What can be left out of a capture before it is given away. */
export const REDACTIONS = ['paths', 'users', 'host', 'commands', 'addresses'] as const
export type Redaction = (typeof REDACTIONS)[number]

/** `own`: paths outside the folders that every system has alike; `all`: the names of libraries and programs too. */
export type PathRedaction = 'none' | 'own' | 'all'

export interface RedactionChoice {
  readonly paths: PathRedaction
  readonly users: boolean
  readonly host: boolean
  readonly commands: boolean
  readonly addresses: boolean
}

/** What is left out by default. */
export const SECURE: RedactionChoice = { paths: 'own', users: true, host: true, commands: true, addresses: true }
/** Nothing is left out. */
export const EVERYTHING: RedactionChoice = {
  paths: 'none',
  users: false,
  host: false,
  commands: false,
  addresses: false
}

export function isRedacting(choice: RedactionChoice): boolean {
  return choice.paths !== 'none' || choice.users || choice.host || choice.commands || choice.addresses
}

/** Whether a program's name may be shown: in a title or a file's name it would reveal what the rest hides. */
export const keepsProgramName = ({ paths, commands }: RedactionChoice): boolean => paths === 'none' && !commands

/** One replaced text, for the preview. Both are untrusted. */
export interface Replacement {
  readonly what: Redaction
  readonly from: string
  readonly to: string
}
