import type * as E from 'electron'
import { covered } from './covered.ts'
import { record } from './recorded.ts'

const unanswered = (name: string) => (): never => {
  throw new Error(`dialog.${name} was called and the test has not replaced it`)
}

/** No user sits before this screen: tests replace what they expect to be asked, as they do with the real Electron. */
export const dialog = covered('dialog', {
  showOpenDialog: unanswered('showOpenDialog'),
  showOpenDialogSync: unanswered('showOpenDialogSync'),
  showSaveDialog: unanswered('showSaveDialog'),
  showSaveDialogSync: unanswered('showSaveDialogSync'),
  showMessageBox: unanswered('showMessageBox'),
  showMessageBoxSync: unanswered('showMessageBoxSync'),
  // Needs no answer; a person would have to close it before the app continues.
  showErrorBox: (title, content) => {
    record('dialog.showErrorBox', title, content)
    process.stderr.write(`error box: ${title}: ${content}\n`)
  }
} satisfies Partial<E.Dialog>)
