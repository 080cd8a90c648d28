import { expect, it } from 'vitest'
import { leftUnlooked } from './look-words.ts'
import type { Looking } from './capture.ts'
import { leastLooked, lookedJson, lookingOf } from './looking.ts'

const WHOLE: Looking = { depth: 'inside', couldLookInside: true, cut: [], cost: { filesMs: 1, insideMs: 2 } }
const stored = { classification: { isStored: true } }

it('labels that do not state how far the process was examined are of the mappings alone, or that is not known', () => {
  expect(lookingOf({ classification: { isStored: false } })).toMatchObject({ depth: 'maps' })
  expect(lookingOf(stored)).toBeNull()
  expect(lookedJson(stored)).toBeNull()
  expect(lookedJson({ ...stored, looking: WHOLE })).toEqual({ depth: 'inside', couldLookInside: true, cut: [] })
})

it('several moments are looked at as little as the least of them', () => {
  expect(leastLooked([null, null])).toBeNull()
  expect(leastLooked([WHOLE, null, { ...WHOLE, cut: ['stacks'] }, { ...WHOLE, cut: ['v8', 'stacks'] }])).toEqual({
    ...WHOLE,
    cut: ['v8', 'stacks'],
    cost: null
  })
  expect(leastLooked([WHOLE, { ...WHOLE, couldLookInside: false }])?.couldLookInside).toBe(false)
})

it('words name what was left, and nothing where nothing was', () => {
  expect(leftUnlooked(WHOLE, false)).toBeNull()
  expect(leftUnlooked({ ...WHOLE, cut: ['v8', 'stacks'] }, false)).toBe(
    'there was not enough time to look at all of: V8 pages, stacks of threads'
  )
  expect(leftUnlooked({ ...WHOLE, cut: ['v8'] }, true)).toMatch(/^when this was captured there was not enough time/)
  expect(leftUnlooked({ ...WHOLE, couldLookInside: false }, false)).toMatch(/may not be looked into/)
  expect(leftUnlooked({ ...WHOLE, couldLookInside: false }, true)).toMatch(/could not be looked into/)
})
