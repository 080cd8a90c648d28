import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'

const START = join(import.meta.dirname, '../../build/start.mjs')
/** A namespace of users in which no further one can be made: the kernel itself refuses, as on a system that denies them. */
const DENIED = [
  'unshare',
  '--user',
  '--map-user=1000',
  '--keep-caps',
  'sh',
  '-c',
  'echo 0 >/proc/sys/user/max_user_namespaces && exec "$@"',
  'sh'
]
const ALLOWED = ['unshare', '--user', '--map-user=1000']

interface Started {
  /** The first line that fits. */
  said(pattern: RegExp): Promise<string>
  readonly ended: Promise<number | null>
  stop(): void
}

let folder: string
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vmatlas-start-command-'))
  // A runtime and an opener of addresses that only note that they were started.
  writeFileSync(join(folder, 'electron'), `#!/bin/sh\necho "$@" >'${folder}/window'\n`, { mode: 0o755 })
  writeFileSync(join(folder, 'xdg-open'), `#!/bin/sh\necho "$1" >'${folder}/opened'\n`, { mode: 0o755 })
  writeFileSync(join(folder, 'chrome-sandbox'), '', { mode: 0o755 })
})
test.afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** `npm start` of a user on a desktop, without npm. */
function start([command = '', ...prefix]: readonly string[]): Started {
  const environment: NodeJS.ProcessEnv = {
    ...process.env,
    PATH: `${folder}:${process.env['PATH']}`,
    DISPLAY: ':0',
    XDG_CONFIG_HOME: folder,
    XDG_RUNTIME_DIR: folder,
    ELECTRON_OVERRIDE_DIST_PATH: folder
  }
  delete environment['CI']
  const child = spawn(command, [...prefix, process.execPath, START], { env: environment, stdio: 'pipe' })
  let text = ''
  child.stdout.on('data', (bytes) => (text += String(bytes)))
  child.stderr.on('data', (bytes) => (text += String(bytes)))
  return {
    async said(pattern) {
      await expect.poll(() => text).toMatch(pattern)
      return pattern.exec(text)?.[0] ?? ''
    },
    ended: new Promise((resolve) => child.once('exit', resolve)),
    stop: () => void child.kill('SIGTERM')
  }
}

test('where user namespaces are denied, two commands are named, and a browser shows the app', async ({ page }) => {
  const started = start(DENIED)
  await started.said(/max_user_namespaces is 0\)/)
  await started.said(
    new RegExp(`sudo chown root:root ${folder}/chrome-sandbox\n  sudo chmod 4755 ${folder}/chrome-sandbox\n`)
  )
  await page.goto(await started.said(/http:\/\/127\.0\.0\.1:\S+/))
  await expect(page.getByTestId('process-count')).not.toBeEmpty()
  expect(readFileSync(join(folder, 'opened'), 'utf8')).toMatch(/^http:\/\/127\.0\.0\.1:/)
  expect(existsSync(join(folder, 'window'))).toBe(false)
  started.stop()
  await started.ended
})

test('where they are allowed, the same start opens the window', async () => {
  expect(await start(ALLOWED).ended).toBe(0)
  expect(readFileSync(join(folder, 'window'), 'utf8').trim()).toBe(join(START, '../..'))
})
