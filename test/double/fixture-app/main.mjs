// A small app that uses of Electron what a desktop product uses; double.e2e.ts drives it.
import { writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { app, BrowserWindow, dialog, ipcMain, Menu, nativeTheme, net, protocol, session, shell } from 'electron'

const ROOT = import.meta.dirname
const CSP = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; worker-src 'self'"
const log = []
globalThis.fixture = { log, veto: false }

app.enableSandbox()
protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }
])

function sendAll(channel, ...args) {
  for (const window of BrowserWindow.getAllWindows()) window.webContents.send(channel, ...args)
}

function openWindow() {
  const window = new BrowserWindow({
    width: 900,
    height: 700,
    show: false,
    webPreferences: {
      preload: join(ROOT, 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false
    }
  })
  window.once('ready-to-show', () => window.show())
  window.on('close', (event) => {
    log.push('close')
    if (globalThis.fixture.veto) event.preventDefault()
  })
  return window.loadURL('app://bundle/index.html')
}

function serve() {
  protocol.handle('app', async (request) => {
    const { pathname } = new URL(request.url)
    if (pathname === '/echo') return new Response(`${request.method} ${await request.text()}`)
    const body = await readFile(join(ROOT, 'page', pathname)).catch(() => null)
    if (body === null) return new Response('not found', { status: 404 })
    const type = pathname.endsWith('.js') ? 'text/javascript' : 'text/html'
    return new Response(body, { headers: { 'content-type': type, 'content-security-policy': CSP } })
  })
}

function answer() {
  ipcMain.handle('echo', (_event, value) => value)
  ipcMain.handle('describe', (event, value) => [
    value.constructor.name,
    event.senderFrame.url,
    event.senderFrame.origin,
    event.senderFrame === event.sender.mainFrame,
    BrowserWindow.fromWebContents(event.sender)?.id
  ])
  ipcMain.handle('fail', () => {
    throw new TypeError('not this way')
  })
  ipcMain.handle('function', () => () => 1)
  ipcMain.handle('read-file', async () => (await net.fetch(new URL('page/worker.js', import.meta.url).href)).text())
  ipcMain.handle('open-file', () => dialog.showOpenDialog({ properties: ['openFile'] }))
  ipcMain.on('note', (event, text) => event.reply('noted', `${text}!`))
}

function buildMenu() {
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      {
        label: 'File',
        submenu: [
          { id: 'hello', label: 'Hello', accelerator: 'CmdOrCtrl+H', click: () => sendAll('menu', 'hello') },
          {
            id: 'dark',
            label: 'Dark',
            type: 'checkbox',
            click: (item) => (nativeTheme.themeSource = item.checked ? 'dark' : 'light')
          },
          { id: 'one', label: 'One', type: 'radio', checked: true },
          { id: 'two', label: 'Two', type: 'radio' },
          { id: 'quit', role: 'quit' }
        ]
      },
      {
        label: 'View',
        submenu: [
          { id: 'in', role: 'zoomIn' },
          { id: 'actual', role: 'resetZoom' }
        ]
      }
    ])
  )
}

if (!app.requestSingleInstanceLock({ from: 'fixture' })) app.quit()
else {
  app.on('second-instance', (_event, argv, folder, data) => sendAll('second', { last: argv.at(-1), folder, data }))
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => {
      log.push(`will-navigate ${event.url}`)
      if (!event.url.startsWith('app://bundle/')) event.preventDefault()
    })
    contents.setWindowOpenHandler(({ url }) => {
      log.push(`open ${url}`)
      void shell.openExternal(url)
      return { action: 'deny' }
    })
    contents.on('render-process-gone', (_event, details) => log.push(`gone ${details.reason}`))
  })
  for (const name of ['before-quit', 'will-quit', 'window-all-closed']) {
    app.on(name, () => log.push(name))
  }
  app.on('window-all-closed', () => app.quit())
  app.on('will-quit', () => writeFileSync(join(app.getPath('userData'), 'log.json'), JSON.stringify(log)))
  void app.whenReady().then(() => {
    session.defaultSession.setPermissionRequestHandler((_contents, _permission, decide) => decide(false))
    session.defaultSession.webRequest.onBeforeRequest({ urls: ['app://bundle/blocked*'] }, (_details, decide) =>
      decide({ cancel: true })
    )
    serve()
    answer()
    buildMenu()
    return openWindow()
  })
}
