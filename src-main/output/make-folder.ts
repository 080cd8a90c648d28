import { existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

/**
 * Makes a folder and those above it that are missing; one that is there stays as it is. Our own, because `mkdirSync` with
 * `recursive` never ends below /proc: no folder can be made there, and the kernel reports ENOENT, as if the one above were missing.
 * @param mode of folders that are made
 * @throws the system's error
 */
export function makeFolder(folder: string, mode = 0o777): void {
  const missing: string[] = []
  for (let path = resolve(folder); !existsSync(path); path = dirname(path)) missing.push(path)
  for (const path of missing.reverse()) makeOne(path, mode)
  if (missing.length === 0) makeOne(folder, mode)
}

/** Another process may have made it in the meantime. */
function makeOne(path: string, mode: number): void {
  try {
    mkdirSync(path, { mode })
  } catch (error) {
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw error
  }
}
