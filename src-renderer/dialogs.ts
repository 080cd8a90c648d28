import type { Component } from 'vue'
import type { CommandId } from '#shared/contract/commands.ts'
import ComparePicker from './views/compare/ComparePicker.vue'
import ExportDialog from './views/share/ExportDialog.vue'
import AboutDialog from './views/shell/AboutDialog.vue'
import HelpDialog from './views/shell/HelpDialog.vue'
import SettingsDialog from './views/shell/SettingsDialog.vue'

export interface DialogDescriptor {
  readonly id: string
  /** Its `v-model` is whether it is open. */
  readonly component: Component
  /** The command that opens it; null for a component that opens by itself and has no `v-model`. */
  readonly command: CommandId | null
}

/** The dialogs of the window. Adding one: its component in a folder of views/ and a line here. */
export const DIALOGS: readonly DialogDescriptor[] = [
  { id: 'help', component: HelpDialog, command: 'showHelp' },
  { id: 'settings', component: SettingsDialog, command: 'showSettings' },
  { id: 'about', component: AboutDialog, command: 'showAbout' },
  { id: 'compare-picker', component: ComparePicker, command: null },
  { id: 'export', component: ExportDialog, command: null }
]
