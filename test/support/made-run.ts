import { madeLesson, madeMoment, madeStep } from '#test/support/made-lesson.ts'

export const PROCESS = { pid: 7, startTime: 1 }

/** A mapping with a name that HTML must escape, and one without a name. @param rss kB */
export const row = (rss: number): string =>
  `1000-3000 rw-p 00000000 00:00 0                          /srv/<b>/a'b\nRss: ${rss} kB\nPss: 1 kB\n5000-6000 r--p 00000000 00:00 0 \nRss: 0 kB\nPss: 0 kB\n`

export const areas = new Map([['a', { start: 0x1000, bytes: 8192 }]])

/** Three moments of a run: before anything is resident, and twice after. */
export const MOMENTS = [madeMoment(row(0)), madeMoment(row(8), { areas }), madeMoment(row(8), { areas })]

export const STEP = madeStep()

export const LESSON = madeLesson(
  STEP,
  madeStep({ needs: 'a.Rss > 100', otherwise: { en: 'not here & now', zh: '不' } })
)
