import { describe, expect, it } from 'vitest'
import { amountsByLetter, layoutAfter, NO_LAYOUT, wantedRanges, type Layout } from './moment.ts'
import { PROCESS } from '#test/support/made-run.ts'

describe('the layout of a program', () => {
  const after = (
    layout: Layout,
    ...done: readonly (readonly [command: string, reply: Record<string, string | number>])[]
  ): Layout =>
    layoutAfter(
      layout,
      done.map(([command]) => command),
      done.map(([, reply]) => reply)
    )
  const mapped = after(NO_LAYOUT, ['map a 8K', { address: '0x1000', bytes: 8192 }], ['touch a', { ok: 1 }])

  it('has the areas that its commands were answered with', () => {
    expect([...mapped.areas]).toEqual([['a', { start: 0x1000, bytes: 8192 }]])
    const moved = after(
      mapped,
      ['remap a', { address: '0x9000', bytes: 4096 }],
      ['map b 4K', { address: '4096', bytes: 1 }]
    )
    expect([...moved.areas]).toEqual([
      ['a', { start: 0x9000, bytes: 4096 }],
      ['b', { start: 4096, bytes: 1 }]
    ])
    expect(mapped.areas.size).toBe(1)
    for (const [command, reply] of [
      ['map ab 8K', { address: '0x1', bytes: 1 }],
      ['map A', { address: '0x1', bytes: 1 }],
      ['map', { address: '0x1', bytes: 1 }],
      ['x map c', { address: '0x1', bytes: 1 }],
      ['map c', { address: 1, bytes: 1 }],
      ['map c', { address: '0x1', bytes: '1' }]
    ] as const)
      expect(after(mapped, [command, reply]).areas).toEqual(mapped.areas)
    expect(layoutAfter(mapped, [], [{ address: '0x1', bytes: 1 }]).areas).toEqual(mapped.areas)
  })

  it('has a child after a fork, with the areas of its parent, until it ends', () => {
    const forked = after(mapped, ['fork', { child: 9, childStart: 5 }])
    expect(forked.child).toEqual({ pid: 9, startTime: 5 })
    expect(forked.childAreas).toEqual(mapped.areas)
    const own = after(forked, ['child map b 4K', { address: '0x5000', bytes: 4096 }])
    expect([[...own.areas.keys()], [...own.childAreas.keys()]]).toEqual([['a'], ['a', 'b']])
    expect(after(own, ['wait', { child: 0 }])).toEqual({ areas: mapped.areas, childAreas: new Map(), child: null })
    expect(after(mapped, ['start', { child: 9 }])).toMatchObject({
      child: { pid: 9, startTime: 0 },
      childAreas: new Map()
    })
    expect(after(forked, ['touch a', { child: '9' }]).child).toEqual({ pid: 9, startTime: 5 })
  })

  it('reports the ranges whose pages are asked for, as far as they are known, and takes what was answered', () => {
    const layout: Layout = {
      ...mapped,
      childAreas: new Map([['b', { start: 5, bytes: 6 }]]),
      child: { pid: 9, startTime: 5 }
    }
    const wanted = { isMachineWanted: false, areas: { self: ['a', 'c'], child: ['b', 'a'] } }
    const ranges = wantedRanges(wanted, layout, PROCESS)
    expect(ranges).toEqual([
      { whose: 'self', letter: 'a', range: { process: PROCESS, start: 0x1000, bytes: 8192 } },
      { whose: 'child', letter: 'b', range: { process: { pid: 9, startTime: 5 }, start: 5, bytes: 6 } }
    ])
    expect(wantedRanges(wanted, { ...layout, child: null }, PROCESS)).toHaveLength(1)
    const answers = [{ pagesHuge: 1 }, { pagesHuge: 2 }]
    expect([...amountsByLetter(ranges, answers, 'self')]).toEqual([['a', answers[0]]])
    expect([...amountsByLetter(ranges, answers, 'child')]).toEqual([['b', answers[1]]])
    expect(amountsByLetter(ranges, [null], 'self').size).toBe(0)
  })
})
