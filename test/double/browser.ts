import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findBrowser } from '../../build/find-browser.mjs'
import { CdpConnection } from './cdp.ts'

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--no-startup-window',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--disable-popup-blocking',
  '--hide-scrollbars',
  '--password-store=basic',
  // Nothing outside this machine can be reached, also by what the request interception does not see (WebSockets, popups).
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
  '--remote-debugging-port=0',
  // The end of this pipe takes Chromium down with us, however we die: a crashed test leaves no browser behind.
  '--remote-debugging-pipe'
]

let child: ChildProcess | null = null
let folder: string | null = null
let open: CdpConnection | null = null

/** The connection to the one Chromium behind all windows. @throws Error before the app is ready. */
export function connection(): CdpConnection {
  if (open === null) throw new Error('the browser behind the electron double is not running')
  return open
}

/** Starts Chromium and prints the line by which Playwright's `_electron.launch()` finds it. */
export async function startBrowser(locale: string): Promise<void> {
  const executable = findBrowser()
  if (executable === null)
    throw new Error('The electron double needs a Chromium: install one or set CHROMIUM to its path.')
  folder = mkdtempSync(join(tmpdir(), 'electron-double-'))
  const started = spawn(executable, [...FLAGS, `--lang=${locale}`, `--user-data-dir=${folder}`], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    env: { ...process.env, LANGUAGE: locale }
  })
  child = started
  const url = await new Promise<string>((resolve, reject) => {
    let said = ''
    started.stderr?.on('data', (bytes: Buffer) => {
      if (said.length < 65_536) said += bytes.toString()
      const address = /^DevTools listening on (ws:\S+)$/m.exec(said)?.[1]
      if (address !== undefined) resolve(address)
    })
    started.once('error', reject)
    started.once('exit', () => reject(new Error(`Chromium ended before it was ready:\n${said}`)))
  })
  open = await CdpConnection.open(url)
  await open.session('').send('Target.setDiscoverTargets', { discover: true })
  process.stderr.write(`DevTools listening on ${url}\n`)
}

/** Ends Chromium. Its folder goes when this process does, a moment later: until then Chromium may still write to it. */
export function stopBrowser(): void {
  child?.kill('SIGKILL')
}

process.on('exit', () => {
  stopBrowser()
  try {
    if (folder !== null) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  } catch {
    // What stays is in the system's temporary folder.
  }
})
