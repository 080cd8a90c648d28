import { expect, it } from 'vitest'
import { COMMANDS, isCommandId, keyTextOf } from './commands.ts'

it('a command is known by its id, and none by what every object has', () => {
  expect(COMMANDS.every(({ id }) => isCommandId(id))).toBe(true)
  expect(['', 'toString', 'openfile'].some(isCommandId)).toBe(false)
})

it('no two commands have the same key', () => {
  const keys = COMMANDS.map(({ accelerator }) => accelerator.toLowerCase()).filter((key) => key !== '')
  expect(new Set(keys).size).toBe(keys.length)
})

it('a key is written as people read it', () => {
  expect([keyTextOf('findProcess'), keyTextOf('saveAllSnapshot'), keyTextOf('previousPane')]).toEqual([
    'Ctrl+K',
    'Ctrl+Shift+S',
    'Shift+F6'
  ])
  expect(keyTextOf('showAbout')).toBe('')
})
