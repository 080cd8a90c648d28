// Runs a program in the foreground, as a shell would, and reports how it ended.
import { spawn } from 'node:child_process'

/**
 * Ctrl+C reaches the program through the terminal, and again through npm. A signal for this process alone does not, so it
 * is passed on when the program has not ended by itself after a while, milliseconds; sent at once it would arrive twice,
 * which ends without tidying.
 */
const PASS_ON_AFTER = 1500

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 * @returns {Promise<{ code: number | null, signal: NodeJS.Signals | null, error: NodeJS.ErrnoException | null, isStopped: boolean, milliseconds: number }>}
 *   `isStopped` when the user or the system asked for the end; `error` when it could not be started
 */
export function runProgram(command, args, options) {
  return new Promise((resolve) => {
    const began = performance.now()
    let isStopped = false
    const child = spawn(command, args, { stdio: 'inherit', ...options })
    const interrupted = () => {
      if (!isStopped) setTimeout(() => child.kill('SIGINT'), PASS_ON_AFTER).unref()
      isStopped = true
    }
    const terminated = () => {
      isStopped = true
      child.kill('SIGTERM')
    }
    process.on('SIGINT', interrupted)
    process.on('SIGTERM', terminated)
    const end = (code, signal, error) => {
      process.off('SIGINT', interrupted)
      process.off('SIGTERM', terminated)
      resolve({ code, signal, error, isStopped, milliseconds: performance.now() - began })
    }
    child.once('error', (error) => end(null, null, error))
    child.once('exit', (code, signal) => end(code, signal, null))
  })
}
