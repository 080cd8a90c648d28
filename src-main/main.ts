import { join } from 'node:path'
import { app, BrowserWindow, Menu } from 'electron'
import { createHostServices } from '#main/inspector/host-services.ts'
import { registerAppScheme, serveApp } from '#main/shell/app-protocol.ts'
import { sendEvent, serveBridge } from '#main/shell/bridge-ipc.ts'
import { createDialogs } from '#main/shell/dialogs.ts'
import { openWindow } from '#main/shell/main-window.ts'
import { buildMenu } from '#main/shell/menu.ts'
import { applyPageRules } from '#main/shell/page-rules.ts'
import { filesOfArguments, receiveFile } from '#main/shell/received-files.ts'
import { RecentFiles } from '#main/shell/recent-files.ts'

registerAppScheme()
app.enableSandbox()
if (app.requestSingleInstanceLock()) void start()
else app.quit()

async function start(): Promise<void> {
  await app.whenReady()
  const recent = new RecentFiles(join(app.getPath('userData'), 'recent.json'))
  const services = createHostServices(
    {
      kind: 'desktop',
      versions: {
        vmatlas: app.getVersion(),
        electron: process.versions['electron'] ?? '',
        node: process.versions.node
      },
      dialogs: createDialogs(recent),
      recent: { list: () => recent.names, open: async (index) => receiveFile(recent.pathAt(index) ?? '') },
      hasWindows: true
    },
    sendEvent
  )
  applyPageRules()
  serveApp(join(import.meta.dirname, '../renderer'))
  serveBridge(() => services)
  Menu.setApplicationMenu(
    buildMenu(
      {
        run: (command) => sendEvent('command', command, BrowserWindow.getFocusedWindow() ?? undefined),
        openRecent: (index) => sendEvent('filesReceived', [receiveFile(recent.pathAt(index) ?? '')]),
        newWindow: () => void openWindow()
      },
      recent.names
    )
  )
  app.on('second-instance', (_event, argv, folder) => {
    const files = filesOfArguments(argv.slice(1), folder).map(receiveFile)
    if (files.length > 0) sendEvent('filesReceived', files)
    BrowserWindow.getAllWindows()[0]?.focus()
  })
  app.on('window-all-closed', () => app.quit())
  app.on('will-quit', () => void services.dispose())
  await openWindow()
}
