import { app, session } from 'electron'
import { APP_ORIGIN } from './app-protocol.ts'

/** No page asks for anything: camera, notifications, USB and the rest are refused without a question. */
function refusePermissions(): void {
  const { defaultSession } = session
  defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  defaultSession.setPermissionCheckHandler(() => false)
  defaultSession.setDevicePermissionHandler(() => false)
}

/** Requests to anything but the app itself end here, whatever a page may contain. */
function refuseNetwork(): void {
  session.defaultSession.webRequest.onBeforeRequest((details, answer) => {
    const isOwn = /^(app|blob|data|devtools):/.test(details.url)
    answer({ cancel: !isOwn })
  })
}

/** Pages stay where they are: no navigation elsewhere, no new windows, no webviews. */
function refuseNavigation(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
    contents.on('will-navigate', (event) => {
      if (!event.url.startsWith(`${APP_ORIGIN}/`)) event.preventDefault()
    })
    contents.on('will-redirect', (event) => event.preventDefault())
    contents.on('will-attach-webview', (event) => event.preventDefault())
  })
}

/** Electron's security checklist, items about what pages may do (docs/security.md). Call once the app is ready. */
export function applyPageRules(): void {
  refusePermissions()
  refuseNetwork()
  refuseNavigation()
}
