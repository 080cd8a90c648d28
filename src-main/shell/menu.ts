import { Menu, type MenuItemConstructorOptions } from 'electron'
import { COMMANDS, type Command } from '#shared/contract/commands.ts'

/** Menu texts; the renderer's locales hold the same words for its own menus (`command.<id>`). */
const LABELS: Readonly<Record<(typeof COMMANDS)[number]['id'], string>> = {
  openFile: 'Open…',
  openFileInNewWindow: 'Open in New Window…',
  openInNewWindow: 'Show This in a New Window',
  saveSnapshot: 'Save Snapshot of This Process…',
  saveAllSnapshot: 'Save Snapshot of All Processes…',
  exportReport: 'Export…',
  savePng: 'Save the Treemap as PNG…',
  saveSvg: 'Save the Treemap as SVG…',
  copyRows: 'Copy Rows',
  copyPmap: 'Copy as pmap Text',
  findProcess: 'Find Process',
  filterMappings: 'Filter Mappings',
  goToAddress: 'Go to Address…',
  showSettings: 'Settings…',
  recapture: 'Capture Again',
  togglePause: 'Pause or Go On',
  compare: 'Compare…',
  lessons: 'Lessons',
  showHelp: 'Help',
  showAbout: 'About vmatlas'
}

export interface MenuPorts {
  /** Hands a command to the focused window's page. */
  run(command: string): void
  openRecent(index: number): void
  openRecentInNewWindow(index: number): void
  /** By the main process itself: the files are no business of the page whose window it is. */
  openFileInNewWindow(): void
  newWindow(): void
}

/** The application menu; `recent` are the names of files opened before, newest first. */
export function buildMenu(ports: MenuPorts, recent: readonly string[]): Menu {
  const items = (menu: Command['menu']): MenuItemConstructorOptions[] =>
    COMMANDS.filter((command) => command.menu === menu).map(({ id, accelerator }) => ({
      id,
      label: LABELS[id],
      ...(accelerator === '' ? {} : { accelerator }),
      click: () => (id === 'openFileInNewWindow' ? ports.openFileInNewWindow() : ports.run(id))
    }))
  const recentItems = (prefix: string, open: (index: number) => void): MenuItemConstructorOptions[] =>
    recent.map((name, index) => ({ id: `${prefix}-${index}`, label: name, click: () => open(index) }))
  return Menu.buildFromTemplate([
    {
      label: '&File',
      submenu: [
        { id: 'newWindow', label: 'New Window', accelerator: 'CmdOrCtrl+Shift+N', click: () => ports.newWindow() },
        ...items('file'),
        {
          id: 'recent',
          label: 'Open Recent',
          enabled: recent.length > 0,
          submenu: recentItems('recent', (index) => ports.openRecent(index))
        },
        {
          id: 'recentInNewWindow',
          label: 'Open Recent in New Window',
          enabled: recent.length > 0,
          submenu: recentItems('recent-window', (index) => ports.openRecentInNewWindow(index))
        },
        { type: 'separator' },
        { role: 'quit' }
      ]
    },
    {
      label: '&Edit',
      submenu: [
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
        { type: 'separator' },
        ...items('edit')
      ]
    },
    {
      label: '&View',
      submenu: [
        ...items('view'),
        { type: 'separator' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'resetZoom' },
        { role: 'togglefullscreen' }
      ]
    },
    { label: '&Help', submenu: items('help') }
  ])
}
