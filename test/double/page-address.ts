/** What Electron grants a scheme of an app's own (`registerSchemesAsPrivileged`). */
export interface SchemePrivileges {
  readonly secure?: boolean
  readonly supportFetchAPI?: boolean
  readonly bypassCSP?: boolean
}

/**
 * Chromium knows no schemes of an app's own, so `app://bundle/x` is shown to the page as `https://bundle.app.invalid/x`
 * (`.invalid` is reserved by RFC 2606 and never resolves), or as `http://…` when the scheme is not `secure`: Chromium then
 * keeps from the page what it keeps from insecure pages. Apps and tests of the main process only see app:// addresses.
 */
const schemes = new Map<string, SchemePrivileges>()

/** Makes a scheme of the app's own known; it gets an origin of its own, as `standard: true` gives it in Electron. */
export function addScheme(scheme: string, privileges: SchemePrivileges = {}): void {
  schemes.set(scheme, privileges)
}

export function isAppScheme(scheme: string): boolean {
  return schemes.has(scheme)
}

/** The privileges of an address's scheme; none for schemes that are not the app's. */
export function privilegesOf(url: string): SchemePrivileges | undefined {
  return schemes.get(url.slice(0, url.indexOf(':')))
}

export function toPageAddress(url: string): string {
  const address = url.replace(/^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)/, (whole, scheme: string, host: string) => {
    const privileges = schemes.get(scheme)
    if (privileges === undefined) return whole
    return `${privileges.secure === true ? 'https' : 'http'}://${host}.${scheme}.invalid`
  })
  return new URL(address).href
}

export function toAppAddress(url: string): string {
  return url.replace(/^https?:\/\/([^/?#]*)\.([a-z0-9+-]+)\.invalid/, '$2://$1')
}

/** The origin as Electron gives it in `senderFrame.origin`, for example `app://bundle`. */
export function originOf(url: string): string {
  const scheme = url.slice(0, url.indexOf(':'))
  if (schemes.has(scheme) || scheme === 'file') return /^[^:]+:\/\/[^/?#]*/.exec(url)?.[0] ?? 'null'
  return URL.canParse(url) ? new URL(url).origin : 'null'
}
