import { findProgram } from '#main/source/find-program.ts'

/** The subject's path, or null where it was not compiled: lessons then run from their recordings. */
export function findSubjectProgram(): string | null {
  return findProgram('subject/subject')
}
