import { expect, it } from 'vitest'
import { isCommOf } from './native-thread-name.ts'

it('takes a name of the kernel for the beginning of a whole one, or for its beginning and its end', () => {
  expect(isCommOf('Reference Handl', 'Reference Handler')).toBe(true)
  expect(isCommOf('Referen..andler', 'Reference Handler')).toBe(true)
  expect(isCommOf('main', 'main')).toBe(true)
  expect(isCommOf('main', 'maintenance')).toBe(false)
  expect(isCommOf('Reference Handl', 'Reference Hand')).toBe(false)
  expect(isCommOf('Referen..andlex', 'Reference Handler')).toBe(false)
  // Three bytes a character: the sixth has no room, and of the middle form a part of one is left on either side.
  expect(isCommOf('线程名称很', '线程名称很长')).toBe(true)
  expect(isCommOf('线程\ufffd..的名', '线程名称很长的名')).toBe(true)
  expect(isCommOf('线程名称短', '线程名称很长')).toBe(false)
  expect(isCommOf('Größe', 'Größe')).toBe(true)
  // Java writes each half of a surrogate pair by itself, which is not UTF-8.
  expect(isCommOf(`a${'\ufffd'.repeat(6)}`, 'a\u{1f600}')).toBe(true)
  expect(isCommOf('a name of mine', 'a name of mine and more')).toBe(true)
})
