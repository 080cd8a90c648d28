/** A thing the user can do by menu, by key or by button; one list for the desktop's menus and the browser's keys. */
export interface Command {
  readonly id: string
  readonly menu: 'file' | 'edit' | 'view' | 'help'
  /** Electron's accelerator syntax; `CmdOrCtrl` is Ctrl on Linux. Empty: no key. */
  readonly accelerator: string
}

/** Words are in the locales as `command.<id>`. Keys that browsers keep for themselves (Ctrl+N, Ctrl+T, Ctrl+W) are not used. */
export const COMMANDS = [
  { id: 'openFile', menu: 'file', accelerator: 'CmdOrCtrl+O' },
  { id: 'openFileInNewWindow', menu: 'file', accelerator: 'CmdOrCtrl+Shift+O' },
  { id: 'openInNewWindow', menu: 'file', accelerator: 'CmdOrCtrl+Enter' },
  { id: 'saveSnapshot', menu: 'file', accelerator: 'CmdOrCtrl+S' },
  { id: 'saveAllSnapshot', menu: 'file', accelerator: 'CmdOrCtrl+Shift+S' },
  { id: 'saveRecording', menu: 'file', accelerator: 'CmdOrCtrl+Alt+S' },
  { id: 'exportReport', menu: 'file', accelerator: 'CmdOrCtrl+E' },
  { id: 'savePng', menu: 'file', accelerator: '' },
  { id: 'saveSvg', menu: 'file', accelerator: '' },
  { id: 'copyRows', menu: 'edit', accelerator: '' },
  { id: 'copyPmap', menu: 'edit', accelerator: 'CmdOrCtrl+Shift+X' },
  { id: 'copyMarkdown', menu: 'edit', accelerator: '' },
  { id: 'findProcess', menu: 'edit', accelerator: 'CmdOrCtrl+K' },
  { id: 'filterMappings', menu: 'edit', accelerator: 'CmdOrCtrl+F' },
  { id: 'goToAddress', menu: 'edit', accelerator: 'CmdOrCtrl+G' },
  { id: 'showSettings', menu: 'edit', accelerator: 'CmdOrCtrl+,' },
  { id: 'showMachine', menu: 'view', accelerator: 'CmdOrCtrl+M' },
  { id: 'showPalette', menu: 'view', accelerator: 'CmdOrCtrl+Shift+P' },
  { id: 'toggleList', menu: 'view', accelerator: 'CmdOrCtrl+B' },
  { id: 'nextPane', menu: 'view', accelerator: 'F6' },
  { id: 'previousPane', menu: 'view', accelerator: 'Shift+F6' },
  { id: 'recapture', menu: 'view', accelerator: 'F5' },
  { id: 'togglePause', menu: 'view', accelerator: 'CmdOrCtrl+.' },
  { id: 'toggleGaps', menu: 'view', accelerator: 'F4' },
  { id: 'compare', menu: 'view', accelerator: 'CmdOrCtrl+D' },
  { id: 'backToNow', menu: 'view', accelerator: 'F8' },
  { id: 'markMoment', menu: 'view', accelerator: 'F9' },
  { id: 'lessons', menu: 'view', accelerator: 'CmdOrCtrl+L' },
  { id: 'showHelp', menu: 'help', accelerator: 'F1' },
  { id: 'showAbout', menu: 'help', accelerator: '' }
] as const satisfies readonly Command[]

export type CommandId = (typeof COMMANDS)[number]['id']

export function isCommandId(text: string): text is CommandId {
  return COMMANDS.some(({ id }) => id === text)
}

/** The key of a command as people read it, e.g. `Ctrl+K`; empty when it has none. */
export function keyTextOf(id: CommandId): string {
  return (COMMANDS.find((command) => command.id === id)?.accelerator ?? '').replace('CmdOrCtrl', 'Ctrl')
}
