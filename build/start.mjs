// `npm start`: the desktop app where the Electron runtime is installed, otherwise the same app in a browser.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { buildIfNeeded } from './build-if-needed.mjs'
import { electronPath } from './electron-path.mjs'

const ROOT = join(import.meta.dirname, '..')
const given = process.argv.slice(2)

buildIfNeeded()
const electron = electronPath()
if (electron === null) {
  console.log('The Electron runtime is not installed, so vmatlas opens in a browser instead (same screens, same data).')
}
const [command, args] = electron
  ? [electron, [ROOT, ...given]]
  : [process.execPath, [join(ROOT, 'out/main/cli.js'), 'serve', ...given]]
const child = spawn(command, args, { cwd: process.cwd(), stdio: 'inherit' })
// Ctrl+C reaches the child through the terminal. A signal for this process alone does not, so it is passed on when the
// child has not ended by itself after a while, milliseconds; sent at once it would arrive twice, which ends without tidying.
const PASS_ON_AFTER = 1500
process.once('SIGINT', () => {
  process.on('SIGINT', () => {})
  setTimeout(() => child.kill('SIGINT'), PASS_ON_AFTER).unref()
})
process.on('SIGTERM', () => child.kill('SIGTERM'))
child.on('exit', (code, signal) => {
  process.exitCode = signal === 'SIGINT' ? 0 : (code ?? 1)
})
