import type * as E from 'electron'
import { app } from './app.ts'
import { covered, CoveredEmitter, vetoEvent } from './covered.ts'
import { answerInvoke, ipcMain } from './ipc-main.ts'
import { originOf, toAppAddress, toPageAddress } from './page-address.ts'
import { answerRequest } from './page-requests.ts'
import { PageScale, type Size } from './page-scale.ts'
import { PageTarget, type PageListener } from './page-target.ts'
import type { FromPage } from './preload-world.ts'
import { record } from './recorded.ts'
import { defaultSession } from './session.ts'
import { grantedBy } from './permissions.ts'
import { isUnkind } from './unkind.ts'
import { mainFrameOf } from './web-frame-main.ts'
import { processOf, readPreload, refuseWeakened } from './web-preferences.ts'

type OpenHandler = Parameters<E.WebContents['setWindowOpenHandler']>[0]
type OpenDetails = Parameters<PageListener['opens']>[0]
type EditCommand = 'undo' | 'redo' | 'cut' | 'copy' | 'paste' | 'selectAll'

const all = new Map<number, WebContents>()
let lastId = 0

export class WebContents extends CoveredEmitter {
  readonly id = ++lastId
  readonly session = defaultSession
  readonly mainFrame
  /** Settles when the page behind this is open; commands wait for it. */
  readonly opened: Promise<void>
  readonly preferences: E.WebPreferences
  readonly #page: PageTarget
  readonly #scale: PageScale
  #url = ''
  #title = ''
  /** The page address that a load from the main process asked for; other navigations are the page's own. */
  #expected: string | null = null
  #isLoading = false
  #isDestroyed = false
  #isCrashed = false
  #hasFailed = false
  #openHandler: OpenHandler = () => ({ action: 'allow' })

  constructor(preferences: E.WebPreferences, size: Size) {
    super()
    refuseWeakened(preferences)
    this.preferences = preferences
    // One object for the life of the contents: apps compare it with `event.senderFrame`.
    this.mainFrame = mainFrameOf(this.id, () => this.#url)
    this.#page = new PageTarget(this.#pageListener())
    this.#scale = new PageScale(size, (width, height, factor) => {
      void this.opened.then(() => this.#page.resize(width, height, factor)).catch(() => {})
    })
    all.set(this.id, this)
    this.opened = this.#page.open(size, readPreload(preferences.preload), processOf(preferences))
    this.opened.catch((error: unknown) => {
      if (!this.#isDestroyed) console.error('electron double:', error)
    })
    app.emit('web-contents-created', vetoEvent({}), this)
  }

  static all(): WebContents[] {
    return [...all.values()]
  }

  /** The id by which Playwright finds the window of a page. */
  get targetId(): string {
    return this.#page.id
  }

  #pageListener(): PageListener {
    return {
      message: (message) => void this.#receive(message),
      request: async (paused, isMainDocument) => {
        if (isMainDocument && !this.#mayNavigate(paused.request.url, paused.redirectedRequestId !== undefined)) {
          await this.#page.session.send('Fetch.failRequest', { requestId: paused.requestId, errorReason: 'Aborted' })
        } else await answerRequest(this.#page.session, paused, this.id, isMainDocument)
      },
      loaded: () => {
        this.#isLoading = false
        if (this.#hasFailed || isUnkind('no-load')) return
        this.emit('did-finish-load', vetoEvent({}))
        this.emit('did-stop-loading', vetoEvent({}))
      },
      domReady: () => this.emit('dom-ready', vetoEvent({})),
      navigated: (address, isInPage) => {
        // Chromium's own page about a failure: the address stays the one that was asked for.
        this.#hasFailed = address.startsWith('chrome-error:')
        if (this.#hasFailed) return
        this.#isCrashed = false
        this.#url = toAppAddress(address)
        if (isInPage) this.emit('did-navigate-in-page', vetoEvent({}), this.#url, true)
        else this.emit('did-navigate', vetoEvent({}), this.#url, 200, 'OK')
      },
      console: (level, message) => this.emit('console-message', vetoEvent({ level, message, frame: this.mainFrame })),
      opens: (details) => this.#open(details),
      crashed: () => {
        this.#isCrashed = true
        this.emit('render-process-gone', vetoEvent({}), { reason: 'crashed', exitCode: 5 })
        app.emit('render-process-gone', vetoEvent({}), this, { reason: 'crashed', exitCode: 5 })
      },
      gone: () => this.destroy()
    }
  }

  /** Asks the app about a navigation that the page began itself. */
  #mayNavigate(address: string, isRedirect: boolean): boolean {
    if (!isRedirect && address === this.#expected) {
      this.#expected = null
      return true
    }
    const url = toAppAddress(address)
    const event = vetoEvent({
      url,
      isSameDocument: false,
      isMainFrame: true,
      frame: this.mainFrame,
      initiator: this.mainFrame
    })
    this.emit(isRedirect ? 'will-redirect' : 'will-navigate', event, url)
    return !event.defaultPrevented
  }

  #open(details: OpenDetails): void {
    const url = toAppAddress(details.url)
    const { frameName, features } = details
    const disposition = details.disposition as E.HandlerDetails['disposition']
    const referrer = { url: this.#url, policy: 'strict-origin-when-cross-origin' as const }
    const answer = this.#openHandler({ url, frameName, features, disposition, referrer })
    if (answer.action === 'allow') {
      record('window.open', url)
      console.error(`window.open(${url}) was allowed, but opening it is not in the electron double`)
    }
  }

  async #receive(message: FromPage): Promise<void> {
    this.#url = toAppAddress(message.url)
    const senderFrame = this.mainFrame
    const event = Object.assign(
      vetoEvent({ processId: this.id, frameId: 1, type: 'frame', sender: this, senderFrame, ports: [] }),
      {
        reply: (channel: string, ...args: unknown[]) => this.send(channel, ...args)
      }
    )
    if (message.op === 'open') return this.#open(message.details)
    if (message.op === 'title') {
      this.#title = message.title
      return void this.emit('page-title-updated', vetoEvent({ title: message.title }), message.title, true)
    }
    if (message.op === 'send') return void ipcMain.emit(message.channel, event, ...message.args)
    if (message.op === 'preload-error') {
      this.emit('preload-error', event, this.preferences.preload, message.error)
      return console.error('Unable to load preload script:', this.preferences.preload, message.error)
    }
    await answerInvoke(event, message, (reply) => this.#page.deliver(reply))
  }

  #alive(): void {
    if (this.#isDestroyed) throw new TypeError('Object has been destroyed')
  }

  send(channel: string, ...args: unknown[]): void {
    this.#alive()
    void this.#page.deliver({ op: 'event', channel, args })
  }

  /** Resolves when the page has loaded. @throws Error with Chromium's reason when it can't be. */
  async loadURL(url: string): Promise<void> {
    this.#alive()
    await this.opened
    const address = toPageAddress(url)
    this.#expected = address.replace(/#.*$/, '')
    this.#isLoading = true
    this.emit('did-start-loading', vetoEvent({}))
    const loaded = new Promise<void>((resolve) => this.once('did-finish-load', resolve))
    await this.#page.setPermissions(originOf(address), await grantedBy(defaultSession, this, url))
    const { errorText, loaderId } = await this.#page.session.send('Page.navigate', { url: address })
    // No loader: the same document, only at another fragment.
    if (errorText === undefined || errorText === '') return loaderId === undefined ? undefined : loaded
    this.#isLoading = false
    this.emit('did-fail-load', vetoEvent({}), -2, errorText.replace('net::', ''), url, true)
    throw Object.assign(new Error(`${errorText.replace('net::', '')} (-2) loading '${url}'`), { code: errorText, url })
  }

  reload(): void {
    this.#alive()
    this.#expected = toPageAddress(this.#url).replace(/#.*$/, '')
    this.#page.session.send('Page.reload').catch(() => {})
  }

  executeJavaScript(code: string, userGesture = false): Promise<unknown> {
    return this.opened.then(() => this.#page.evaluate(code, userGesture))
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler
  }

  getZoomFactor(): number {
    return this.#scale.factor
  }

  setZoomFactor(factor: number): void {
    if (!(factor > 0)) throw new Error("'zoomFactor' must be a double greater than 0.0")
    this.#scale.set({ factor })
  }

  getZoomLevel(): number {
    return this.#scale.level
  }

  setZoomLevel(level: number): void {
    this.#scale.set({ level })
  }

  get zoomFactor(): number {
    return this.#scale.factor
  }

  set zoomFactor(factor: number) {
    this.setZoomFactor(factor)
  }

  get zoomLevel(): number {
    return this.#scale.level
  }

  set zoomLevel(level: number) {
    this.setZoomLevel(level)
  }

  /** The window's size in screen pixels; for BrowserWindow. */
  setSize(size: Size): void {
    this.#scale.set(size)
  }

  /** Colours that pages see through `prefers-color-scheme`; for nativeTheme. */
  setColorScheme(scheme: 'light' | 'dark'): void {
    void this.opened.then(() => this.#page.setColorScheme(scheme)).catch(() => {})
  }

  #edit(command: EditCommand): void {
    void this.opened.then(() => this.#page.edit(command)).catch(() => {})
  }

  undo = (): void => this.#edit('undo')
  redo = (): void => this.#edit('redo')
  cut = (): void => this.#edit('cut')
  copy = (): void => this.#edit('copy')
  paste = (): void => this.#edit('paste')
  selectAll = (): void => this.#edit('selectAll')

  getURL = (): string => this.#url
  getLastWebPreferences = (): E.WebPreferences => this.preferences
  getTitle = (): string => this.#title
  getType = (): 'window' => 'window'
  isLoading = (): boolean => this.#isLoading
  isCrashed = (): boolean => this.#isCrashed
  isDestroyed = (): boolean => this.#isDestroyed
  isDevToolsOpened = (): boolean => false
  setVisualZoomLevelLimits = (): Promise<void> => Promise.resolve()
  openDevTools = (): void => record('webContents.openDevTools', this.id)
  closeDevTools = (): void => {}
  toggleDevTools = (): void => record('webContents.toggleDevTools', this.id)
  focus = (): void => {}

  /** Ends the page's process, for tests of `render-process-gone`. */
  forcefullyCrashRenderer(): void {
    this.#page.crash()
  }

  /** Asks the window to close, as a click on its cross would. */
  close(): void {
    this.emit('close-requested')
  }

  destroy(): void {
    if (this.#isDestroyed) return
    this.#isDestroyed = true
    all.delete(this.id)
    void this.opened.then(() => this.#page.close()).catch(() => {})
    this.emit('destroyed')
  }
}

export const webContents = covered('webContents', {
  getAllWebContents: () => WebContents.all(),
  fromId: (id: number) => all.get(id),
  fromDevToolsTargetId: (targetId: string) => WebContents.all().find((contents) => contents.targetId === targetId),
  getFocusedWebContents: () => WebContents.all().at(-1) ?? null
})
