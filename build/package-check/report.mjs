// One line for each thing that was looked at, and a sum of them.
import { execFileSync, spawnSync } from 'node:child_process'
import { join } from 'node:path'

export const ROOT = join(import.meta.dirname, '../..')
export const totals = { passed: 0, failed: 0 }

export function check(what, isRight, detail = '') {
  if (isRight) totals.passed++
  else totals.failed++
  console.log(`${isRight ? 'ok    ' : 'FAILED'} ${what}${isRight || !detail ? '' : `\n       ${detail}`}`)
}

/** A program's output. @throws when it fails */
export function run(command, args, options = {}) {
  return execFileSync(command, args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], ...options })
}

/** Checks that a program ends well. */
export function checkRun(what, command, args, options = {}) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd: ROOT, encoding: 'utf8', ...options })
  check(what, status === 0, error?.message ?? `${stdout}${stderr}`.slice(0, 2000))
}
