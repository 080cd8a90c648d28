import { describe, expect, it } from 'vitest'
import type { SubjectReply } from '../contract/host.ts'
import { checkClaims } from './check-claims.ts'
import { factsOf, parseExpression } from './expression.ts'
import { LESSONS, loadRecording } from './lessons.ts'
import type { Moment } from './moment.ts'
import { momentsOf } from './recording.ts'

/** Every answer given as it was, and nothing done. */
const idle = (before: Moment, after: Moment): Moment => ({ ...before, replies: after.replies, areas: after.areas })

/** Everything done, and every number answered as this one, and a signal where there was none. */
function falselyReported(after: Moment, number: number): Moment {
  const reported = ({ fault, ...others }: SubjectReply): SubjectReply => ({
    ...Object.fromEntries(
      Object.entries(others).map(([name, value]) => [name, typeof value === 'number' && name !== 'ok' ? number : value])
    ),
    ...(fault === undefined ? { fault: 'SIGSEGV' } : {})
  })
  return { ...after, replies: after.replies.map(reported) }
}

/** Claims about what the subject answered; that it carried a command out at all is no answer. */
const asksSubject = (claim: string): boolean =>
  factsOf(parseExpression(claim)).some(
    ({ target, property }) => ['reply', 'faults'].includes(target) && property !== 'ok'
  )

describe.each(LESSONS.map((lesson) => [lesson.id, lesson] as const))('%s', (id, lesson) => {
  it.each(lesson.steps.map((step, index) => [index + 1, step] as const))(
    'step %i: a subject that lies is found out',
    async (number, step) => {
      const recording = await loadRecording(id)
      const moments = recording === null ? [] : momentsOf(recording, lesson)
      const [first, before, after] = [moments[0]!, moments[number - 1]!, moments[number]!]
      const heldWith = (moment: Moment): string[] =>
        checkClaims(step, first, before, moment)
          .filter(({ result }) => result === 'held')
          .map(({ claim }) => claim)
      // What only the program meets (a signal, a byte that it read) leaves no trace in /proc: there its word is all there is.
      expect(
        heldWith(idle(before, after)).filter((claim) => !asksSubject(claim) && !claim.includes('reply.ok')),
        'does nothing'
      ).toEqual([])
      const [none, many] = [0, 1_000_000].map((value) => heldWith(falselyReported(after, value)).filter(asksSubject))
      expect(
        none!.filter((claim) => many!.includes(claim)),
        'answers otherwise'
      ).toEqual([])
    }
  )
})
