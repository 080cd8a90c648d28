import { app, session, shell } from 'electron'
import { RELEASES_ADDRESS } from '#shared/contract/releases.ts'
import { APP_ORIGIN } from './app-protocol.ts'

/** Writing plain text to the clipboard right after a user's click or key, which in any browser a page may do unasked. */
const COPYING = 'clipboard-sanitized-write'

/** True for an address of this app's own pages; Electron reports origins with and without a slash at the end. */
function isOwn(address: string): boolean {
  return address === APP_ORIGIN || address.startsWith(`${APP_ORIGIN}/`)
}

/** Pages of this app may copy. Camera, notifications, USB, reading the clipboard and the rest are refused without a question. */
function rulePermissions(): void {
  const { defaultSession } = session
  defaultSession.setPermissionRequestHandler((_contents, permission, answer, { requestingUrl, isMainFrame }) =>
    answer(permission === COPYING && isMainFrame && isOwn(requestingUrl))
  )
  defaultSession.setPermissionCheckHandler(
    (_contents, permission, origin, { isMainFrame }) => permission === COPYING && isMainFrame && isOwn(origin)
  )
  defaultSession.setDevicePermissionHandler(() => false)
}

/** Requests to anything but the app itself end here, whatever a page may contain. */
function refuseNetwork(): void {
  session.defaultSession.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: !/^(app|blob|data|devtools):/.test(details.url) })
  })
}

/**
 * Pages stay where they are: no navigation elsewhere, no new windows, no webviews. The link to the releases, and no other
 * address, is handed to the user's own browser.
 */
function refuseNavigation(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(({ url }) => {
      if (url === RELEASES_ADDRESS) void shell.openExternal(RELEASES_ADDRESS)
      return { action: 'deny' }
    })
    contents.on('will-navigate', (event) => {
      if (!event.url.startsWith(`${APP_ORIGIN}/`)) event.preventDefault()
    })
    contents.on('will-redirect', (event) => event.preventDefault())
    contents.on('will-attach-webview', (event) => event.preventDefault())
  })
}

/** Electron's security checklist, items about what pages may do (docs/security.md). Call once the app is ready. */
export function applyPageRules(): void {
  rulePermissions()
  refuseNetwork()
  refuseNavigation()
}
