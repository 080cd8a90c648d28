import { expect, it } from 'vitest'
import { keyTextOf } from '#shared/contract/commands.ts'
import { commandOfKey } from './command-keys.ts'

const press = (key: string, held: Partial<Record<'ctrlKey' | 'shiftKey' | 'altKey' | 'metaKey', boolean>> = {}) =>
  commandOfKey({ key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...held })

it('knows the keys of the contract’s commands', () => {
  expect(press('F5')).toBe('recapture')
  expect(press('k', { ctrlKey: true })).toBe('findProcess')
  expect(press('P', { ctrlKey: true, shiftKey: true })).toBe('showPalette')
  expect(press('F6', { shiftKey: true })).toBe('previousPane')
  expect(press('k')).toBeNull()
  expect(press('k', { ctrlKey: true, altKey: true })).toBeNull()
})

it('names keys as people read them', () => {
  expect(keyTextOf('findProcess')).toBe('Ctrl+K')
  expect(keyTextOf('copyRows')).toBe('')
})
