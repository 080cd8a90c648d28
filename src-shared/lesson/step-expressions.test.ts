import { describe, expect, it } from 'vitest'
import { madeLesson, madeStep } from '#test/support/made-lesson.ts'
import { checkLesson } from './check-lesson.ts'
import { metricOfStep } from './metric-of-step.ts'
import { stepExpressions, wantedSurroundings } from './step-expressions.ts'

describe('a step', () => {
  const step = madeStep({
    claims: ['child.b.pagesHuge == 0', 'machine.MemTotal > 0'],
    needs: 'c.pagesZero > 0',
    otherwise: { en: '{d.Rss}', zh: '{#e.Rss}' },
    lookAt: { target: 'code of libc.so.6', column: 'Pss' }
  })

  it('reports all its expressions, and what has to be read for them', () => {
    expect(stepExpressions(step)).toEqual([
      'child.b.pagesHuge == 0',
      'machine.MemTotal > 0',
      'a.Rss == 0',
      'a.Rss > 0',
      'c.pagesZero > 0',
      'a.Rss',
      'a.rows',
      'a.Rss',
      'a.rows',
      'd.Rss',
      'e.Rss',
      '"code of libc.so.6".Pss'
    ])
    expect(wantedSurroundings(madeLesson(step, step))).toEqual({
      isMachineWanted: true,
      areas: { self: ['c'], child: ['b'] }
    })
    expect(wantedSurroundings(madeLesson(madeStep({ claims: ['machine.page > 0'] })))).toEqual({
      isMachineWanted: false,
      areas: { self: [], child: [] }
    })
  })

  it('is drawn by what it speaks of', () => {
    const metric = (column: string, own?: 'size'): string =>
      metricOfStep(madeStep({ lookAt: { target: 'a', column, ...(own === undefined ? {} : { metric: own }) } }))
    expect(
      ['Size', 'Rss', 'Pss', 'Private_Dirty', 'Shared_Dirty', 'Anonymous', 'rows'].map((column) => metric(column))
    ).toEqual(['size', 'rss', 'pss', 'dirty', 'dirty', 'rss', 'rss'])
    expect(metric('Rss', 'size')).toBe('size')
  })

  it('is checked when it is loaded: areas must be named by then', () => {
    const check = (more: Parameters<typeof madeStep>[0]) => (): void => checkLesson(madeLesson(madeStep({ ...more })))
    expect(check({})).not.toThrow()
    expect(
      check({ claims: ['a.pagesHuge == 0', '"[heap]|heap|subject".Rss > 0', 'child.process.pid > 1', 'all.rd > 0'] })
    ).not.toThrow()
    expect(check({ claims: ['heap.pagesHuge == 0'] })).toThrow('only a named area has "pagesHuge"')
    expect(check({ claims: ['"heap|nobody".Rss > 0'] })).toThrow('"nobody" is not known')
    expect(check({ claims: ['"x.txt".Rss > 0'] })).toThrow('"x.txt" is not known')
    expect(check({ commands: ['child map b 4K', 'map a 4K'], claims: ['b.Rss > 0'] })).not.toThrow()
    expect(check({ commands: ['map ab'], claims: [] })).toThrow(
      'lesson made, step 1: "a.Rss == 0": no command has named "a" by then'
    )
    expect(check({ claims: ['faults.value == 0'] })).toThrow('"faults" has no "value"')
  })
})
