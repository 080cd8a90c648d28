import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { RELEASES_ADDRESS } from '#shared/contract/releases.ts'

const MAIN = join(import.meta.dirname, '..')
const outside: string[] = []
type Listener = (...args: unknown[]) => void
const seen = { created: undefined as Listener | undefined, before: undefined as Listener | undefined }
const rules: Record<'request' | 'check' | 'device', ((...args: unknown[]) => unknown) | undefined> = {
  request: undefined,
  check: undefined,
  device: undefined
}
vi.mock('electron', () => ({
  protocol: {},
  shell: { openExternal: (url: string) => (outside.push(url), Promise.resolve()) },
  app: { on: (_event: string, listener: Listener) => (seen.created = listener) },
  session: {
    defaultSession: {
      setPermissionRequestHandler: (rule: Listener) => (rules.request = rule),
      setPermissionCheckHandler: (rule: Listener) => (rules.check = rule),
      setDevicePermissionHandler: (rule: Listener) => (rules.device = rule),
      webRequest: { onBeforeRequest: (listener: Listener) => (seen.before = listener) }
    }
  }
}))
const { applyPageRules } = await import('./page-rules.ts')
applyPageRules()

/** What is done about an event of a page's contents. */
function isPrevented(event: string, url: string, opening = url): boolean {
  const listeners = new Map<string, Listener>()
  let opened: unknown = null
  seen.created?.(
    {},
    {
      setWindowOpenHandler: (handler: (details: object) => unknown) => (opened = handler({ url: opening })),
      on: (name: string, listener: Listener) => listeners.set(name, listener)
    }
  )
  expect(opened).toEqual({ action: 'deny' })
  const preventDefault = vi.fn()
  listeners.get(event)?.({ url, preventDefault })
  return preventDefault.mock.calls.length > 0
}

describe('rules for pages', () => {
  it('refuse navigation elsewhere, redirects and webviews', () => {
    expect(isPrevented('will-navigate', 'https://example.com/')).toBe(true)
    expect(isPrevented('will-navigate', 'app://bundle.example/')).toBe(true)
    expect(isPrevented('will-navigate', 'app://bundle/index.html')).toBe(false)
    expect(isPrevented('will-redirect', 'app://bundle/')).toBe(true)
    expect(isPrevented('will-attach-webview', '')).toBe(true)
  })

  it('cancel every request that is not the app itself', () => {
    const cancelled = (url: string): boolean => {
      let answer: { cancel?: boolean } = {}
      seen.before?.({ url }, (given: unknown) => (answer = given as { cancel?: boolean }))
      return answer.cancel === true
    }
    for (const url of ['https://example.com/', 'http://127.0.0.1/', 'file:///etc/passwd', 'ws://x/'])
      expect(cancelled(url)).toBe(true)
    // Also when the right words are elsewhere in the address.
    for (const url of [
      'https://example.com/?app://bundle/',
      'https://example.com/data:',
      'webapp://x/',
      'app-2://bundle/'
    ])
      expect(cancelled(url), url).toBe(true)
    for (const url of ['app://bundle/a.js', 'blob:app://bundle/1', 'data:image/png;base64,'])
      expect(cancelled(url)).toBe(false)
  })

  it('refuse permissions, asked for or looked up, and devices', () => {
    const own = { isMainFrame: true, requestingUrl: 'app://bundle/index.html' }
    const answer = vi.fn()
    rules.request?.({}, 'notifications', answer, own)
    expect(answer.mock.calls).toEqual([[false]])
    expect(rules.check?.({}, 'media', 'app://bundle/', own)).toBe(false)
    expect(rules.check?.({}, 'clipboard-read', 'app://bundle/', own)).toBe(false)
    expect(rules.device?.({ deviceType: 'usb' })).toBe(false)
  })

  it('let the app’s own pages copy, and no other page', () => {
    const mayCopy = (url: string, isMainFrame = true): unknown[] => {
      const details = { isMainFrame, requestingUrl: url }
      let asked: unknown
      rules.request?.({}, 'clipboard-sanitized-write', (isGranted: boolean) => (asked = isGranted), details)
      return [asked, rules.check?.({}, 'clipboard-sanitized-write', url, details)]
    }
    for (const url of ['app://bundle', 'app://bundle/', 'app://bundle/index.html#pid=1'])
      expect(mayCopy(url)).toEqual([true, true])
    for (const url of ['app://bundle.example/', 'https://bundle/', 'null', ''])
      expect(mayCopy(url)).toEqual([false, false])
    expect(mayCopy('app://bundle/', false)).toEqual([false, false])
  })

  it('hand one address to the user’s own browser, and no other', () => {
    outside.length = 0
    for (const url of [
      'https://example.com/',
      `${RELEASES_ADDRESS}/../../x`,
      `${RELEASES_ADDRESS}#x`,
      'file:///etc/passwd',
      RELEASES_ADDRESS
    ])
      isPrevented('will-navigate', 'app://bundle/', url)
    expect(outside).toEqual([RELEASES_ADDRESS])
  })

  it('nothing else in the shell opens anything outside', () => {
    const sources = readdirSync(MAIN, { recursive: true, encoding: 'utf8' }).filter(
      (name) => name.endsWith('.ts') && !name.endsWith('.test.ts')
    )
    expect(sources).toContain('shell/page-rules.ts')
    const openers = sources.filter((name) =>
      /openExternal|openPath|webviewTag/.test(readFileSync(join(MAIN, name), 'utf8'))
    )
    expect(openers).toEqual(['shell/page-rules.ts'])
    expect(readFileSync(join(MAIN, 'shell/page-rules.ts'), 'utf8').match(/openExternal\(\w+\)/g)).toEqual([
      'openExternal(RELEASES_ADDRESS)'
    ])
  })
})
