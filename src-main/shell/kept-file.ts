import { writeFileWhole } from '#main/output/write-file.ts'

/**
 * Writes a small file of the shell's own atomically. Never throws, because what it keeps is not worth an interruption.
 * @returns why it could not be written (an error code of the system), or null
 */
export function replaceKeptFile(file: string, text: string): string | null {
  try {
    writeFileWhole(file, (sink) => sink(Buffer.from(text)))
    return null
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error)
  }
}
