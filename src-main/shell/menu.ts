import { Menu, type MenuItemConstructorOptions } from 'electron'
import { COMMANDS, type Command } from '#shared/contract/commands.ts'
import type { MenuWords } from './menu-words.ts'

export interface MenuPorts {
  /** Hands a command to the focused window's page. */
  run(command: string): void
  openRecent(index: number): void
  openRecentInNewWindow(index: number): void
  /** By the main process itself: the files are no business of the page whose window it is. */
  openFileInNewWindow(): void
  newWindow(): void
}

/** A file's name as a label: `&` would mark the next letter as its key. */
const labelOf = (name: string): string => name.replaceAll('&', '&&')

/** The application menu; `recent` are the names of files opened before, newest first. */
export function buildMenu(ports: MenuPorts, recent: readonly string[], words: MenuWords): Menu {
  const items = (menu: Command['menu']): MenuItemConstructorOptions[] =>
    COMMANDS.filter((command) => command.menu === menu).map(({ id, accelerator }) => ({
      id,
      label: words[id],
      ...(accelerator === '' ? {} : { accelerator }),
      click: () => (id === 'openFileInNewWindow' ? ports.openFileInNewWindow() : ports.run(id))
    }))
  const recentItems = (prefix: string, open: (index: number) => void): MenuItemConstructorOptions[] =>
    recent.map((name, index) => ({ id: `${prefix}-${index}`, label: labelOf(name), click: () => open(index) }))
  return Menu.buildFromTemplate([
    {
      label: words.file,
      submenu: [
        { id: 'newWindow', label: words.newWindow, accelerator: 'CmdOrCtrl+Shift+N', click: () => ports.newWindow() },
        ...items('file'),
        {
          id: 'recent',
          label: words.recent,
          enabled: recent.length > 0,
          submenu: recentItems('recent', (index) => ports.openRecent(index))
        },
        {
          id: 'recentInNewWindow',
          label: words.recentInNewWindow,
          enabled: recent.length > 0,
          submenu: recentItems('recent-window', (index) => ports.openRecentInNewWindow(index))
        },
        { type: 'separator' },
        // Their keys, Ctrl+W and Ctrl+Q, come with the roles.
        { id: 'closeWindow', role: 'close', label: words.closeWindow },
        { id: 'quit', role: 'quit', label: words.quit }
      ]
    },
    {
      label: words.edit,
      submenu: [
        { role: 'cut', label: words.cut },
        { role: 'copy', label: words.copy },
        { role: 'paste', label: words.paste },
        { role: 'selectAll', label: words.selectAll },
        { type: 'separator' },
        ...items('edit')
      ]
    },
    {
      label: words.view,
      submenu: [
        ...items('view'),
        { type: 'separator' },
        { role: 'zoomIn', label: words.zoomIn },
        { role: 'zoomOut', label: words.zoomOut },
        { role: 'resetZoom', label: words.resetZoom },
        { role: 'togglefullscreen', label: words.fullScreen }
      ]
    },
    { label: words.help, submenu: items('help') }
  ])
}
