import { readFile } from 'node:fs/promises'
import { protocol } from 'electron'
import { contentType, pathBelow } from '#main/page/bundled-files.ts'
import { CONTENT_SECURITY_POLICY } from '#main/page/content-security-policy.ts'

const SCHEME = 'app'
const HOST = 'bundle'
/** The only origin that pages of this app have. */
export const APP_ORIGIN = `${SCHEME}://${HOST}`

/** Must run before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }
  ])
}

/** The file that a URL of the app means, or null for anything outside `root`. */
export function fileOfUrl(root: string, address: string): string | null {
  const url = new URL(address)
  if (url.protocol !== `${SCHEME}:` || url.host !== HOST) return null
  return pathBelow(root, url.pathname)
}

/** Serves the built renderer from `root` as app://bundle/, each answer with the content security policy. */
export function serveApp(root: string): void {
  protocol.handle(SCHEME, async (request) => {
    const file = request.method === 'GET' ? fileOfUrl(root, request.url) : null
    const bytes = file === null ? null : await readFile(file).catch(() => null)
    if (file === null || bytes === null) return new Response('not found', { status: 404 })
    return new Response(new Uint8Array(bytes), {
      headers: {
        'Content-Type': contentType(file),
        'Content-Security-Policy': CONTENT_SECURITY_POLICY,
        'X-Content-Type-Options': 'nosniff',
        'Cross-Origin-Resource-Policy': 'same-origin'
      }
    })
  })
}
