import type { Lesson, LessonStep } from '#shared/lesson/lesson.ts'
import type { Moment } from '#shared/lesson/moment.ts'
import { captureOfText } from './capture-of-text.ts'

const both = (text: string): { readonly en: string; readonly zh: string } => ({ en: text, zh: `中${text}` })

/** A step of a lesson that is made up: nothing runs, nothing is asked of the machine. */
export function madeStep(more: Partial<LessonStep> = {}): LessonStep {
  return {
    text: both('Map <a>'),
    c: 'p = mmap(…) & q;',
    commands: ['map a 8K'],
    prediction: {
      question: both('How much?'),
      choices: [
        { ...both('none'), holds: 'a.Rss == 0' },
        { ...both('some'), holds: 'a.Rss > 0' }
      ]
    },
    lookAt: { target: 'a', column: 'Rss' },
    claims: ['a.Rss == 8', 'a.Rss == 9'],
    explanation: both('{a.Rss} of {#a.rows}'),
    toTry: [],
    ...more
  }
}

export const madeLesson = (...steps: readonly LessonStep[]): Lesson => ({
  id: 'made',
  title: both('A "lesson"'),
  teaches: both('What it teaches'),
  sources: ['mmap(2)', 'proc(5)'],
  chapters: { ostep: ['13'], csapp: ['9.8', '9.9'] },
  steps
})

/** A moment of a process with these mappings. */
export function madeMoment(smaps: string, more: Partial<Moment> = {}): Moment {
  return {
    capture: captureOfText(smaps),
    areas: new Map(),
    pages: new Map(),
    replies: [],
    machine: {},
    child: null,
    ...more
  }
}
