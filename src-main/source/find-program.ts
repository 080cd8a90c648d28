import { accessSync, constants } from 'node:fs'
import { join } from 'node:path'

/** Where a compiled program may be: in a package, beside the built commands (and their chunks), in a source tree. */
function candidates(name: string): string[] {
  const resources: unknown = Reflect.get(process, 'resourcesPath')
  const here = import.meta.dirname
  return [
    ...(typeof resources === 'string' ? [join(resources, name)] : []),
    ...['..', '../..', '../../..', '../../out'].map((path) => join(here, path, name))
  ]
}

/** The path of one of the small programs that vmatlas brings, or null where it was not compiled. @param name such as `subject/subject` */
export function findProgram(name: string): string | null {
  for (const path of candidates(name)) {
    try {
      accessSync(path, constants.X_OK)
      return path
    } catch {
      // Not there.
    }
  }
  return null
}
