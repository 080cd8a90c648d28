import { isTextField } from './pasted-text.ts'
import { COMMANDS, type CommandId } from '#shared/contract/commands.ts'

interface Pressed {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
}

/** Which command a key press means, by the accelerators of the contract's list; null for none. */
export function commandOfKey(event: Pressed): CommandId | null {
  if (event.altKey) return null
  const isControl = event.ctrlKey || event.metaKey
  const pressed = `${isControl ? 'CmdOrCtrl+' : ''}${event.shiftKey ? 'Shift+' : ''}${event.key.length === 1 ? event.key.toUpperCase() : event.key}`
  return COMMANDS.find(({ accelerator }) => accelerator === pressed)?.id ?? null
}

/** The slash, wherever nothing is being typed: it leads to the filter, as in many programs with lists. */
export function isFindKey(event: Pressed & { readonly target: EventTarget | null }): boolean {
  return event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey && !isTextField(event.target)
}
