import { renameSync, rmSync, writeFileSync } from 'node:fs'

/**
 * Writes a small file of the shell's own whole: beside it first, so that a full disk or a crash leaves the old one. Never
 * throws, because what it keeps is not worth an interruption.
 * @returns why it could not be written (an error code of the system), or null
 */
export function replaceKeptFile(file: string, text: string): string | null {
  const fresh = `${file}.new`
  try {
    writeFileSync(fresh, text, { mode: 0o600 })
    renameSync(fresh, file)
    return null
  } catch (error) {
    try {
      rmSync(fresh, { force: true })
    } catch {
      // It was not ours.
    }
    const { code = String(error) } = error as NodeJS.ErrnoException
    return code
  }
}
