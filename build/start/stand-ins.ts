import { createHash } from 'node:crypto'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strToU8, zipSync } from 'fflate'
import { vi } from 'vitest'
import { electronPackage } from '../electron-path.mjs'
import { startApp } from './start-app.mjs'

const MODULES = join(import.meta.dirname, '../../node_modules')
const VERSION = '45.0.0'
/** The zip that a mirror serves for this machine. */
const ZIP_NAME = `electron-v${VERSION}-${process.platform}-${process.arch}.zip`

/** A runtime that notes that it was started, with its arguments, and ends as the rest of the script says. */
const runtime = (folder: string, ending: string): string =>
  `#!/bin/sh\nprintf '%s\\n' window "$@" >> '${join(folder, 'started')}'\n${ending}\n`

export interface Outcome {
  readonly said: string
  /** What was started, each with its arguments, one word a line. */
  readonly started: string
  readonly status: number
  readonly milliseconds: number
}

/** A machine on which `npm start` finds stand-ins for everything it starts. */
export class FakeMachine {
  readonly folder = mkdtempSync(join(tmpdir(), 'vmatlas-start-'))
  readonly #servers: Server[] = []
  /** A desktop of an ordinary user; tests change what they are about. */
  environment: NodeJS.ProcessEnv = {
    PATH: process.env['PATH'],
    DISPLAY: ':0',
    electron_config_cache: join(this.folder, 'cache')
  }
  uid = 1000

  constructor() {
    writeFileSync(
      join(this.folder, 'cli.mjs'),
      `import { appendFileSync } from 'node:fs'
       appendFileSync('${join(this.folder, 'started')}', ['browser', ...process.argv.slice(2), ''].join('\\n'))`
    )
    mkdirSync(join(this.folder, 'sys/kernel'), { recursive: true })
  }

  /** Sets a setting of the kernel, for example `kernel/apparmor_restrict_unprivileged_userns`. */
  setKernel(name: string, value: string): void {
    writeFileSync(join(this.folder, 'sys', name), `${value}\n`)
  }

  /** A runtime that is there. */
  putRuntime(ending: string): string {
    const dist = join(this.folder, 'dist')
    mkdirSync(dist)
    writeFileSync(join(dist, 'electron'), runtime(this.folder, ending), { mode: 0o755 })
    writeFileSync(join(dist, 'chrome-sandbox'), '')
    this.environment['ELECTRON_OVERRIDE_DIST_PATH'] = dist
    return dist
  }

  /** An electron package as npm leaves it: without its runtime. Gives the zip that belongs to it. */
  putPackage(ending: string): Uint8Array {
    const electron = this.electronFolder
    const real = electronPackage()
    if (real === null) throw new Error('the electron package is not installed')
    mkdirSync(electron, { recursive: true })
    for (const name of ['@electron', '@electron-internal']) symlinkSync(join(MODULES, name), join(electron, '..', name))
    copyFileSync(join(real, 'install.js'), join(electron, 'install.js'))
    writeFileSync(join(electron, 'package.json'), JSON.stringify({ name: 'electron', version: VERSION }))
    const zip = zipSync({
      electron: [strToU8(runtime(this.folder, ending)), { os: 3, attrs: 0o100755 << 16 }],
      version: strToU8(VERSION),
      // So large that it arrives in several pieces.
      padding: [crypto.getRandomValues(new Uint8Array(60_000)), { level: 0 }]
    })
    const sum = createHash('sha256').update(zip).digest('hex')
    writeFileSync(join(electron, 'checksums.json'), JSON.stringify({ [ZIP_NAME]: sum }))
    return zip
  }

  get electronFolder(): string {
    return join(this.folder, 'node_modules/electron')
  }

  /** A mirror of Electron's releases on this machine. */
  async serve(answer: RequestListener): Promise<string> {
    const server = createServer(answer)
    this.#servers.push(server)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    this.environment['ELECTRON_MIRROR'] = `http://127.0.0.1:${port}/`
    return `127.0.0.1:${port}`
  }

  async start(args: readonly string[] = [], stalled = 20_000): Promise<Outcome> {
    let said = ''
    // The downloader reads the mirror from the process's own environment.
    vi.stubEnv('ELECTRON_MIRROR', this.environment['ELECTRON_MIRROR'])
    const began = performance.now()
    const status = await startApp({
      args,
      environment: this.environment,
      uid: this.uid,
      app: '/the/app',
      cli: join(this.folder, 'cli.mjs'),
      cwd: this.folder,
      electronFolder: this.electronFolder,
      output: { write: (text) => (said += text) },
      sys: join(this.folder, 'sys'),
      stalled
    })
    return { said, status, started: this.#started(), milliseconds: performance.now() - began }
  }

  #started(): string {
    try {
      return readFileSync(join(this.folder, 'started'), 'utf8')
    } catch {
      return ''
    }
  }

  /** Uses a program of the system that is root's and setuid as the helper: only root could make one. */
  putSetuidHelper(dist: string): void {
    rmSync(join(dist, 'chrome-sandbox'))
    symlinkSync('/usr/bin/su', join(dist, 'chrome-sandbox'))
  }

  remove(): void {
    vi.unstubAllEnvs()
    for (const server of this.#servers) {
      server.close()
      server.closeAllConnections()
    }
    rmSync(this.folder, { recursive: true, force: true })
  }
}
