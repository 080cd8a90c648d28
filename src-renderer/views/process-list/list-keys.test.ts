import { expect, it } from 'vitest'
import type { ListLine } from './arrange-processes.ts'
import { listCommand } from './list-keys.ts'

const line = (key: string, depth: number, branch: ListLine['branch']): ListLine => ({
  row: 0,
  key,
  depth,
  branch,
  isContext: false
})
const LINES = [line('a', 0, 'open'), line('b', 1, 'closed'), line('c', 1, 'none'), line('d', 0, 'none')]
const press = (key: string, at: number) =>
  listCommand({ key, ctrlKey: false, metaKey: false, altKey: false }, LINES, at, 2)

it('moves by line, page and to the ends, never out of the list', () => {
  expect(press('ArrowDown', -1)).toEqual({ kind: 'move', to: 0 })
  expect(press('ArrowDown', 3)).toEqual({ kind: 'move', to: 3 })
  expect(press('PageDown', 0)).toEqual({ kind: 'move', to: 2 })
  expect(press('PageUp', 1)).toEqual({ kind: 'move', to: 0 })
  expect(press('End', 0)).toEqual({ kind: 'move', to: 3 })
})

it('opens and closes branches, and goes to the parent where there is nothing to close', () => {
  expect(press('ArrowRight', 1)).toEqual({ kind: 'branch', key: 'b', isOpen: true })
  expect(press('ArrowLeft', 0)).toEqual({ kind: 'branch', key: 'a', isOpen: false })
  expect(press('ArrowLeft', 2)).toEqual({ kind: 'move', to: 0 })
  expect(press('ArrowLeft', 3)).toBeNull()
})

it('takes letters and the slash as the beginning of a filter, leaves Tab and Ctrl keys alone', () => {
  expect(press('/', 0)).toEqual({ kind: 'filter' })
  expect(press('n', 0)).toEqual({ kind: 'filter' })
  expect(press('Tab', 0)).toBeNull()
  expect(listCommand({ key: 'a', ctrlKey: true, metaKey: false, altKey: false }, LINES, 0, 2)).toBeNull()
})
