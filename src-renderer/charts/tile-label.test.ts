import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fitTileLabel, TILE_LINE, type TileWords } from './tile-label.ts'

/** Every letter is as wide as it is in a fixed font of 6 pixels. */
const widthOf = (text: string): number => 6 * Array.from(text).length
const LIBRARY: TileWords = { name: 'libcrypto.so.3', short: 'libcrypto', perms: '', amount: '4.1 MiB' }
const fit = (words: TileWords, width: number, height = TILE_LINE): string =>
  fitTileLabel(words, { width, height }, widthOf)

test('what it is and how much, with less of the name where there is less room', () => {
  expect(fit(LIBRARY, 200)).toBe('libcrypto.so.3  4.1 MiB')
  expect(fit(LIBRARY, 110)).toBe('libcrypto  4.1 MiB')
  expect(fit(LIBRARY, 100)).toBe('4.1 MiB  libcry…')
  expect(fit(LIBRARY, 80)).toBe('4.1 MiB')
  expect(fit(LIBRARY, 41)).toBe('')
  expect(fit(LIBRARY, 200, TILE_LINE - 1)).toBe('')
})

test('two lines where one is too narrow for both', () => {
  expect(fit(LIBRARY, 90, 30)).toBe('libcrypto.so.3\n4.1 MiB')
  expect(fit(LIBRARY, 60, 30)).toBe('libcrypto\n4.1 MiB')
  expect(fit(LIBRARY, 50, 30)).toBe('4.1 MiB\nlibcryp…')
})

test('permissions are written whole or not at all', () => {
  const part = { name: '', short: '', perms: 'rw-p', amount: '22 MiB' }
  expect(fit(part, 80)).toBe('rw-p  22 MiB')
  expect(fit(part, 60)).toBe('22 MiB')
})

test('nothing is wider than its room, no amount is cut, and no permission', () => {
  const texts = fc.string({ unit: 'grapheme', maxLength: 30 }).map((text) => text.replaceAll('\n', ' '))
  fc.assert(
    fc.property(texts, fc.constantFrom('', 'rw-p', 'r-xp'), fc.nat(300), fc.nat(60), (name, perms, width, height) => {
      const text = fit({ name, short: name.slice(0, 9), perms, amount: '203 MiB' }, width, height)
      if (text === '') return
      const lines = text.split('\n')
      expect(lines.length * TILE_LINE).toBeLessThanOrEqual(height)
      for (const each of lines) expect(widthOf(each)).toBeLessThanOrEqual(width)
      expect(text).toContain('203 MiB')
    })
  )
})
