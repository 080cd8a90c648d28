import { expect, it } from 'vitest'
import { checkLesson } from './check-lesson.ts'
import { findLesson } from './lessons.ts'
import type { Lesson, LessonStep } from './lesson.ts'

const lesson: Lesson = findLesson('address-space')!

/** The lesson with something else in its second step. */
function withStep(change: Partial<LessonStep>): Lesson {
  return { ...lesson, steps: lesson.steps.map((step, index) => (index === 1 ? { ...step, ...change } : step)) }
}

const text = (words: string): LessonStep['explanation'] => ({ en: words, zh: '' })

it.each([
  [
    'a field that no kernel has',
    { claims: ['a.Rsss > 0'] },
    'lesson address-space, step 2: "a.Rsss > 0": mappings have no "Rsss"'
  ],
  ['a line that status does not have', { claims: ['process.VmPTEs > 0'] }, '"process" has no "VmPTEs"'],
  ['what no answer holds', { needs: 'reply.colour == 1' }, '"reply" has no "colour"'],
  ['an area that no command has named yet', { claims: ['b.Rss > 0'] }, 'no command has named "b"'],
  ['a mapping that nobody has', { claims: ['heapp.Rss > 0'] }, '"heapp" is not known'],
  ['an answer of the child', { claims: ['child.reply.ok == 1'] }, 'no "child.reply"'],
  ['an unknown number in a text', { explanation: text('{a.Sise}') }, 'mappings have no "Sise"'],
  ['an unreadable one', { explanation: text('{a.}') }, 'a property is missing'],
  ['an unknown number in the other text', { otherwise: text('{#machine.pages}') }, '"machine" has no "pages"'],
  ['a column to look at that is not there', { lookAt: { target: 'a', column: 'RSS' } }, 'mappings have no "RSS"']
] satisfies [string, Partial<LessonStep>, string][])('finds %s when the lesson is loaded', (_what, change, message) => {
  expect(() => checkLesson(withStep(change))).toThrow(message)
})

it('knows what lessons may speak of', () => {
  const claims = [
    'child.a.Pss > 0 && child.process.Threads == 1 && before(child."[heap]".rows) == 1',
    'faults.minor > faults.major && reply.value == 70',
    '"code of libc.so.6".Pss > 0 && a.entry4 < 512 && all.sd == 0'
  ]
  expect(() => checkLesson(withStep({ claims }))).not.toThrow()
})
