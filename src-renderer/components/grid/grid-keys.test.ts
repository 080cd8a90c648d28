import { describe, expect, it } from 'vitest'
import { gridCommand, type GridCommand } from './grid-keys.ts'

function press(key: string, modifiers: { shiftKey?: boolean; ctrlKey?: boolean } = {}, row = 10): GridCommand | null {
  const event = { key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...modifiers }
  return gridCommand(event, { row, column: 2 }, 100, 5, 20)
}

describe('keys of a grid', () => {
  it('moves by rows, pages and to the ends, and stops there', () => {
    expect(press('ArrowDown')).toMatchObject({ row: 11, column: 2 })
    expect(press('PageDown', {}, 90)).toMatchObject({ row: 99 })
    expect(press('PageUp', {}, 5)).toMatchObject({ row: 0 })
    expect(press('Home', { ctrlKey: true })).toMatchObject({ row: 0, column: 0 })
    expect(press('End', { ctrlKey: true })).toMatchObject({ row: 99, column: 4 })
    expect(press('End')).toMatchObject({ row: 10, column: 4 })
  })

  it('extends the selection with Shift', () => {
    expect(press('ArrowDown', { shiftKey: true })).toMatchObject({ row: 11, extend: true })
    expect(press('PageUp', { shiftKey: true })).toMatchObject({ row: 0, extend: true })
  })

  it('reaches the header above the first row and sorts and widens there', () => {
    expect(press('ArrowUp', {}, 0)).toMatchObject({ kind: 'move', row: -1 })
    expect(press('Enter', {}, -1)).toEqual({ kind: 'sort' })
    expect(press('ArrowRight', { shiftKey: true }, -1)).toEqual({ kind: 'widen', by: 8 })
    expect(press('ArrowRight', {}, -1)).toMatchObject({ kind: 'move', column: 3 })
    expect(press('ArrowDown', {}, -1)).toMatchObject({ kind: 'move', row: 0 })
  })

  it('knows select all, copy, toggle and the menu', () => {
    expect(press('a', { ctrlKey: true })).toEqual({ kind: 'selectAll' })
    expect(press('c', { ctrlKey: true })).toEqual({ kind: 'copy' })
    expect(press(' ')).toEqual({ kind: 'toggle' })
    expect(press('F10', { shiftKey: true })).toEqual({ kind: 'menu' })
  })

  it('leaves other keys alone', () => {
    expect(press('c')).toBeNull()
    expect(press('x')).toBeNull()
    expect(press('Tab')).toBeNull()
  })

  it('does not invent a row in an empty table', () => {
    const event = { key: 'ArrowDown', shiftKey: false, ctrlKey: false, metaKey: false, altKey: false }
    expect(gridCommand(event, { row: -1, column: 0 }, 0, 5, 20)).toMatchObject({ row: -1 })
  })
})
