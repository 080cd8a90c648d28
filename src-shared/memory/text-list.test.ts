import { expect, it } from 'vitest'
import { textAt, textBytes, textCount, textListOf } from './text-list.ts'

it('a list of texts keeps bytes and shows invalid ones as such', () => {
  const list = textListOf(['', 'naïve', Uint8Array.of(0x41, 0xff), '\ufeffx'])
  expect(textCount(list)).toBe(4)
  expect([0, 1, 2, 3].map((at) => textAt(list, at))).toEqual(['', 'naïve', 'A\ufffd', '\ufeffx'])
  expect([...textBytes(list, 2)]).toEqual([0x41, 0xff])
  expect(textCount(textListOf([]))).toBe(0)
})
