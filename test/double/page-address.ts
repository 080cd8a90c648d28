/**
 * Chromium knows no schemes of an app's own, so `app://bundle/x` is shown to the page as `https://bundle.app.invalid/x`
 * (`.invalid` is reserved by RFC 2606 and never resolves). Apps and tests of the main process only see app:// addresses.
 */
const schemes = new Set<string>()

/** Makes a scheme of the app's own known; it gets an origin of its own, as `standard: true` gives it in Electron. */
export function addScheme(scheme: string): void {
  schemes.add(scheme)
}

export function isAppScheme(scheme: string): boolean {
  return schemes.has(scheme)
}

export function toPageAddress(url: string): string {
  const address = url.replace(/^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)/, (whole, scheme: string, host: string) =>
    schemes.has(scheme) ? `https://${host}.${scheme}.invalid` : whole
  )
  return new URL(address).href
}

export function toAppAddress(url: string): string {
  return url.replace(/^https:\/\/([^/?#]*)\.([a-z0-9+-]+)\.invalid/, '$2://$1')
}

/** The origin as Electron tells it in `senderFrame.origin`, for example `app://bundle`. */
export function originOf(url: string): string {
  const scheme = url.slice(0, url.indexOf(':'))
  if (schemes.has(scheme) || scheme === 'file') return /^[^:]+:\/\/[^/?#]*/.exec(url)?.[0] ?? 'null'
  return URL.canParse(url) ? new URL(url).origin : 'null'
}
