// Where the Electron executable is. Asking the electron package itself (`require('electron')`, `npx electron`) would start
// a download when it is missing; this only looks. As a script: prints the path, or exits 3 with one sentence.
import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const NAMES = { win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron' }

/** The folder of the installed electron package, or null. */
function packageFolder() {
  try {
    return dirname(createRequire(import.meta.url).resolve('electron/package.json'))
  } catch {
    return null
  }
}

/** The executable's path, or null when it is not installed. ELECTRON_OVERRIDE_DIST_PATH goes first, as in Electron. */
export function electronPath(environment = process.env) {
  const folder = packageFolder()
  const note = folder === null ? null : join(folder, 'path.txt')
  const name =
    note !== null && existsSync(note) ? readFileSync(note, 'utf8').trim() : (NAMES[process.platform] ?? 'electron')
  const dist = environment.ELECTRON_OVERRIDE_DIST_PATH || (folder === null ? null : join(folder, 'dist'))
  const path = dist === null ? null : join(dist, name)
  return path !== null && existsSync(path) ? path : null
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === import.meta.filename) {
  const path = electronPath()
  if (path === null) {
    console.error(
      'The Electron runtime is not installed: fetch it with "npx install-electron", or set ELECTRON_OVERRIDE_DIST_PATH.'
    )
    process.exit(3)
  }
  console.log(path)
}
