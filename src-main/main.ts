import { join } from 'node:path'
import { app, BrowserWindow, Menu } from 'electron'
import { createElevatedReader } from '#main/source/elevated-reader.ts'
import { createHostServices } from '#main/services/host-services.ts'
import { registerAppScheme, serveApp } from '#main/shell/app-protocol.ts'
import { createSubjects } from '#main/subject/subjects.ts'
import { sendEvent, serveBridge } from '#main/shell/bridge-ipc.ts'
import { DesktopFiles } from '#main/shell/desktop-files.ts'
import { createDialogs } from '#main/shell/dialogs.ts'
import { DesktopWindows } from '#main/shell/desktop-windows.ts'
import { buildMenu } from '#main/shell/menu.ts'
import { applyPageRules } from '#main/shell/page-rules.ts'
import { RecentFiles } from '#main/shell/recent-files.ts'
import { createWindowServices } from '#main/shell/window-services.ts'

registerAppScheme()
app.enableSandbox()
if (app.requestSingleInstanceLock()) void start()
else app.quit()

async function start(): Promise<void> {
  await app.whenReady()
  const recent = new RecentFiles(join(app.getPath('userData'), 'recent.json'))
  const windows = new DesktopWindows()
  const files = new DesktopFiles(recent, windows, () => showMenu())
  const versions = {
    vmatlas: app.getVersion(),
    electron: process.versions['electron'] ?? '',
    chromium: process.versions['chrome'] ?? '',
    node: process.versions.node
  }
  const services = createHostServices(
    {
      kind: 'desktop',
      versions,
      dialogs: createDialogs(recent, () => showMenu()),
      recent: { list: () => recent.names, open: (index) => files.openRecent(index) },
      windows: { open: (request) => windows.openForPage(request) },
      elevated: createElevatedReader(),
      subjects: createSubjects()
    },
    sendEvent
  )
  const showMenu = (): void =>
    Menu.setApplicationMenu(
      buildMenu(
        {
          run: (command) => sendEvent('command', command, BrowserWindow.getFocusedWindow() ?? undefined),
          openRecent: (index) => void files.show([recent.pathAt(index) ?? '']),
          openRecentInNewWindow: (index) => files.showInNewWindow([recent.pathAt(index) ?? '']),
          openFileInNewWindow: () => void files.chooseForNewWindow(),
          newWindow: () => windows.open()
        },
        recent.names
      )
    )
  applyPageRules()
  serveApp(join(import.meta.dirname, '../renderer'))
  serveBridge(createWindowServices(services, (window) => windows.takeFiles(window)))
  showMenu()
  files.followSecondStarts(app)
  app.on('window-all-closed', () => app.quit())
  app.on('will-quit', () => void services.dispose())
  files.showStart(process.argv)
}
