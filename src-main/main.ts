import { join } from 'node:path'
import { app, Menu } from 'electron'
import { createElevatedReader } from '#main/source/elevated-reader.ts'
import { createHostServices } from '#main/services/host-services.ts'
import { followAppearance } from '#main/shell/appearance.ts'
import { registerAppScheme, serveApp } from '#main/shell/app-protocol.ts'
import { createSubjects } from '#main/subject/subjects.ts'
import { sendEvent, serveBridge } from '#main/shell/bridge-ipc.ts'
import { DesktopFiles, reportRefused } from '#main/shell/desktop-files.ts'
import { createDialogs } from '#main/shell/dialogs.ts'
import { DesktopWindows } from '#main/shell/desktop-windows.ts'
import { buildMenu } from '#main/shell/menu.ts'
import { runMenuCommand } from '#main/shell/menu-command.ts'
import { MENU_WORDS } from '#main/shell/menu-words.ts'
import { applyPageRules } from '#main/shell/page-rules.ts'
import { RecentFiles } from '#main/shell/recent-files.ts'
import { startOf, type Start } from '#main/services/start-request.ts'
import { isFirstStart } from '#main/shell/single-instance.ts'
import { endWithWords } from '#main/shell/start-failure.ts'
import { createWindowServices } from '#main/shell/window-services.ts'

const own = startOf(process.argv, !app.isPackaged, process.cwd())
registerAppScheme()
app.enableSandbox()
// A second start hands its words over as data: Chromium reorders and adds to the arguments that it passes on.
if (isFirstStart(own)) start(own).catch(endWithWords)
else app.quit()

async function start(given: Start): Promise<void> {
  await app.whenReady()
  let words = MENU_WORDS.en
  const recent = new RecentFiles(
    join(app.getPath('userData'), 'recent.json'),
    () => showMenu(),
    (reason) => sendEvent('notice', reason)
  )
  const windows = new DesktopWindows()
  const files = new DesktopFiles(recent, windows)
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
      dialogs: createDialogs(recent, reportRefused),
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
          run: (command) => void runMenuCommand(command),
          openRecent: (index) => files.show([recent.pathAt(index) ?? '']),
          openRecentInNewWindow: (index) => files.showInNewWindow([recent.pathAt(index) ?? '']),
          openFileInNewWindow: () => void files.chooseForNewWindow(),
          newWindow: () => windows.open()
        },
        recent.names,
        words
      )
    )
  const follow = followAppearance((locale) => {
    words = MENU_WORDS[locale]
    showMenu()
  })
  applyPageRules()
  serveApp(join(import.meta.dirname, '../renderer'))
  const followed = {
    ...services,
    async writeSettings(settings: Parameters<typeof services.writeSettings>[0]) {
      // Also when they can't be kept: the page shows them already.
      follow(settings)
      await services.writeSettings(settings)
    }
  }
  serveBridge(createWindowServices(followed, (window) => windows.takeFiles(window)))
  files.followSecondStarts(app)
  app.on('window-all-closed', () => app.quit())
  app.on('will-quit', () => void services.dispose())
  files.showStart(given)
}
