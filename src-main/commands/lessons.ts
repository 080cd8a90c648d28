import { inLanguage } from '#shared/lesson/lesson.ts'
import { LESSONS } from '#shared/lesson/lessons.ts'
import { localeOf } from './terminal-locale.ts'
import { toldErrors, UsageError } from './told-errors.ts'

/** `vmatlas lessons [--json]`: id, number of steps and title of every lesson. */
export const lessons = toldErrors('lessons', async (args, io) => {
  const unknown = args.find((word) => word !== '--json')
  if (unknown !== undefined) throw new UsageError(`it takes --json only, not ${unknown}`)
  const locale = localeOf(io.environment)
  if (args.length > 0) {
    const list = LESSONS.map(({ id, title, teaches, steps }) => ({
      id,
      title: inLanguage(title, locale),
      teaches: inLanguage(teaches, locale),
      steps: steps.length
    }))
    io.stdout.write(`${JSON.stringify(list, null, 2)}\n`)
    return 0
  }
  const width = Math.max(...LESSONS.map(({ id }) => id.length))
  for (const { id, title, steps } of LESSONS) {
    io.stdout.write(`${id.padEnd(width)}  ${String(steps.length).padStart(2)} steps  ${inLanguage(title, locale)}\n`)
  }
  return 0
})
