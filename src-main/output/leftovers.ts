import { lstatSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** In another process namespace that shares the folder, a writer that lives may have a number that is free here. */
const OLD_MS = 60_000

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Removes half files that a killed writer left: those of this stem whose process is gone and that were not written to lately. */
export function removeLeftovers(folder: string, stem: string): void {
  try {
    for (const name of readdirSync(folder)) {
      if (!name.startsWith(stem)) continue
      const pid = /^(\d+)-[0-9a-f]{12}\.part$/.exec(name.slice(stem.length))?.[1]
      if (pid === undefined || isRunning(Number(pid))) continue
      const path = join(folder, name)
      if (Date.now() - lstatSync(path).mtimeMs > OLD_MS) rmSync(path, { force: true })
    }
  } catch {
    // A failed clean-up is not an error.
  }
}
