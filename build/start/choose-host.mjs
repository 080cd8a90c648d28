// Whether `npm start` may try the desktop window at all, and how its words are shared between the two hosts.

/** Options that only the browser host has. */
const SERVE_OPTIONS = ['--port', '--no-open']

const isSet = (value) => value !== undefined && value !== ''

/**
 * Why the app opens in a browser without trying the window, in one sentence; null when a window can be tried.
 * @param {{ uid: number | undefined, environment: NodeJS.ProcessEnv, args: readonly string[] }} start
 */
export function reasonForBrowser({ uid, environment, args }) {
  if (args.includes('--browser')) return 'Opening in a browser, as asked for with --browser.'
  const option = SERVE_OPTIONS.find((name) => args.some((word) => word === name || word.startsWith(`${name}=`)))
  if (option !== undefined) return `Opening in a browser, because ${option} is for the browser host.`
  if (uid === 0) return 'Opening in a browser, because Electron must not run as root.'
  if (isSet(environment.CI) && environment.CI !== 'false')
    return 'Opening in a browser, because this is a CI machine (CI is set).'
  if (!isSet(environment.DISPLAY) && !isSet(environment.WAYLAND_DISPLAY))
    return 'Opening in a browser, because there is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set).'
  return null
}

/** The words for `vmatlas serve` when it was chosen: all but our own. */
export const wordsForServe = (args) => args.filter((word) => word !== '--browser')

/** The words for `vmatlas serve` after the window failed: files only, because switches were meant for Electron. */
export const filesOf = (args) => args.filter((word) => !word.startsWith('-'))
