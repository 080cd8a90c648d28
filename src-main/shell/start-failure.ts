import { app, dialog } from 'electron'

/**
 * Says that the app could not start, and ends it: without a window it would stay unseen and keep every later start from
 * opening one, because it holds the single-instance lock.
 */
export function endWithWords(error: unknown): void {
  const reason = error instanceof Error ? error.message : String(error)
  dialog.showErrorBox(
    'vmatlas could not start',
    `${reason}\n\nThe browser host may still work: run vmatlas serve in a terminal.`
  )
  app.exit(1)
}
