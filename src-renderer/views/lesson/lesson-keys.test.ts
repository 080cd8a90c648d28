import { afterEach, expect, it } from 'vitest'
import { lessonKeyOf, targetOf, type PressedKey } from './lesson-keys.ts'

const pressed = (key: string, more: Partial<PressedKey> = {}): PressedKey => ({
  key,
  hasModifier: false,
  target: 'other',
  ...more
})

it('takes the keys of presenters’ remotes, arrows and digits', () => {
  expect(lessonKeyOf(pressed('PageDown'), false)).toEqual({ kind: 'forward' })
  expect(lessonKeyOf(pressed('ArrowRight'), false)).toEqual({ kind: 'forward' })
  expect(lessonKeyOf(pressed('PageUp'), false)).toEqual({ kind: 'back' })
  expect(lessonKeyOf(pressed('ArrowLeft'), false)).toEqual({ kind: 'back' })
  expect(lessonKeyOf(pressed('3'), false)).toEqual({ kind: 'choose', choice: 3 })
  for (const key of ['0', 'a', 'Enter', 'ArrowDown', 'F5']) expect(lessonKeyOf(pressed(key), true)).toBeNull()
})

it('leaves keys to whom they belong', () => {
  for (const key of ['PageDown', 'ArrowRight', '1']) {
    expect(lessonKeyOf(pressed(key, { hasModifier: true }), true)).toBeNull()
    expect(lessonKeyOf(pressed(key, { target: 'text' }), true)).toBeNull()
    expect(lessonKeyOf(pressed(key, { target: 'widget' }), false)).toBeNull()
  }
  // A remote continues wherever the focus was left.
  expect(lessonKeyOf(pressed('PageDown', { target: 'widget' }), true)).toEqual({ kind: 'forward' })
  expect(lessonKeyOf(pressed('ArrowRight', { target: 'widget' }), true)).toBeNull()
})

afterEach(() => document.body.replaceChildren())

it.each([
  ['<div role="grid"><div id="at"></div></div>', 'widget'],
  ['<input id="at" type="search">', 'text'],
  ['<textarea id="at"></textarea>', 'text'],
  ['<select id="at"></select>', 'widget'],
  ['<div class="lesson-view"><input id="at" type="radio"></div>', 'other'],
  ['<button id="at"></button>', 'other']
])('knows where a key was pressed: %s', (html, target) => {
  document.body.innerHTML = html
  expect(targetOf(document.getElementById('at'))).toBe(target)
  expect(targetOf(document)).toBe('other')
})
