// Fetches the Electron runtime, which the npm package does not bring: into the cache that all Electron apps of this user
// share, checked against the checksums in the package, and from there by the package's own install.js into its folder.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { progressLine } from './progress.mjs'
import { proxyName, useProxy } from './proxy.mjs'

/** Milliseconds without a byte after which a download is given up. */
const STALLED = 20_000
/** Milliseconds in which a second Ctrl+C is the first one again: the terminal sends one, npm another. */
const SAME_STROKE = 1000
const STOPPED = 'it was stopped with Ctrl+C'

/** Why a download failed, in words. */
function reasonOf(error, host, aborted) {
  if (aborted !== undefined) return aborted
  const code = error.cause?.code ?? error.code
  if (error.name === 'ChecksumMismatchError' || /checksum/i.test(error.message))
    return `what ${host} sent is not the file that this version needs (its checksum is wrong), so it was thrown away`
  if (error.name === 'HTTPError') return `${host} answered ${error.response.status} ${error.response.statusText}`.trim()
  if (code === 'ENOSPC') return 'the disk is full'
  if (code === 'EACCES' || code === 'EROFS') return `${error.path ?? 'the cache folder'} can not be written`
  if (error.message === 'fetch failed' || error.name === 'TypeError')
    return `${host} can not be reached (${code ?? error.cause?.message ?? error.message})`
  return error.message
}

/** Calls `stop` at the first Ctrl+C while `work` runs. */
async function untilInterrupted(work, stop) {
  let first = null
  const interrupted = () => {
    first ??= performance.now()
    if (performance.now() - first > SAME_STROKE) process.exit(130)
    stop()
  }
  process.on('SIGINT', interrupted)
  try {
    return await work()
  } finally {
    // What is started next must not be ended by the stroke's second arrival.
    if (first !== null) await sleep(SAME_STROKE / 2)
    process.off('SIGINT', interrupted)
  }
}

/** Runs the package's install.js, which finds the archive in the cache. Gives what went wrong, or null. */
function unpack(folder, environment, signal) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(folder, 'install.js')], {
      // Settings under which it would not take the archive that was just checked.
      env: {
        ...environment,
        force_no_cache: '',
        electron_use_remote_checksums: '',
        npm_config_electron_use_remote_checksums: ''
      },
      stdio: ['ignore', 'ignore', 'pipe'],
      signal
    })
    let said = ''
    child.stderr.on('data', (bytes) => (said = (said + bytes).slice(0, 4096)))
    child.once('error', (error) => resolve(error.name === 'AbortError' ? STOPPED : error.message))
    child.once('close', (code, killed) =>
      resolve(code === 0 ? null : said.split('\n')[0] || `install.js ended with ${killed ?? code}`)
    )
  })
}

/**
 * Fetches and unpacks the runtime, and prints what it does.
 * @param {{ folder: string, environment: NodeJS.ProcessEnv, output: NodeJS.WritableStream & { isTTY?: boolean }, stalled?: number }} given
 *   `folder` is that of the electron package
 * @returns {Promise<string | null>} why it is not there, as the end of a sentence; null when it is
 */
export async function fetchRuntime({ folder, environment, output, stalled = STALLED }) {
  const require = createRequire(join(folder, 'package.json'))
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const { downloadArtifact, FetchDownloader, initializeProxy } = await import(
    pathToFileURL(require.resolve('@electron/get')).href
  )
  const proxy = proxyName(environment)
  if (proxy !== null && !useProxy(environment)) initializeProxy()
  const stop = new AbortController()
  const progress = progressLine(output)
  let host = 'the server'
  let aborted
  let timer
  const abort = (why) => {
    aborted ??= why
    stop.abort()
  }
  const wait = () => {
    clearTimeout(timer)
    timer = setTimeout(() => abort(`nothing arrived from ${host} for ${Math.round(stalled / 1000)} seconds`), stalled)
  }
  const downloader = {
    async download(url, file, options) {
      host = new URL(url).host
      output.write(
        `Fetching the Electron runtime ${version} from ${host}${proxy === null ? '' : ` through the proxy ${proxy}`}: ` +
          'about 120 MB, once. Ctrl+C opens vmatlas in a browser instead.\n'
      )
      wait()
      await new FetchDownloader().download(url, file, options)
    }
  }
  const work = async () => {
    try {
      await downloadArtifact({
        version,
        artifactName: 'electron',
        platform: environment.ELECTRON_INSTALL_PLATFORM || environment.npm_config_platform || process.platform,
        arch: environment.ELECTRON_INSTALL_ARCH || environment.npm_config_arch || process.arch,
        cacheRoot: environment.electron_config_cache,
        checksums: JSON.parse(readFileSync(join(folder, 'checksums.json'), 'utf8')),
        downloader,
        downloadOptions: {
          quiet: true,
          signal: stop.signal,
          getProgressCallback: ({ transferred, total }) => {
            wait()
            progress.show(transferred, total)
          }
        }
      })
    } catch (error) {
      return reasonOf(error, host, aborted) + (proxy === null ? '' : `, through the proxy ${proxy}`)
    } finally {
      clearTimeout(timer)
      progress.end()
    }
    output.write('Unpacking it …\n')
    return unpack(folder, environment, stop.signal)
  }
  return untilInterrupted(work, () => abort(STOPPED))
}
