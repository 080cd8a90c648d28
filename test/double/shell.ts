import type * as E from 'electron'
import { covered } from './covered.ts'
import { record } from './recorded.ts'

/** Nothing is opened: calls are recorded. */
export const shell = covered('shell', {
  openExternal: async (url) => record('shell.openExternal', url),
  openPath: async (path) => {
    record('shell.openPath', path)
    return ''
  },
  showItemInFolder: (path) => record('shell.showItemInFolder', path),
  beep: () => record('shell.beep')
} satisfies Pick<E.Shell, 'openExternal' | 'openPath' | 'showItemInFolder' | 'beep'>)
