import type { SkippedNote } from '#shared/formats/importer.ts'

/** What an importer noted of a file, by what it means to the reader. */
export interface FileNotes {
  /** Lines, files and parts that are not shown though they are there. */
  readonly skipped: readonly SkippedNote[]
  /** What this kind of file never contains; nothing is missing from the screen. */
  readonly limits: readonly SkippedNote[]
}

export function fileNotes(notes: readonly SkippedNote[]): FileNotes {
  return {
    skipped: notes.filter(({ kind }) => kind !== 'limit'),
    limits: notes.filter(({ kind }) => kind === 'limit')
  }
}
