import { lstatSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A subject has such a folder for as long as making a file takes: one of this age, milliseconds, is left over. */
const LEFT_AFTER = 60_000

/** Removes the folders of subjects that were killed in that moment, of this user only. */
export function removeLeftFolders(folder = tmpdir(), now = Date.now()): void {
  let names: readonly string[] = []
  try {
    names = readdirSync(folder).filter((name) => /^vmatlas-lesson-\w{6}$/.test(name))
  } catch {
    // A folder that can't be listed keeps what is in it.
  }
  for (const name of names) {
    const path = join(folder, name)
    try {
      const stat = lstatSync(path)
      if (stat.isDirectory() && stat.uid === process.getuid?.() && now - stat.mtimeMs > LEFT_AFTER)
        rmSync(path, { recursive: true })
    } catch {
      // Gone meanwhile, or not removable: nothing depends on it.
    }
  }
}
