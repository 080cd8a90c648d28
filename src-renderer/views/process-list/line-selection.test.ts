import { expect, it } from 'vitest'
import type { ListLine } from './arrange-processes.ts'
import { NO_SELECTION, selectLine, type SelectMode } from './line-selection.ts'

const LINES = [...'abcde'].map((key): ListLine => ({
  key,
  process: null,
  title: key,
  members: [],
  depth: 0,
  branch: 'none',
  isContext: false
}))

it('selects as desktop lists do: one, one more, up to one', () => {
  const steps: readonly [number, SelectMode][] = [
    [1, 'only'],
    [3, 'toggle'],
    [4, 'extend'],
    [4, 'toggle']
  ]
  const seen: string[] = []
  let selection = NO_SELECTION
  for (const [row, mode] of steps) {
    selection = selectLine(selection, LINES, row, mode)
    seen.push([...selection.keys].join(''))
  }
  expect(seen).toEqual(['b', 'bd', 'de', 'd'])
})
