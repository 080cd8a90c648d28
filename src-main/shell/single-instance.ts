import { mkdtempSync, readlinkSync, rmSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { app } from 'electron'
import type { Start } from '#main/services/start-request.ts'

/** What Chromium keeps its lock in: a link to the machine's name and a process id (chrome/browser/process_singleton_posix.cc). */
const LOCK = 'SingletonLock'

/** Whether the lock of a folder is one of a process that runs on this machine. */
export function isHeldHere(folder: string): boolean {
  try {
    const holder = readlinkSync(join(folder, LOCK))
    const end = holder.lastIndexOf('-')
    const pid = Number(holder.slice(end + 1))
    if (holder.slice(0, end) !== hostname() || !(pid > 0)) return false
    process.kill(pid, 0)
    return true
  } catch (error) {
    // A process of another user would be one, too.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** What Chromium keeps of pages (caches, their storage) goes elsewhere for this run, and away at its end. */
function keepSessionApart(): void {
  try {
    const folder = mkdtempSync(join(tmpdir(), 'vmatlas-session-'))
    app.setPath('sessionData', folder)
    app.on('quit', () => rmSync(folder, { recursive: true, force: true }))
  } catch {
    // No room there either: Chromium works without it.
  }
}

/**
 * Whether this start is the one that opens windows; otherwise another one runs, and has been handed the words. Electron also
 * refuses the lock where the user's folder can't be written, and where a machine that shares it, or had another name, holds
 * it: then no window would open, so this start opens one.
 */
export function isFirstStart(own: Start): boolean {
  if (app.requestSingleInstanceLock(own)) return true
  if (isHeldHere(app.getPath('userData'))) return false
  keepSessionApart()
  return true
}
