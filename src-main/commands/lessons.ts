import { shown } from '#shared/base/terminal-text.ts'
import { inLanguage } from '#shared/lesson/lesson.ts'
import { LESSONS } from '#shared/lesson/lessons.ts'
import { writeLessonSite } from './support/lesson-site.ts'
import { localeOf } from './support/terminal-locale.ts'
import { readWords, reportErrors } from './support/report-errors.ts'

/** `vmatlas lessons [--json]`: id, number of steps and title of every lesson; `--site DIR` writes them as pages. */
export const lessons = reportErrors('lessons', async (args, io) => {
  const { values } = readWords({
    args: [...args],
    options: { json: { type: 'boolean', default: false }, site: { type: 'string' } }
  })
  if (values.site !== undefined) {
    const files = await writeLessonSite(values.site)
    io.stdout.print(shown`${String(files)} files written to ${values.site}; begin with index.html\n`)
    return 0
  }
  const locale = localeOf(io.environment)
  if (values.json) {
    const list = LESSONS.map(({ id, title, teaches, steps, chapters, sources }) => ({
      id,
      title: inLanguage(title, locale),
      teaches: inLanguage(teaches, locale),
      steps: steps.length,
      chapters,
      sources
    }))
    io.stdout.data(`${JSON.stringify(list, null, 2)}\n`)
    return 0
  }
  const width = Math.max(...LESSONS.map(({ id }) => id.length))
  for (const { id, title, steps } of LESSONS) {
    io.stdout.print(
      shown`${id.padEnd(width)}  ${String(steps.length).padStart(2)} steps  ${inLanguage(title, locale)}\n`
    )
  }
  return 0
})
