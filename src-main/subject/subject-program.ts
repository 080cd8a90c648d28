import { accessSync, constants } from 'node:fs'
import { join } from 'node:path'

/** Where the compiled subject may be: in a package, beside the built program (and its chunks), in a source tree. */
function candidates(): string[] {
  const resources: unknown = Reflect.get(process, 'resourcesPath')
  const here = import.meta.dirname
  return [
    ...(typeof resources === 'string' ? [join(resources, 'subject/subject')] : []),
    ...['../subject/subject', '../../subject/subject', '../../../subject/subject', '../../out/subject/subject'].map(
      (path) => join(here, path)
    )
  ]
}

/** The subject's path, or null where it was not compiled: lessons then run from their recordings. */
export function findSubjectProgram(): string | null {
  for (const path of candidates()) {
    try {
      accessSync(path, constants.X_OK)
      return path
    } catch {
      // Not there.
    }
  }
  return null
}
