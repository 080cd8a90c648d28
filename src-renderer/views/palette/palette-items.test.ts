import { expect, test } from 'vitest'
import { paletteResults, type PaletteGroup, type PaletteItem } from './palette-items.ts'

const item = (label: string, note = '', keywords = ''): PaletteItem => ({
  id: label,
  label,
  note,
  keywords,
  shortcut: '',
  run: () => undefined
})
const groups: readonly PaletteGroup[] = [
  {
    id: 'commands',
    label: 'Commands',
    items: [item('Save a snapshot'), item('Compare'), item('Open…')],
    most: 2,
    mostAtFirst: 9
  },
  {
    id: 'processes',
    label: 'Processes',
    items: [item('java (12)', 'root', '/usr/bin/java -jar shop.jar'), item('opener (7)')],
    most: 9,
    mostAtFirst: 0
  }
]
const labels = (query: string): string[] =>
  paletteResults(groups, query).flatMap(({ items }) => items.map(({ label }) => label))

test('without words each group shows what it shows by itself, and empty ones are left out', () => {
  expect(paletteResults(groups, ' ').map(({ id }) => id)).toEqual(['commands'])
})

test('all words must be found, in names, notes or command lines, in any order and case', () => {
  expect(labels('OPEN')).toEqual(['Open…', 'opener (7)'])
  expect(labels('shop root')).toEqual(['java (12)'])
  expect(labels('shop user')).toEqual([])
})

test('beginnings come first, and no more than a group has room for', () => {
  expect(labels('o')).toEqual(['Open…', 'Save a snapshot', 'opener (7)', 'java (12)'])
})
