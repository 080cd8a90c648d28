import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'

type Handler = (request: Request) => Promise<Response>
const seen = { handler: undefined as Handler | undefined, schemes: [] as unknown }
vi.mock('electron', () => ({
  protocol: {
    handle: (_scheme: string, handler: Handler) => (seen.handler = handler),
    registerSchemesAsPrivileged: (schemes: unknown) => (seen.schemes = schemes)
  }
}))
const { fileOfUrl, registerAppScheme, serveApp } = await import('./app-protocol.ts')

describe('addresses of the app', () => {
  it('mean files below the renderer', () => {
    expect(fileOfUrl('/app/renderer', 'app://bundle/')).toBe('/app/renderer/index.html')
    expect(fileOfUrl('/app/renderer', 'app://bundle/assets/a.js?x#y')).toBe('/app/renderer/assets/a.js')
  })

  it.each([
    'app://bundle/..%2f..%2fetc/passwd',
    'app://bundle/..%2frenderer-of-another/index.html',
    'app://bundle/%00',
    'app://bundle/%',
    'app://other/index.html',
    'https://bundle/index.html',
    'file:///etc/passwd'
  ])('never mean anything else: %s', (address) => {
    expect(fileOfUrl('/app/renderer', address)).toBeNull()
  })

  // Dots that the address itself takes away, and a backslash, which is a letter of a name.
  it.each([
    'app://bundle/../../etc/passwd',
    'app://bundle/%2e%2e/%2e%2e/etc/passwd',
    'app://bundle/..%5c..%2f..%2fetc/passwd'
  ])('stay below the renderer: %s', (address) => {
    expect(fileOfUrl('/app/renderer', address)).toMatch(/^\/app\/renderer\/(?!.*\.\.)/)
  })
})

it('the scheme is a secure origin of its own, and has no other right: its pages keep the policy', () => {
  registerAppScheme()
  // https://www.electronjs.org/docs/latest/api/structures/custom-scheme
  expect(seen.schemes).toEqual([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }
  ])
})

describe('answers of the app', () => {
  it('are files of the renderer with the policy, for GET alone', async () => {
    const root = mkdtempSync(join(tmpdir(), 'vmatlas-app-'))
    writeFileSync(join(root, 'index.html'), '<p>page</p>')
    serveApp(root)
    const ask = async (url: string, method = 'GET'): Promise<Response> => {
      if (seen.handler === undefined) throw new Error('nothing answers')
      return seen.handler({ url, method } as Request)
    }
    const page = await ask('app://bundle/')
    expect(await page.text()).toBe('<p>page</p>')
    const policy = page.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self';")
    for (const closed of ['frame-ancestors', 'base-uri', 'form-action']) expect(policy).toContain(`${closed} 'none'`)
    expect(policy).not.toMatch(/unsafe|\*|http/)
    expect(page.headers.get('x-content-type-options')).toBe('nosniff')
    expect(page.headers.get('cross-origin-resource-policy')).toBe('same-origin')
    expect((await ask('app://bundle/', 'POST')).status).toBe(404)
    expect((await ask('app://bundle/..%2f..%2fetc/passwd')).status).toBe(404)
    rmSync(root, { recursive: true })
  })
})
