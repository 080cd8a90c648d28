import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test as base, type Page } from '@playwright/test'
import { buildKnownProgram, startKnownProcess, type KnownProcess } from './known-process.ts'

const CLI = join(import.meta.dirname, '../../out/main/cli.js')

/** A running `vmatlas serve` of the built app. */
export interface BrowserHost {
  /** The address that it printed: good for one browser, which may come back to it. */
  readonly url: string
  readonly port: number
  /** Sends a signal and gives the exit status, null when the signal ended it. */
  stop(signal: NodeJS.Signals): Promise<number | null>
}

export interface HostSettings {
  /** Folder of its settings. */
  readonly configuration: string
  readonly port?: number
  /** Command in front of it. */
  readonly prefix?: readonly string[]
  /** Another copy of the built command. */
  readonly cli?: string
  /** Files for its first page. */
  readonly files?: readonly string[]
}

export async function startBrowserHost(settings: HostSettings): Promise<BrowserHost> {
  const port = settings.port === undefined ? [] : ['--port', String(settings.port)]
  const [program = '', ...args] = [
    ...(settings.prefix ?? []),
    process.execPath,
    settings.cli ?? CLI,
    'serve',
    '--no-open',
    ...port,
    ...(settings.files ?? [])
  ]
  const child: ChildProcess = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, XDG_CONFIG_HOME: settings.configuration }
  })
  const said: string[] = []
  child.stderr?.on('data', (data) => said.push(String(data)))
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const url = await new Promise<string>((resolve, reject) => {
    child.once('error', reject)
    child.stdout?.once('data', (data) => resolve(String(data).split('\n')[0] ?? ''))
    void ended.then((status) => reject(new Error(`vmatlas serve ended with status ${status}: ${said.join('')}`)))
  })
  return {
    url,
    port: Number(new URL(url).port),
    stop(signal) {
      child.kill(signal)
      return ended
    }
  }
}

interface WorkerFixtures {
  /** Folder that is there as long as the worker. */
  folder: string
  program: string
}

interface TestFixtures {
  configuration: string
  /** Command in front of the host; an option for test.use. */
  prefix: readonly string[]
  host: BrowserHost
  known: KnownProcess
  /** The app's page, its process list drawn. Fails the test when the page logs an error to its console. */
  app: Page
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  folder: [
    async ({}, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'vmatlas-e2e-'))
      await use(folder)
      rmSync(folder, { recursive: true, force: true })
    },
    { scope: 'worker' }
  ],
  program: [async ({ folder }, use) => use(buildKnownProgram(folder)), { scope: 'worker' }],
  configuration: async ({ folder }, use) => use(mkdtempSync(join(folder, 'configuration-'))),
  prefix: [[], { option: true }],
  host: async ({ configuration, prefix }, use) => {
    const host = await startBrowserHost({ configuration, prefix })
    await use(host)
    await host.stop('SIGKILL')
  },
  known: async ({ program }, use) => {
    const known = await startKnownProcess(program)
    await use(known)
    await known.kill()
  },
  app: async ({ page, host }, use) => {
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(error.message))
    await page.goto(host.url)
    await expect(page.getByTestId('process-count')).not.toBeEmpty()
    await use(page)
    expect(errors).toEqual([])
  }
})

/** Finds a process in the list by its name and clicks it. */
export async function choose(page: Page, process: { readonly pid: number; readonly name: string }): Promise<void> {
  await page.getByTestId('process-filter').fill(process.name)
  await page.locator(`[data-pid="${process.pid}"] .is-name`).click()
}

/** What a command prints. @throws Error when it fails */
export function outputOf(command: string, ...args: string[]): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
  if (status !== 0) throw error ?? new Error(`${command}: ${stderr}`)
  return stdout
}

export { expect }
