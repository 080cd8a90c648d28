import packageFile from '../../package.json' with { type: 'json' }
import { shown } from '#shared/base/terminal-text.ts'
import { reportErrors } from './support/report-errors.ts'

/** vmatlas's own version. */
export const VERSION: string = packageFile.version

export const version = reportErrors('version', async (_args, io) => {
  io.stdout.print(shown`vmatlas ${VERSION}\n`)
  return 0
})
