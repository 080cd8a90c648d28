import { describe, expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { measureProgram } from './measure.ts'
import { scoreOf, shares } from './score.ts'
import { missing, TRUTH_PROGRAMS } from './truth-programs.ts'

/** Least that must be right, and most that may be wrong, of resident memory without a name. */
const LEAST_RIGHT: Readonly<Record<string, number>> = {
  'malloc, threads, look-alikes': 0.95,
  CPython: 0.95,
  JVM: 0.95
}
const MOST_WRONG = 0.0005

describe('the labels of memory that is known', () => {
  for (const program of TRUTH_PROGRAMS) {
    it.runIf(missing(program).length === 0)(
      `${program.id}: hardly anything is wrong when looked into`,
      async () => {
        const measured = await measureProgram(program, ['maps', 'inside'])
        const inside = measured.get('inside')!
        const { right, wrong } = shares(inside)
        expect(
          [...inside.mistakes].filter(([, bytes]) => bytes > (inside.right + inside.unnamed) * MOST_WRONG)
        ).toEqual([])
        expect(wrong).toBeLessThan(0.01)
        expect(right).toBeGreaterThan(LEAST_RIGHT[program.id]!)
        for (const score of measured.values()) expect(score.wrongByKernel).toBe(0)
      },
      60_000
    )
  }

  it('the score counts what is wrong', () => {
    const capture = captureOfText('7f0000000000-7f0000004000 rwxp 00000000 00:00 0 \nRss: 8 kB\n')
    const truth = [{ start: 0x7f0000000000, end: 0x7f0000002000, right: ['stack' as const], name: 'a stack' }]
    expect(shares(scoreOf(capture, truth, 'rss'))).toMatchObject({ right: 0, wrong: 0, unnamed: 1 })
    const code = captureOfText('7f0000000000-7f0000004000 r-xp 00000000 00:00 0 \nRss: 8 kB\n')
    expect(scoreOf(code, truth, 'rss')).toMatchObject({ right: 0, wrong: 4096 })
    expect(scoreOf(code, truth, 'size')).toMatchObject({ wrong: 8192 })
  })
})
