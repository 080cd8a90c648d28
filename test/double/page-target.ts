import { connection } from './browser.ts'
import type { CdpSession, Protocol } from './cdp.ts'
import { makeCodec } from './clone-codec.ts'
import type { PermissionName } from './permissions.ts'
import { runPreload, type FromPage, type ToPage } from './preload-world.ts'
import { guardPage, makeWorldBridge } from './world-bridge.ts'

const WORLD = 'Electron Isolated Context'
const BINDING = '__double'
const codec = makeCodec()

/** What a page sends to its web contents. */
export interface PageListener {
  message(message: FromPage): void
  request(paused: Protocol.Fetch.requestPausedPayload, isMainDocument: boolean): Promise<void>
  loaded(): void
  domReady(): void
  navigated(url: string, isInPage: boolean): void
  console(level: string, text: string): void
  opens(details: { url: string; frameName: string; features: string; disposition: string }): void
  crashed(): void
  gone(): void
}

/** Targets that belong to windows; any other page that appears (a link with target=_blank) is closed at once. */
const ours = new Map<string, PageTarget>()
let isWatching = false

function watchTargets(browser: CdpSession): void {
  if (isWatching) return
  isWatching = true
  browser.on('Target.targetDestroyed', ({ targetId }) => ours.get(targetId)?.listener.gone())
  browser.on('Target.targetCreated', ({ targetInfo }) => {
    if (targetInfo.type === 'page' && targetInfo.openerId !== undefined && !ours.has(targetInfo.targetId)) {
      browser.send('Target.closeTarget', { targetId: targetInfo.targetId }).catch(() => {})
    }
  })
}

/** The source that runs in the preload's world at the start of each document of the main frame. */
function preloadSource(secret: string, processInfo: object, preload: string): string {
  return `if (top === self && location.href !== 'about:blank') {
    (${runPreload.toString()})((${makeWorldBridge.toString()})('${secret}', 'isolated'), (${makeCodec.toString()})(), ${JSON.stringify(processInfo)},
    function (require, process, module, exports) { ${preload}\n })
  }`
}

/** One Chromium page behind a web contents: its session, its two worlds, its requests. */
export class PageTarget {
  readonly listener: PageListener
  id = ''
  #session: CdpSession | null = null
  #world = 0
  #frame = ''

  constructor(listener: PageListener) {
    this.listener = listener
  }

  get session(): CdpSession {
    if (this.#session === null) throw new Error('the page is not open yet')
    return this.#session
  }

  async open(size: { width: number; height: number }, preload: string, processInfo: object): Promise<void> {
    const browser = connection().session('')
    watchTargets(browser)
    this.id = (await browser.send('Target.createTarget', { url: 'about:blank', newWindow: true, ...size })).targetId
    ours.set(this.id, this)
    const { sessionId } = await browser.send('Target.attachToTarget', { targetId: this.id, flatten: true })
    const session = connection().session(sessionId)
    this.#session = session
    this.#listen(session)
    this.#frame = (await session.send('Page.getFrameTree')).frameTree.frame.id
    const secret = `double-${crypto.randomUUID()}`
    const page = `(${guardPage.toString()})((${makeWorldBridge.toString()})('${secret}', 'main'))`
    await Promise.all([
      session.send('Page.enable'),
      session.send('Runtime.enable'),
      session.send('Inspector.enable'),
      session.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] }),
      session.send('Runtime.addBinding', { name: BINDING, executionContextName: WORLD }),
      session.send('Page.addScriptToEvaluateOnNewDocument', { source: page }),
      session.send('Page.addScriptToEvaluateOnNewDocument', {
        worldName: WORLD,
        source: preloadSource(secret, processInfo, preload)
      }),
      // A new target's size counts the frame that headless Chromium imagines around it.
      this.resize(size.width, size.height, 1)
    ])
  }

  #listen(session: CdpSession): void {
    const { listener } = this
    session.on('Runtime.executionContextCreated', ({ context }) => {
      const { frameId } = (context.auxData ?? {}) as { frameId?: string }
      if (context.name === WORLD && frameId === this.#frame) this.#world = context.id
    })
    session.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name === BINDING && executionContextId === this.#world) listener.message(codec.decode(payload) as FromPage)
    })
    session.on('Fetch.requestPaused', (paused) => {
      const isMainDocument = paused.resourceType === 'Document' && paused.frameId === this.#frame
      // A page that goes away meanwhile makes the answer impossible, not wrong.
      listener.request(paused, isMainDocument).catch(() => {})
    })
    session.on('Page.loadEventFired', () => listener.loaded())
    session.on('Page.domContentEventFired', () => listener.domReady())
    session.on('Page.frameNavigated', ({ frame }) => {
      if (frame.parentId === undefined) listener.navigated(frame.url + (frame.urlFragment ?? ''), false)
    })
    session.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      if (frameId === this.#frame) listener.navigated(url, true)
    })
    session.on('Runtime.consoleAPICalled', ({ type, args }) => {
      listener.console(type, args.map((arg) => String(arg.value ?? arg.description ?? arg.type)).join(' '))
    })
    session.on('Page.windowOpen', ({ url, windowName, windowFeatures }) => {
      listener.opens({ url, frameName: windowName, features: windowFeatures.join(','), disposition: 'foreground-tab' })
    })
    session.on('Inspector.targetCrashed', () => listener.crashed())
  }

  /** Hands a message to the preload's world; without one (nothing loaded yet) it is lost, as in Electron. */
  async deliver(message: ToPage): Promise<void> {
    if (this.#world === 0) return
    const expression = `__doubleReceive(${JSON.stringify(codec.encode(message))})`
    await this.session.send('Runtime.evaluate', { expression, contextId: this.#world }).catch(() => {})
  }

  async evaluate(code: string, userGesture: boolean): Promise<unknown> {
    const { result, exceptionDetails } = await this.session.send('Runtime.evaluate', {
      expression: code,
      awaitPromise: true,
      returnByValue: true,
      userGesture
    })
    if (exceptionDetails === undefined) return result.value as unknown
    throw new Error(exceptionDetails.exception?.description?.split('\n')[0] ?? exceptionDetails.text)
  }

  /** The page's size in screen pixels and its zoom: at 2, it has half as many CSS pixels, each twice as large. */
  async resize(width: number, height: number, zoom: number): Promise<void> {
    await this.session.send('Emulation.setDeviceMetricsOverride', {
      width: Math.round(width / zoom),
      height: Math.round(height / zoom),
      deviceScaleFactor: zoom,
      mobile: false
    })
  }

  async setColorScheme(value: 'light' | 'dark'): Promise<void> {
    await this.session.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value }] })
  }

  /** What the page's origin may do in Chromium: no more than the app's own rules grant it. */
  async setPermissions(origin: string, granted: ReadonlyMap<PermissionName, boolean>): Promise<void> {
    if (origin === 'null') return
    const browser = connection().session('')
    for (const [name, isGranted] of granted) {
      const setting = isGranted ? 'granted' : 'denied'
      await browser.send('Browser.setPermission', { permission: { name }, setting, origin })
    }
  }

  /** Runs an editing command of the page's, as its menu item would. */
  async edit(command: string): Promise<void> {
    await this.session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', commands: [command] })
  }

  /** The answer never comes: the page's process is gone by then. */
  crash(): void {
    this.session.send('Page.crash').catch(() => {})
  }

  close(): void {
    ours.delete(this.id)
    connection()
      .session('')
      .send('Target.closeTarget', { targetId: this.id })
      .catch(() => {})
  }
}
