import { shown } from '#shared/base/terminal-text.ts'
import { inLanguage } from '#shared/lesson/lesson.ts'
import { LESSONS } from '#shared/lesson/lessons.ts'
import { localeOf } from './support/terminal-locale.ts'
import { readWords, toldErrors } from './support/told-errors.ts'

/** `vmatlas lessons [--json]`: id, number of steps and title of every lesson. */
export const lessons = toldErrors('lessons', async (args, io) => {
  const { values } = readWords({ args: [...args], options: { json: { type: 'boolean', default: false } } })
  const locale = localeOf(io.environment)
  if (values.json) {
    const list = LESSONS.map(({ id, title, teaches, steps }) => ({
      id,
      title: inLanguage(title, locale),
      teaches: inLanguage(teaches, locale),
      steps: steps.length
    }))
    io.stdout.data(`${JSON.stringify(list, null, 2)}\n`)
    return 0
  }
  const width = Math.max(...LESSONS.map(({ id }) => id.length))
  for (const { id, title, steps } of LESSONS) {
    io.stdout.say(shown`${id.padEnd(width)}  ${String(steps.length).padStart(2)} steps  ${inLanguage(title, locale)}\n`)
  }
  return 0
})
