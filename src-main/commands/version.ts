import packageFile from '../../package.json' with { type: 'json' }
import type { RunCommand } from './command.ts'

/** vmatlas's own version. */
export const VERSION: string = packageFile.version

export const version: RunCommand = async (_args, io) => {
  io.stdout.write(`vmatlas ${VERSION}\n`)
  return 0
}
