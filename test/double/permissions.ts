import type * as E from 'electron'
import type { Protocol } from './cdp.ts'
import { originOf } from './page-address.ts'
import type { Session } from './session.ts'
import type { WebContents } from './web-contents.ts'

/** Chromium's names of what pages may be granted. */
export type PermissionName = Protocol.Browser.PermissionDescriptor['name']

/** Chromium's names and Electron's. */
const NAMES = [
  ['clipboard-write', 'clipboard-sanitized-write'],
  ['clipboard-read', 'clipboard-read'],
  ['notifications', 'notifications'],
  ['geolocation', 'geolocation'],
  ['camera', 'media'],
  ['microphone', 'media']
] as const

/**
 * What the app's handlers grant to a page at an address, by Chromium's names. In Electron a look-up asks the check handler
 * and a request the request handler; a handler that is not set grants. Here both must, because Chromium is set up beforehand.
 */
export async function grantedBy(
  { permissions }: Session,
  contents: WebContents,
  url: string
): Promise<ReadonlyMap<PermissionName, boolean>> {
  const given = contents as unknown as E.WebContents
  const granted = new Map<PermissionName, boolean>()
  for (const [name, permission] of NAMES) {
    const details = { isMainFrame: true, requestingUrl: url } as E.PermissionRequest
    const { check, request } = permissions
    const isChecked = check?.(given, permission, `${originOf(url)}/`, details) ?? true
    const isAnswered =
      request === null || (await new Promise<boolean>((resolve) => request(given, permission, resolve, details)))
    granted.set(name, isChecked && isAnswered)
  }
  return granted
}
