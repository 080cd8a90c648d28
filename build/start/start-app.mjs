// `npm start`, decided step by step: the desktop window where it can open, otherwise the same app in a browser, and always
// in one plain sentence why.
import { electronPath } from '../electron-path.mjs'
import { filesOf, reasonForBrowser, wordsForServe } from './choose-host.mjs'
import { fetchRuntime } from './fetch-runtime.mjs'
import { runProgram } from './run-program.mjs'
import { sandboxAdvice } from './sandbox.mjs'

/** Milliseconds: a window that ends with an error so soon never came up. */
const SOON = 10_000

/** How the runtime ended, in words. */
function endOf({ code, signal, error }) {
  if (error !== null) return `The Electron runtime could not be started (${error.code ?? error.message}).`
  if (signal === 'SIGTRAP' || signal === 'SIGABRT' || signal === 'SIGILL')
    return `The Electron runtime gave up at once (${signal}): it does so without a sandbox or a display that it can use; its own messages are above.`
  if (signal !== null) return `The Electron runtime was ended by ${signal}.`
  if (code === 127) return 'The Electron runtime lacks a library of the system; the line above names it.'
  return `The Electron runtime ended at once with status ${code}; its own messages are above.`
}

/**
 * Starts the app and waits for its end. Gives the exit status.
 * @param {object} given
 * @param {readonly string[]} given.args what follows `npm start --`
 * @param {NodeJS.ProcessEnv} given.environment
 * @param {number | undefined} given.uid of the user who starts it
 * @param {string} given.app the app's folder, for Electron
 * @param {string} given.cli the built command line
 * @param {string} given.cwd where the words of the user are relative to
 * @param {string | null} given.electronFolder that of the electron package; null when it is not installed
 * @param {NodeJS.WritableStream & { isTTY?: boolean }} given.output where the sentences go
 * @param {string} [given.sys] where the kernel's settings are
 * @param {number} [given.stalled] milliseconds after which a stalled download is given up
 */
export async function startApp(given) {
  const { args, environment, output } = given
  const print = (...lines) => output.write(`${lines.join('\n')}\n`)

  async function inBrowser(words) {
    const end = await runProgram(process.execPath, [given.cli, 'serve', ...words], { cwd: given.cwd, env: environment })
    if (end.error !== null) print(`The browser host could not be started (${end.error.message}).`)
    return end.signal === 'SIGINT' ? 0 : (end.code ?? 1)
  }

  async function findRuntime() {
    const found = electronPath(environment, given.electronFolder)
    if (found !== null) return found
    if (environment.ELECTRON_OVERRIDE_DIST_PATH) {
      print(
        `There is no Electron runtime in ${environment.ELECTRON_OVERRIDE_DIST_PATH} (ELECTRON_OVERRIDE_DIST_PATH), so vmatlas opens in a browser.`
      )
      return null
    }
    if (given.electronFolder === null) {
      print('The npm package electron is not installed (npm ci brings it), so vmatlas opens in a browser.')
      return null
    }
    const why = await fetchRuntime({ folder: given.electronFolder, environment, output, stalled: given.stalled })
    const fetched = why === null ? electronPath(environment, given.electronFolder) : null
    if (fetched === null) {
      print(
        `The Electron runtime is not there: ${why ?? 'what was fetched is for another platform'}. vmatlas opens in a browser instead.`,
        'To try again: npm start (or npx install-electron). Behind a proxy, set HTTPS_PROXY; ELECTRON_MIRROR names another server.'
      )
    }
    return fetched
  }

  const reason = reasonForBrowser(given)
  if (reason !== null) {
    print(reason)
    return inBrowser(wordsForServe(args))
  }
  const electron = await findRuntime()
  if (electron === null) return inBrowser(filesOf(args))
  const advice = sandboxAdvice(electron, given.sys)
  if (advice !== null) {
    print(...advice)
    return inBrowser(filesOf(args))
  }
  const end = await runProgram(electron, [given.app, ...args], { cwd: given.cwd, env: environment })
  const isRight = end.code === 0 || end.isStopped || end.signal === 'SIGINT' || end.signal === 'SIGTERM'
  if (isRight) return end.code ?? 0
  if (end.milliseconds > SOON) return end.code ?? 1
  print(endOf(end), 'vmatlas opens in a browser instead.')
  return inBrowser(filesOf(args))
}
