// Where the Electron executable is. Asking the electron package itself (`require('electron')`, `npx electron`) would start
// a download when it is missing; this only looks. As a script: prints the path, or exits 3 with one sentence.
import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const NAMES = { win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron' }

/** The folder of the installed electron package, or null. */
export function electronPackage() {
  try {
    return dirname(createRequire(import.meta.url).resolve('electron/package.json'))
  } catch {
    return null
  }
}

function textOf(file) {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    return null
  }
}

/**
 * The executable's path, or null when it is not installed. ELECTRON_OVERRIDE_DIST_PATH goes first, as in Electron. In the
 * package's own folder it counts as install.js counts: path.txt, which is written last, and the package's version.
 */
export function electronPath(environment = process.env, folder = electronPackage()) {
  const note = folder === null ? null : textOf(join(folder, 'path.txt'))
  const override = environment.ELECTRON_OVERRIDE_DIST_PATH
  if (override) {
    const path = join(override, note ?? NAMES[process.platform] ?? 'electron')
    return existsSync(path) ? path : null
  }
  if (folder === null || note === null) return null
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const path = join(folder, 'dist', note)
  const isWhole = textOf(join(folder, 'dist/version'))?.replace(/^v/, '') === version
  return isWhole && existsSync(path) ? path : null
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
